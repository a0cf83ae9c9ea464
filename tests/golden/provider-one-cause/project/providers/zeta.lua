return provider {
	name = "Zeta",
	theme = "base",
	support = { channels = { { kind = "phone", value = "ask at the desk" } } },
	webmail = "Webmail",
	mail = {
		imap = { host = "https://imap.zeta.example", port = "993" },
	},
	dns = { nameservers = { "ns1.zeta.example", "ns2 zeta example" } },
}
