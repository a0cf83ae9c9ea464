return provider {
	name = "Acme Mail",
	locales = { "en", "nl", "fr" },
	mail = { imap = { host = "imap.acme.example", port = 993, security = "tls" }, },
}
