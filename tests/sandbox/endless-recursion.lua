local function f() return 1 + f() end
return provider { name = f() }
