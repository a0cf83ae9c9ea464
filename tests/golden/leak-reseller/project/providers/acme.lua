return provider {
	name = "Acme",
	legal_name = "Acme Holding BV",
	domain = "acme.example",
	dns = { nameservers = { "ns1.acme.example" } },
	mail = { imap = { host = "imap.acme.example", port = 993, security = "tls" } },
	support = { channels = { { kind = "phone", label = "Call", value = "+49 40 5550123" } } },
}
