-- An order that contradicts itself must not make sort run away.
local t = {}
for i = 1, 100000 do t[i] = i end
table.sort(t, function() return true end)
while true do table.sort(t, function() return true end) end
