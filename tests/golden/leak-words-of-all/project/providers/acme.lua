return provider {
	name = "Acme Mail",
	mail = { imap = { host = "IMAP.Both.example", port = 993, security = "tls" } },
	webmail = { name = "WebMail", url = "https://acme.example/m" },
	panel = { name = "Control Panel" },
	support = { channels = {
		{ kind = "phone", label = "Call", value = "+1 855 555 0100", text = "(855) 555-0100" },
	} },
}
