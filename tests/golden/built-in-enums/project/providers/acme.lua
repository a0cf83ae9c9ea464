return provider {
	name = "Acme Mail",
	fallback = "ask", locale_prefix = "never", paper = "a5",
	mail = { imap = { security = "ssl", auth = "plain", username = "mail" } },
	policy = {
		recommended = "both", pop_default = "remove", mixing = "yes",
		pop_as_backup = "bad", port25 = "shut",
	},
	webmail = { software = "horde" },
	panel = { kind = "ispconfig" },
	files = { ftp = { tls = "ssl" } },
	products = { { kind = "dedicated", os = "bsd" } },
	support = { channels = { { kind = "fax", value = "x" } } },
}
