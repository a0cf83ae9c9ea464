local shared = { port = 993, ["port"] = 143 }

return provider {
	name = "Acme Mail",
	mail = {
		imap = { host = "imap.acme.example", port = shared.port },
	},
	support = {
		hours = "around the clock",
		channels = {
			{ kind = "email", value = "a@acme.example", value = "b@acme.example" },
			{ kind = "phone", value = "+1 206 555 0100" },
		},
	},
	mail = {
		smtp = { host = "smtp.acme.example", port = 465, security = "tls" },
	},
}
