return provider {
	name = Acme Mail,
}
