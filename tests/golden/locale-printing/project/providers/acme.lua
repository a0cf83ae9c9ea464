return provider {
	name = "Acme Mail",
	locales = { "en", "en-GB", "nl", "fr", "de", "pl", "ar", "ja" },
	mail = { imap = { host = "imap.acme.example", port = 993, security = "tls" }, quota = "1.5 GB" },
	vars = { big = 1234567 },
}
