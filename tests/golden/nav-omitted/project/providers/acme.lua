return provider {
	name = "Acme Mail",
	-- Ports, the web section and Contact are in no list; the rest of
	-- Clients follows what is named.
	navigation = { { "mail", "mail/imap", "mail/pop", { "mail/clients", "mail/clients/thunderbird", "*" } } },
}
