return provider {
	name = "Acme Mail",
	locales = "en",
	dns = { nameservers = "ns1.acme.example" },
}
