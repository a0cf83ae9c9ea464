-- Sells what acme has, under its own name.
return provider {
	extends = "acme",
	name = "Zeta Hosting",
	domain = "zeta.example",
	mail = { imap = { host = "molen.acme.example", port = 993, security = "tls" } },
	panel = { url = "https://{reader.user}.in.acme.example/" },
	support = { channels = { { kind = "phone", label = "Call", value = "040 5550123" } } },
}
