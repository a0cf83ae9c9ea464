return provider {
	name = "Acme Mail",
	mail = {
		imap = { host = "not a host", port = 70000, security = "tls" },
		quota = "lots",
	},
	colours = { primary = "teal" },
	support = { channels = { { kind = "email", label = "Mail", value = "nobody" } } },
}
