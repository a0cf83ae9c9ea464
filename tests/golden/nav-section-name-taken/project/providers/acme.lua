return provider {
	name = "Acme Mail",
	navigation = { { section = "hosting", title = "Hosting", "mail" } },
}
