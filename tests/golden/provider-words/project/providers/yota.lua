return provider {
	name = "Yota",
	title = "Yota Help",
	phone = "+1 206 555 0100",
	email = "help@yota.example",
	color = "#112233",
	language = "en",
	website = "https://yota.example",
	baseURL = "https://help.yota.example",
	hosting = true,
	vars = { ["my name"] = 1, mail = 2 },
}
