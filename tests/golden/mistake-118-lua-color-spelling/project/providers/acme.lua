return provider {
	name = "Acme Mail",
	colors = { primary = "#0f5c73" },
}
