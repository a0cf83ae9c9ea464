return provider {
	name = "A",
	domain = help.acme.example,
}
