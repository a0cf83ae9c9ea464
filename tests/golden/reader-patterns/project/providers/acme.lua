return provider {
	name = "Acme Mail",
	mail = { imap = { host = "mail.{reader.domain}", port = 993, security = "tls" }, smtp = { host = "smtp.acme.example", port = 465, security = "tls" } },
}
