-- Comparing long texts: much work in few steps, and no memory.
local a, b = ("x"):rep(1000000), ("x"):rep(999999) .. "x"
local n = 0
while a == b do n = n + 1 end
