return provider {
	name = "Acme Mail",
	mail = { imap = { host = "Mail.{reader.domain}", port = 993, security = "tls" } },
	webmail = { url = "https://webmail.{reader.domain}/" },
	feedback = { mailto = "help@{reader.domain}" },
}
