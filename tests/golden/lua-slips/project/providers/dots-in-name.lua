return provider {
	name = "A",
	mail.imap.host = "imap.acme.example",
}
