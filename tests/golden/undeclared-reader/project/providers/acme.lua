return provider {
	name = "Acme Mail",
	mail = { imap = { host = "mail.{reader.domian}", port = 993, security = "tls" } },
}
