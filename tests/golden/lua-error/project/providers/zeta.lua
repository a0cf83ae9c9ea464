return provider {
	name = "Zeta Hosting",
	mail = {
}
