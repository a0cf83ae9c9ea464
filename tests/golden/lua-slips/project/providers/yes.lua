return provider {
	name = "A",
	policy = { cleartext = yes },
}
