-- A loop in the handler of an error in a loop.
local function loop() while true do end end
xpcall(loop, loop)
return provider { name = "Hostile" }
