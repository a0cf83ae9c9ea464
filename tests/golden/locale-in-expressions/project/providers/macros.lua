local words = { en = "Port", nl = "Poort" }

local function row(server, language)
	return md("| %s | %s |\n|---|---|\n", words[language], server.port)
end

return { row = row }
