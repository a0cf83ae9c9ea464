return provider { name = "Acme Mail", vars = { lonely = 1 } }
