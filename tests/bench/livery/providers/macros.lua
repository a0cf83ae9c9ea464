local function row(what, s)
  return md("| %s | `%s` | %s |\n", what, s.host, s.port)
end

local function settings(mail)
  return md("| Server | Host | Port |\n|---|---|---|\n") ..
    row("imap", mail.imap) .. row("pop", mail.pop) .. row("smtp", mail.smtp)
end

return { settings = settings }
