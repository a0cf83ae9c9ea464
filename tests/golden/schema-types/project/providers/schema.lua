return schema {
	t = group {
		text = { type = "text", doc = "d" }, markdown = { type = "markdown", doc = "d" }, host = { type = "host", doc = "d" },
		port = { type = "port", doc = "d" }, url = { type = "url", doc = "d" }, email = { type = "email", doc = "d" },
		phone = { type = "phone", doc = "d" }, colour = { type = "colour", doc = "d" }, date = { type = "date", doc = "d" },
		duration = { type = "duration", doc = "d" }, size = { type = "size", doc = "d" }, money = { type = "money", doc = "d" },
		integer = { type = "integer", doc = "d" }, number = { type = "number", doc = "d" }, bool = { type = "bool", doc = "d" },
		enum = { type = "enum", values = { "a", "b" }, doc = "d" }, image = { type = "image", doc = "d" },
		article = { type = "article", doc = "d" }, term = { type = "term", doc = "d" },
		list = { type = "list", of = "port", doc = "d" }, map = { type = "map", of = "port", doc = "d" },
	},
}
