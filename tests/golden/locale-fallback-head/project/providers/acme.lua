return provider {
	name = "Acme Mail",
	locales = { "en", "nl" },
	url = "https://help.acme.example",
	mail = { imap = { host = "imap.acme.example", port = 993, security = "tls" }, },
}
