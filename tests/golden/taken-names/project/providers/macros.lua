return {
	link = function() return "x" end,
	mail = function() return "x" end,
}
