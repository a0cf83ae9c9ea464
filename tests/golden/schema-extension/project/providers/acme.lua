return provider { name = "Acme Mail", backup = { days = 30, kind = "daily" } }
