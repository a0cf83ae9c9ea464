return provider {
	name = "Acme Mail",
	support = { channels = { { kind = "email", label = "Mail", value = "mailto:help@acme.example" } } },
	feedback = { mailto = "mailto:docs@acme.example" },
}
