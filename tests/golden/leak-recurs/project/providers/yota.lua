return provider {
	name = "Yota Letters",
	policy = { recommended = "imap" },
}
