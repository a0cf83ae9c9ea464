-- What one script changes, another would see.
string.format = function() return "Hostile" end
return provider { name = "Hostile" }
