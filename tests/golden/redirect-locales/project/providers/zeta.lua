return provider { name = "Zeta Post", locales = { "en", "nl" }, locale_prefix = "always" }
