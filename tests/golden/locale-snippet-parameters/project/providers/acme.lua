return provider { name = "Acme Mail", locales = { "en", "nl" } }
