return provider {
	name = "Acme Mail",
	panel = { ports = { zeta = 1, Alpha = 2, alpha = 3, beta = 4 } },
	dns = { nameservers = { "ns2.acme.example", "ns1.acme.example" } },
}
