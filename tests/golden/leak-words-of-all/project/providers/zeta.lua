return provider {
	name = "Zürich Hosting",
	mail = { imap = { host = "imap.both.example", port = 993, security = "tls" } },
	webmail = { name = "Web Post", url = "https://zeta.example/m" },
	panel = { name = "Control panel" },
	support = { channels = {
		{ kind = "phone", label = "Call", value = "+1-855-555-0100" },
	} },
}
