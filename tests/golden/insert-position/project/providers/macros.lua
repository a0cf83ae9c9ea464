return { rows = function() return md("- [a](nowhere.md)\n- [b](b.md)\n") end }
