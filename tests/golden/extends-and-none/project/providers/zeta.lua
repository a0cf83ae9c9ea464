return provider {
	extends = "acme",
	name = "Zeta Hosting",
	mail = { imap = { host = "imap.zeta.example" }, smtp = none },
}
