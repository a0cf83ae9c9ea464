return provider {
	name = "Acme Mail",
	webmail = { name = term { "web interface", the = "the web interface", a = "a web interface", possessive = "web interface's", plural = "web interfaces" } },
	panel = { kind = "cpanel", name = "MailCentral", url = "https://panel.acme.example/" },
}
