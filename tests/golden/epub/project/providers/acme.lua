return provider {
	name = "Acme & Sons",
	locales = { "en", "nl" },
	home = "https://acme.example/",
	url = "https://help.acme.example/",
	mail = {
		imap = { host = "imap.acme.example", port = 993, security = "tls" },
	},
}
