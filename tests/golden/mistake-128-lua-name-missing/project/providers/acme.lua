return provider {
	mail = { imap = { host = "imap.acme.example", port = 993, security = "tls" } },
}
