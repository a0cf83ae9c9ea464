return provider {
	extends = "bass",
	name = "Acme Mail",
}
