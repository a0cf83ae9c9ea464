return provider {
	name = "Beta",
	vars = { first = "Zeta", last = "Mail" },
}
