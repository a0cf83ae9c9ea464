return provider {
	name = "Acme Mail",
	url = "https://help.acme.example/",
	locales = { "en", "nl", "fr" },
}
