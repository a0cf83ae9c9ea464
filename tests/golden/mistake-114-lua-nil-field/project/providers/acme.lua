local base = { mail = {} }
return provider {
	name = "Acme Mail",
	mail = { imap = { host = base.mail.imap.host } },
}
