-- The least theme: golden output that the base theme's looks do not change.
return theme {
	name = "bare",
	extends = "base",
}
