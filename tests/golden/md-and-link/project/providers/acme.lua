return provider {
	name = "Acme Mail",
	url = "https://help.acme.example/",
	support = { request_url = "https://www.acme.example/ask?a=1&b=2" },
	feedback = { mailto = "docs@acme.example" },
	vars = { note = "**bold** and <b>not</b> [x](https://www.acme.example/)" },
}
