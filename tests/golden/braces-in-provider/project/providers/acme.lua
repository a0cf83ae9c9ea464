return provider {
	name = "Acme",
	vars = { t = "see {{ brand.name }}", u = "a {{ mustache }} of another tool", l = { "port {{ mail.imap.port }}" } },
	legal = { copyright = "(c) {{brand.name}}" },
	support = { channels = { { kind = "email", value = "help@acme.example", label = "Mail {{ vars.t }}" } } },
}
