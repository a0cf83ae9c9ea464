return provider {
	name = "Acme Mail",
	policy = { pop_default = "remove" },
}
