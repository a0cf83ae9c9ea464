return {
	port = function(m)
		local p = m.pop
		return p.port
	end,
	bad = function() error("no good") end,
}
