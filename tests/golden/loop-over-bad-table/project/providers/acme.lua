return provider {
	name = "Acme Mail",
	vars = { port = 993 },
}
