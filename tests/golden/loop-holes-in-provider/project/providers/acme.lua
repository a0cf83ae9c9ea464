return provider {
	name = "Acme Mail",
	dns = { nameservers = { "ns1.acme.example", nil, "ns3.acme.example" } },
	vars = { note = "x" },
}
