return provider {
	name = "A",
	support = { channels = { { kind = "phone", value = +1 206 555 0100 } } },
}
