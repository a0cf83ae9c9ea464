return provider {
	name = "Acme Mail",
	policy = { pop_default = "removes" },
	panel = { ports = { user = 2083, admin = 2087 } },
	support = { channels = {
		{ kind = "phone", label = "Call", value = "+1 202 555 0101" },
		{ kind = "email", label = "Write", value = "help@acme.example" },
	} },
}
