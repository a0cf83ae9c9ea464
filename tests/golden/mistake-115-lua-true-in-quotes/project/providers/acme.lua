return provider {
	name = "Acme Mail",
	policy = { cleartext = "true" },
	mail = { app_passwords = "yes" },
}
