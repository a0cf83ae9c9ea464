getmetatable("").__index.upper = function() return "Hostile" end
return provider { name = "Hostile" }
