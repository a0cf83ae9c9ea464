return provider { name = "Acme Mail", vars = { file = "b", anchor = "x" } }
