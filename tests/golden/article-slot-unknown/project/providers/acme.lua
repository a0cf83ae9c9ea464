return provider {
	name = "Acme Mail",
	start = {
		first = "mail/bb",
		next = { "/mail/b.md", "mail/b", "nowhere/at/all" },
	},
}
