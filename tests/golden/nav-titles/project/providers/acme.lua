return provider {
	name = "Acme Mail",
	navigation = {
		{
			"mail", title = localised { en = "Post", nl = "Brieven" },
			{ "mail/pop", title = "POP for everyone" }, "*",
		},
	},
}
