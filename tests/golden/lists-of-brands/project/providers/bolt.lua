return provider { name = "Bolt Mail", theme = "bare" }
