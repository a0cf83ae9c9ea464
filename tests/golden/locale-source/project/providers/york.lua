return provider {
	name = "York",
	locales = { "en-GB" },
	url = "https://help.york.example",
	support = { hours = "Weekends" },
}
