return provider {
	name = "Acme Mail",
	locales = { "en", "nl" },
	furniture = { { partial = "support_box", title = localised { en = "Help?", nl = "Hulp?" } } },
	mail = { imap = { host = "imap.acme.example", port = 993, security = "tls" }, },
}
