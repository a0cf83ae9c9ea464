return provider {
	name = "Acme Mail",
	colours = { primary = "red", accent = "#12345" },
}
