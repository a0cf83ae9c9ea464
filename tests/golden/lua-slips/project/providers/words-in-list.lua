return provider {
	name = "A",
	locales = { en, nl },
}
