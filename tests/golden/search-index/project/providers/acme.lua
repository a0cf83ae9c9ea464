return provider {
	name = "Acme Mail",
	theme = "searched",
	locales = { "en", "nl" },
	mail = { imap = { host = "imap.acme.example", port = 993, security = "tls" } },
	vars = { area = "acme.example" },
	synonyms = { { "e-mail", "message" }, { "mail server", "host" }, { "not", "here" } },
	navigation = { { "email", "email/settings", "email/codes" } },
}
