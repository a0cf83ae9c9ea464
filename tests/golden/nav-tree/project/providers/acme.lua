return provider {
	name = "Acme Mail",
	navigation = {
		{
			section = "hosting", title = "Hosting",
			{
				"mail", title = "E-mail accounts",
				{ "mail/pop", title = "POP for everyone" },
				"mail/imap",
				{ "mail/clients", title = "Programs" },
			},
			"web",
		},
		"contact",
	},
}
