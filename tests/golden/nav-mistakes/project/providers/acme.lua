return provider {
	name = "Acme Mail",
	navigation = {
		"mial",
		{ "mail/imap", "mail/pop" },
		{ "mail", titel = "Post", "mail/ports", "mail/ports" },
		{ title = "Nothing" },
		{ section = "own" },
		{ section = "Our Hosting", title = "Hosting" },
		{ section = "web", title = "Web" },
		{ section = "tags", title = "Tags" },
		{ "contact", title = 12 },
		12,
	},
}
