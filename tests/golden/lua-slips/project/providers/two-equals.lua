return provider {
	name == "Acme",
}
