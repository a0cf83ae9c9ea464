return provider {
	name = "Acme, home = "https://acme.example",
}
