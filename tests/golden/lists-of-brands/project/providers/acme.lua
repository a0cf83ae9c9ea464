return provider { name = "Acme Mail", theme = "bare" }
