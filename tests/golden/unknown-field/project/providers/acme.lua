return provider {
	name = "Acme Mail",
	mail = {
		imap = { host = "imap.acme.example", prot = 993 },
	},
	polcy = { recommended = "imap" },
}
