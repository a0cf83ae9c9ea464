local n = 0
local seen = {}
return {
	count = function() n = n + 1 return n end,
	twice = function(x) local fresh = seen[x] == nil seen[x] = true return fresh and "new" or "seen" end,
	global = function() calls = (calls or 0) + 1 return calls end,
}
