-- One brand: its facts, policy and look. `livery vars` lists all fields.
return provider {
	name = "Example Hosting",
	url = "https://help.example.com/",
	colours = { primary = "#0f5c73" },
	mail = {
		imap = { host = "mail.{reader.domain}", port = 993, security = "tls" },
	},
	support = {
		channels = {
			{ kind = "email", label = "Write to us", value = "support@example.com" },
		},
	},
}
