return provider {
	name = "Acme Mail",
	mail = { imap = { host = "mail.{reader.domain}", port = 993, security = "tls" } },
}
