return provider {
	name = "Acme Mail",
	mail = { imap = { host = "imap.acme.example", port = 993, security = "tls" } },
	support = { channels = { { kind = "phone", label = "Call", value = "+1 202 555 0101" } } },
	dns = { nameservers = { "ns1.acme.example", "ns2.acme.example" } },
}
