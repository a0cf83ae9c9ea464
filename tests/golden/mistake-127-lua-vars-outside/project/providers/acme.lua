return provider {
	name = "Acme Mail",
	fax = "+1 202 555 0102",
}
