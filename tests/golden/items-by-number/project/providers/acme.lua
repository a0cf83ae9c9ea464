return provider {
	name = "Acme Mail",
	mail = { imap = { host = "imap.acme.example", port = 993, security = "tls" } },
	support = { channels = { { kind = "phone", value = "+1 202 555 0147" } } },
	products = { { id = "x", name = "X", kind = "vps", plans = { { id = "a", price = "4.95 USD" } } } },
}
