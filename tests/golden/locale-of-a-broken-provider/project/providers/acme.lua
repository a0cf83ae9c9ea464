return provider {
	name = "Acme",
	locales = { "en", "nl" },
	webmail = { name = term { localised { en = "x" }, the = "y" } },
}
