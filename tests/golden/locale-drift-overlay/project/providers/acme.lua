return provider {
	name = "Acme Mail",
	locales = { "en", "nl-BE", "fr" },
	mail = { quota = "10 GB", imap = { host = "imap.acme.example", port = 993 } },
}
