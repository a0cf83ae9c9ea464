return provider {
	theme = "base",
	support = { channels = { { kind = "email" } } },
	webmail = { url = "https://mail.acme.example" },
	mail = {
		imap = { host = "imap.acme.example", port = 993 },
		quota = "10 GB",
	},
	dns = { nameservers = { "ns1.acme.example" } },
}
