return provider {
	name = "Acme Mail",
	locales = { "en", "nl", "fr" },
	url = "https://help.acme.example/kb",
	mail = { imap = { host = "imap.acme.example", port = 993, security = "tls" }, },
}
