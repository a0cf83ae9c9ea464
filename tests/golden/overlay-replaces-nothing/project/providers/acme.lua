return provider {
	name = "Acme Mail",
	logo = "logo.svg",
	locales = { "en", "nl" },
}
