return provider {
	name = "Acme Mail",
	legal_name = { "Acme", "Ltd" },
	mail = { imap = "imap.acme.example" },
}
