return provider {
	name = "Acme Mail",
	locales = { "nl", "en" },
	url = "https://help.acme.example",
	support = { hours = localised { en = "Weekdays", nl = "Werkdagen" } },
	mail = { imap = { host = "imap.acme.example", port = 993, security = "tls" }, },
}
