return provider {
	name = "Acme Mail",
	mail = { imap = { host = "imap.acme.example", port = 993, security = "tls" }, quota = "10 GB", max_message = "25 MB" },
	support = { channels = { { kind = "phone", label = "Call", value = "+1 202-555-0101" } } },
	facts = { since = "2019-03-01", kept = "30 days", price = "4.95 EUR", share = 99.5, many = 12345, names = { "one", "two", "three" } },
}
