-- Copies of a long text: much work in few steps.
local s = ("x"):rep(1000000)
while true do local t = s .. "y" end
