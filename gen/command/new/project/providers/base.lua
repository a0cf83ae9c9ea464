-- What all brands share. A brand's own file overrides it field by field.
return provider {
	livery = 1,
	locales = { "en" },
}
