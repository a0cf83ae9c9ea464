return provider {
	name = "Acme Mail",
	locales = { "en", "nl" }, fallback = "notice",
	 url = "https://help.acme.example",
	 mail = { imap = { host = "imap.acme.example", port = 993, security = "tls" }, quota = "1.5 GB" },
	 support = { name = localised { en = term { "helpers", the = "our helpers" }, nl = term { "helpers", the = "onze helpers" } } },
}
