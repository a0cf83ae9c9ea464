return {
	settings = function(m)
		local t = md("| | |\n|---|---|\n")
		t = t .. md("| Host | `%s` |\n", m.imap.host)
		return t .. md("| Port | ") .. m.imap.port .. md(" |\n") .. md("| Note | ") .. "a | *b*" .. md(" |\n")
	end,
}
