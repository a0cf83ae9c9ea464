-- Each step copies twice as much as the one before.
local s = "x"
while true do s = s .. s end
