return provider {
	name = "Acme Mail",
	mail = { quota = "10 GB", imap = { host = "imap.acme.example", port = 993 } },
	urls = { a = "https://www.acme.example/" },
}
