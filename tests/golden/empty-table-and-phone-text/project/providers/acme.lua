return provider {
	name = "Acme Mail",
	support = { channels = { { kind = "phone", value = "+1 202 555 0147" } } },
	vars = { fax = "+1 (202) 555-0148" },
}
