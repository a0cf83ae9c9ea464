return provider {
	name = "Acme Mail",
	imap = { host = "imap.acme.example", port = 993 },
	nameservers = { "ns1.acme.example" },
}
