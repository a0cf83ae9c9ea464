return provider {
	name = "Acme Mail",
	mail = { imap = { host = "https://imap.acme.example", port = 993, security = "tls" }, smtp = { host = "smtp.acme.example:465", port = 465, security = "tls" } },
}
