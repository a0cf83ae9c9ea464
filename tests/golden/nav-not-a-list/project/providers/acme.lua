return provider {
	name = "Acme Mail",
	navigation = { mail = { "mail/imap" } },
}
