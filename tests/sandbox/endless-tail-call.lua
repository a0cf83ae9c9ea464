local function f() return f() end
return provider { name = f() }
