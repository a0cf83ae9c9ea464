return schema {
	start = group {
		first = { type = "article", doc = "Where a customer begins." },
		next = list { "What comes after it.", of = article "An article." },
	},
}
