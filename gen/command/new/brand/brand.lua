-- @NAME@: what differs from base.lua. `livery vars` lists all fields.
return provider {
	name = "@TITLE@",
	url = "https://help.@NAME@.example/",
	colours = { primary = "#0f5c73" },
}
