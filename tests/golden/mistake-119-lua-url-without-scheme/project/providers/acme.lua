return provider {
	name = "Acme Mail",
	url = "help.acme.example",
	webmail = { name = "Webmail", url = "www.acme.example/mail" },
}
