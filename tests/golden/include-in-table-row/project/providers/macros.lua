local function lines()
	return md("a\n\nb")
end

return { lines = lines }
