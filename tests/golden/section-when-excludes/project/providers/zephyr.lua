return provider {
	extends = "base",
	name = "Zephyr Post",
	policy = { port25 = "blocked" },
}
