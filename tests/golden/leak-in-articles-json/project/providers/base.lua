return provider {
	livery = 1,
	locales = { "en" },
	theme = "bare",
	vars = { first = "Blue", last = "Mail" },
}
