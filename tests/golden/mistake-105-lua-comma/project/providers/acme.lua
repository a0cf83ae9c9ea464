return provider {
	name = "Acme Mail"
	mail = { imap = { host = "imap.acme.example", port = 993, security = "tls" } },
}
