return provider {
	name = "Zeta Hosting",
	mail = { pop = { host = "pop.zeta.example", port = 995, security = "tls" } },
}
