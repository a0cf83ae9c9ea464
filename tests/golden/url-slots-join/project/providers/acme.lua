return provider {
	name = "Acme Mail",
	urls = { shop = "https://www.acme.example/shop/", panel = "https://panel.acme.example" },
}
