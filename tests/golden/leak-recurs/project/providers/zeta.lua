return provider {
	name = "Zeta Hosting",
	policy = { recommended = "pop" },
}
