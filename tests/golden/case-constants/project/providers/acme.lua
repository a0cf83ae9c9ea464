return provider {
	name = "Acme Mail",
	mail = {
		imap = { host = "imap.acme.example", port = 993, security = "tls" },
		send_per_hour = 30,
	},
	policy = { cleartext = false },
	vars = { factors = { -1, 2.5, 3, "4", 5 }, label = "30" },
}
