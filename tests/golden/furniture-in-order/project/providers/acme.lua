return provider {
	name = "Acme Mail",
	theme = "base",
	furniture = {
		{ partial = "promo", text = "Tell us.", action = { label = "Go", url = "https://www.acme.example/" } },
		{ partial = "coupon", title = "Save 10 %" },
		{ partial = "feedback", question = "Was it good?" },
		{ partial = "support_box", title = "Call a person" },
	},
	feedback = { mailto = "docs@acme.example" },
	support = { channels = { { kind = "email", value = "help@acme.example" } } },
}
