return provider {
	extends = "base",
	name = "Acme Mail",
	mail = { imap = { host = "imap.acme.example" }, smtp = none },
	dns = { nameservers = { "ns.acme.example" } },
	vars = { fax = "none" },
}
