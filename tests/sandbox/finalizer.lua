-- A loop while collecting garbage.
setmetatable({}, { __gc = function() while true do end end })
return provider { name = "Hostile" }
