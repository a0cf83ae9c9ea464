return provider {
	name = "Zeta Hosting",
	locales = { "en", "nl" },
}
