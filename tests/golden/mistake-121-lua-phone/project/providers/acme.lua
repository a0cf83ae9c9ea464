return provider {
	name = "Acme Mail",
	support = { channels = { { kind = "phone", label = "Call", value = "0800 123 456" }, { kind = "phone", label = "Call", value = "call us" } } },
}
