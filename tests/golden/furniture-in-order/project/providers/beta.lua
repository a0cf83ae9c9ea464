return provider {
	name = "Beta",
	theme = "base",
	furniture = {
		{ partial = "coupon", title = "Save 10 %" },
		{ partial = "promo", text = "Tell us." },
		{ partial = "feedback", question = "Was it good?" },
	},
	feedback = { mailto = "docs@beta.example" },
	support = { channels = { { kind = "email", value = "help@beta.example" } } },
}
