return provider {
	name = "Acme Mail",
	locales = { "en", "nl" },
	navigation = {
		{
			section = "start", title = "Start here",
			description = localised { en = "What comes first.", nl = "Wat eerst komt." },
			"contact",
		},
		{
			"mail", description = "Everything about post.",
			{ "mail/pop", title = "POP for everyone", description = "Mail on one device." },
			"*",
		},
		"*",
	},
}
