return provider {
	name = "Acme Mail",
	navigation = { "web", { "mail", title = "Post", "mail/imap" } },
}
