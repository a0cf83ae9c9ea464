return provider {
	livery = 2,
	locales = { "en" },
	theme = "bare",
}
