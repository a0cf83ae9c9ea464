return provider {
	name = "A",
	legal-name = "Acme Inc.",
}
