return schema {
	page = group { x = { type = "text", doc = "x" } },
	brands = { type = "text", doc = "x" },
	has = { type = "text", doc = "x" },
}
