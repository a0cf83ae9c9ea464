return strings {
	next = "Dalej",
	updated_on = "Aktualizacja: {date}",
	note = "Uwaga",
	n_articles = plural { one = "{n} artykuł", few = "{n} artykuły", many = "{n} artykułów", other = "{n} artykułu" },
}
