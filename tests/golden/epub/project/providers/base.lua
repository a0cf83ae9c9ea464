return provider {
	livery = 1,
	locales = { "en" },
}
