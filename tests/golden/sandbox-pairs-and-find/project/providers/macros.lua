return {
	keys = function(t) local s = "" for k, v in pairs(t) do s = s .. k .. "=" .. v .. " " end return s end,
	found = function(s) return s:find("a.b") and "found" or "not found" end,
	dots = function(s) return (s:replace(".", "-")) end,
	parts = function(s) local out = "" for _, p in ipairs(s:split(".")) do out = out .. "[" .. p .. "]" end return out end,
	shaped = function(n) return string.format("%05d %s", n, "x") end,
}
