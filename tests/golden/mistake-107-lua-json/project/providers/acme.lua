{
	"name": "Acme Mail"
}
