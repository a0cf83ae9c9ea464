return provider {
	name = "Acme Mail",
	vars = { note = "Formerly at imap.zeta.example" },
}
