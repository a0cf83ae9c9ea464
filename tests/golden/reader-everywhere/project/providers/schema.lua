return schema {
	reader = { plan = reader { "Your plan", type = "text", example = "Basic" } },
}
