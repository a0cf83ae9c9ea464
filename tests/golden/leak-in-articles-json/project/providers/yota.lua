return provider {
	name = "Yota",
	vars = { first = "Blue", last = "Hosting" },
}
