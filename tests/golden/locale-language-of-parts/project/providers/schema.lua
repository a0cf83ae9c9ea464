return schema {
	start = group {
		first = { type = "article", doc = "Where a customer begins." },
	},
}
