return provider {
	name = "Acme Mail",
	phone = "+1 202 555 0101",
	mail = { pop3 = { host = "pop.acme.example" } },
	brand = { name = "Acme" },
}
