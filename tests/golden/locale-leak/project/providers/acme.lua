return provider {
	name = "Acme Mail",
	locales = { "en", "nl" },
	webmail = { url = localised { en = "https://webmail.acme.example", nl = "https://post.acme.example" } },
	mail = { imap = { host = "imap.acme.example", port = 993, security = "tls" }, },
}
