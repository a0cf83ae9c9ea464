return provider {
	name = "Acme Mail",
	locales = { "en", "nl" },
	mail = { imap = { host = "imap.acme.example", port = 993, security = "tls" }, },
}
