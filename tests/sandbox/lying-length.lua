-- A length that lies, so that an insertion shifts for ever.
local t = setmetatable({}, { __len = function() return math.maxinteger end })
table.insert(t, 1, "x")
return provider { name = "Hostile" }
