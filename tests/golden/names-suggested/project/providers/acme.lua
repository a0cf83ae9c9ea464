return provider {
	name = "Acme Mail",
	mail = {
		imap = { host = "imap.acme.example", port = 993, security = "tls" },
		smtp = { host = "smtp.acme.example", port = 465, security = "tls" },
	},
	vars = { greeting = "Hi", deep = { note = "x" } }, policy = { recommended = "imap", pop_default = "removes" },
}
