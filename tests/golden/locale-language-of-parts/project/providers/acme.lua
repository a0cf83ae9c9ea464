return provider {
	name = "Acme Mail",
	locales = { "en", "nl", "he" },
	mail = { imap = { host = "imap.acme.example", port = 993, security = "tls" }, },
	start = { first = "mail/b" },
	navigation = {
		{ "mail", "mail/a", "mail/b", { "mail/c", title = localised { en = "Third", nl = "Derde", he = "שלישי" } } },
	},
}
