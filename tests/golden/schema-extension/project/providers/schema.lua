return schema {
	backup = group {
		days = { type = "integer", doc = "How long backups are kept." },
		kind = { type = "enum", values = { "daily", "weekly" } },
	},
}
