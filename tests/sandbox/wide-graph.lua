-- 2^20 values in twenty small tables.
local t = { "x" }
for i = 1, 20 do t = { t, t } end
return provider { name = "Hostile", vars = { t = t } }
