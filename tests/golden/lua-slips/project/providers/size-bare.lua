return provider {
	name = "A",
	mail = { max_message = 25 MB },
}
