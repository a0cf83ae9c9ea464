return schema {
	facts = group {
		since = { type = "date", doc = "d" },
		kept = { type = "duration", doc = "d" },
		price = { type = "money", doc = "m" },
		share = { type = "number", doc = "n" },
		many = { type = "integer", doc = "i" },
		names = { type = "list", of = "text", doc = "l" },
	},
}
