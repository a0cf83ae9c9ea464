return provider { name = "Beta", locales = { "en", "nl" } }
