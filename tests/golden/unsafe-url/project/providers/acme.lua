return provider { name = "Acme Mail", vars = { bad = "java\tscript:alert(1)" } }
