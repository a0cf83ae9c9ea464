return provider {
	name = "Zeta",
	locales = { "nl" },
	url = "https://help.zeta.example",
	support = { hours = localised { en = "Mondays", nl = "Maandags" } },
}
