local function loop(t)
	for i = 1, t.x do
		return "x"
	end
	return "y"
end

local function key(t)
	local q = {}
	q[t.x] = 1
	return "x"
end

local function half(n)
	return ("abc"):sub(n / 2)
end

return { bounds = loop, key = key, half = half }
