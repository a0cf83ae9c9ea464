return provider {
	name = "Zeta Hosting",
	mail = { imap = { host = "imap.zeta.example", port = 993, security = "tls" } },
}
