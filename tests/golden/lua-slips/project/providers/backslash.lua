return provider {
	name = "A",
	logo = "img\logo.svg",
}
