return provider {
	name = "Acme Mail",
	mail = {
		imap = { host = "imap.acme.example", port = 993, security = "tls" },
	},
	dns = { nameservers = { "ns1.acme.example" } },
	products = {
		{ id = "s", name = "Start", kind = "shared",
		  plans = { { id = "one", name = "One", price = "3 EUR" } } },
	},
	vars = {
		offices = { { city = "Ghent", phone = "1" }, { city = "Lille" } },
		words = { "a", "b" },
	},
}
