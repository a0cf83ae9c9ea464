provider {
	name = "Acme Mail",
}
