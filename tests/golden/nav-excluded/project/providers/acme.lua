return provider {
	name = "Acme Mail",
	-- What this edition leaves out hands on what it would hold.
	navigation = { { "staff", { "mail", "mail/draft", "mail/a" } } },
}
