return {
	braces = function() return md("**bold** {" .. "{ mail.imap.port }" .. "} {" .. "% end %" .. "}") end,
	row = function(x) return md("- item ") .. x .. md("\n") end,
}
