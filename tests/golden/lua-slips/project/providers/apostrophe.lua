return provider {
	name = 'Bob's Hosting',
}
