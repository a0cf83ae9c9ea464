local function greet()
	return "hello"
end

local function twice(f, x)
	return f(f(x))
end

return { greet = greet, twice = twice }
