return provider {
	name = "Beta",
	locales = { "en", "fr" },
	webmail = { name = term { "x", the = localised { en = "x" } } },
}
