return provider {
	name = "Acme Mail",
	locales = { "en", "pt-BR" },
	 webmail = { name = localised { en = "Webmail", pt = "Correio Web" } },
	 support = { hours = localised { en = "Weekdays", pt = "Dias úteis", ["pt-BR"] = "De segunda a sexta" } },
	 legal = { copyright = localised { en = "All rights reserved", de = "Alle Rechte vorbehalten" } },
	mail = { imap = { host = "imap.acme.example", port = 993, security = "tls" }, },
}
