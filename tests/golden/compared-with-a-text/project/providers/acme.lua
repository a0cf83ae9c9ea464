return provider {
	name = "Acme Mail",
	mail = { quota = "10 GB" },
	webmail = { name = "Webmail" },
	feedback = { security = { expires = "2027-01-01" } },
	products = { { id = "x", name = "X", plans = { { id = "a", price = "4.95 USD" } } } },
	kept = { since = "30 days" },
}
