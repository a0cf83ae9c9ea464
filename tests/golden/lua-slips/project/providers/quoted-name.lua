return provider {
	"name" = "Acme",
}
