-- A pattern that backtracks: 2^26 steps inside one C function.
local hit = string.match(("a"):rep(26), ("a?"):rep(26) .. ("a"):rep(26))
return provider { name = hit }
