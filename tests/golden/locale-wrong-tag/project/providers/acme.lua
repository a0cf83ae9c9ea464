return provider {
	name = "Acme Mail",
	locales = { "en", "Dutch", "xx_YY!", "en" },
	fallback = "hide",
	locale_prefix = "sometimes",
	mail = { imap = { label = localised { en = "Mail", klingon = "x" } } },
}
