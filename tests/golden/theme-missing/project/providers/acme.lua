return provider { name = "Acme Mail", theme = "bear" }
