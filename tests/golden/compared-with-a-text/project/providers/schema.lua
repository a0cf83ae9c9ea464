return schema {
	kept = group { "What is kept.", since = duration "How long." },
}
