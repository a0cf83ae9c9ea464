return provider {
	name = "Zeta",
	support = {
		channels = { { kind = "telephone", value = "+1 206 555 0100" } },
	},
}
