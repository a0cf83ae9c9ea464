return provider {
	name = "Acme Mail",
	locales = { "en", "nl", "fr" },
	webmail = { name = localised {
		en = term { "webmail", the = "the webmail" },
		nl = term { "webmail", the = "de webmail", plural = "webmailpostvakken" },
		fr = term { "webmail", the = "votre webmail", a = "un webmail", possessive = "de votre webmail" },
	} },
	panel = { name = "Panel" },
	mail = { imap = { host = "imap.acme.example", port = 993, security = "tls" }, },
}
