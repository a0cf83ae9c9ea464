-- A lazy pattern over a long text: quadratic inside one C function.
local s = string.gsub(("a"):rep(100000), ".-b", "")
return provider { name = s }
