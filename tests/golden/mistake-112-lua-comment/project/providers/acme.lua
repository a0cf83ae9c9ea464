# The facts of Acme
return provider {
	name = "Acme Mail", // the name
}
