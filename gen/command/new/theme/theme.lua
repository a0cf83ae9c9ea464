-- Inherits every file from base: copy one here to change it.
return theme {
	name = "@NAME@",
	extends = "base",
}
