local function only(items, kind)
	local out = {}
	for _, item in ipairs(items) do
		if item.kind == kind then
			out[#out + 1] = item
		end
	end
	return out
end

return { only = only }
