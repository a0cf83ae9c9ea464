return provider {
	name = "Acme Mail,
	mail = { imap = { host = "imap.acme.example" } },
}
