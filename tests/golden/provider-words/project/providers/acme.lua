return provider {
	name = "",
	legal_name = { en = "Acme", nl = "Acme NV" },
	locale_prefix = true,
	mail = {
		imap = { "imap.acme.example", 993 },
		smtp = { host = "smtp.{domain}", port = 465.5 },
		send_per_hour = 100.5,
	},
	support = {
		channels = { kind = "email", value = "help@acme.example" },
	},
	products = {
		{ id = "a", name = "A", plans = { { id = "x", name = "X", price = 4,95 } } },
	},
	furniture = { "feedback" },
	vars = { "one", "two" },
}
