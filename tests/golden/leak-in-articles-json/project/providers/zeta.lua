return provider {
	name = "Zeta Hosting",
	support = { channels = { { kind = "email", label = "Mail", value = "help@zeta.example" } } },
	vars = { first = "Zeta", last = "Hosting" },
}
