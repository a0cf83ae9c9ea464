return provider {
	name = "A",
	mail = { imap = { port = 993 security = "tls" } },
}
