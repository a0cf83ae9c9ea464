return provider {
	name = "Acme Mail",
	locales = { "en", "nl" },
	mail = { imap = { host = "imap.acme.example", port = 993, security = "tls" }, quota = "1 GB" },
	vars = { seats = 3 },
	products = { { id = "x", name = "X" } },
}
