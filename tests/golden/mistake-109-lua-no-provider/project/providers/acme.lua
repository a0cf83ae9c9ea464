return {
	name = "Acme Mail",
}
