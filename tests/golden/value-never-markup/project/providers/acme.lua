return provider {
	name = "Acme Mail",
	vars = { note = "<b>\"x\" | *y* & [z](javascript:1)</b>" },
}
