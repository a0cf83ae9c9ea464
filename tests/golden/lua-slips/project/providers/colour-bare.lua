return provider {
	name = "A",
	colours = { primary = 0099ff },
}
