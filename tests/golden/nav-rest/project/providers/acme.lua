return provider {
	name = "Acme Mail",
	navigation = { "contact", { "mail", "mail/pop", "*", "mail/imap" }, "*" },
}
