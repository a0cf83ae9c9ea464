return provider {
	name = "Acme Mail",
	locales = { "en", "pl", "is" },
	mail = { imap = { host = "imap.acme.example", port = 993, security = "tls" }, },
}
