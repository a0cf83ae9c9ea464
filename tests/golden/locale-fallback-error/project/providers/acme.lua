return provider {
	name = "Acme Mail",
	locales = { "en", "nl", "fr" }, fallback = "error",
	mail = { imap = { host = "imap.acme.example", port = 993, security = "tls" }, },
}
