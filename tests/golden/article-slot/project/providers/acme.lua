return provider { name = "Acme Mail", start = { first = "mail/b" } }
