return provider {
	livery = 1,
	locales = { "en" },
	theme = "bare",
	mail = { imap = { port = 993, security = "tls" }, smtp = { host = "smtp.shared.example", port = 465, security = "tls" } },
	dns = { nameservers = { "ns1.shared.example", "ns2.shared.example" } },
}
