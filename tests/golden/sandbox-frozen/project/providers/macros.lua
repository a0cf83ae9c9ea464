return {
	change = function(m) m.imap.port = 1 return m.imap.port end,
	grow = function() string.mine = 1 return 1 end,
}
