-- Pure functions that articles call. What they write in md() is Markdown;
-- every value and every other string is inserted as text.

local encryption = {
  tls = "SSL/TLS",
  starttls = "STARTTLS",
  none = "None",
}

local function encryption_name(security)
  return encryption[security or "tls"]
end

-- What apps call the kind of password that goes with an encryption.
local function authentication_name(security)
  if security == "none" then
    return "Password, transmitted insecurely"
  end
  return "Normal password"
end

local function server_rows(what, server)
  local rows = md("| %s | `%s` | %s | %s |\n", what, server.host,
    server.port or "as proposed", encryption_name(server.security))
  for _, other in ipairs(server.also or {}) do
    rows = rows .. md("| %s, second choice | `%s` | %s | %s |\n", what,
      other.host or server.host, other.port or "as proposed",
      encryption_name(other.security))
  end
  return rows
end

-- The servers of a mail group as a table, incoming first.
local function mail_settings(mail)
  local rows = md("| Server | Host name | Port | Encryption |\n")
    .. md("|---|---|---|---|\n")
  if mail.imap then
    rows = rows .. server_rows("Incoming (IMAP)", mail.imap)
  end
  if mail.pop then
    rows = rows .. server_rows("Incoming (POP)", mail.pop)
  end
  if mail.smtp then
    rows = rows .. server_rows("Outgoing (SMTP)", mail.smtp)
  end
  return rows
end

-- The incoming server's name, or both names where IMAP and POP differ.
local function incoming_host(mail)
  local imap, pop = mail.imap, mail.pop
  if imap and pop and imap.host ~= pop.host then
    return md("`%s` for IMAP, `%s` for POP", imap.host, pop.host)
  end
  return md("`%s`", (imap or pop).host)
end

-- A name as a link where there is an address, else as it is.
local function linked(name, url)
  if url then
    return md("[%s](%s)", the(name), url)
  end
  return md("%s", the(name))
end

-- Webmail's own address, or the article that says how to reach it.
local function webmail_link(webmail)
  if webmail.url then
    return linked(webmail.name, webmail.url)
  end
  return md("[%s](/webmail/sign-in.md)", the(webmail.name))
end

local function panel_link(panel)
  return linked(panel.name, panel.url)
end

local function lower_first(text)
  return lower(sub(text, 1, 1)) .. sub(text, 2)
end

local function route(channel)
  local value = channel.value
  if channel.kind == "phone" then
    local number = md("[%s](tel:%s)", channel.text or value, value)
    if channel.hours then
      return md("call us %s at ", channel.hours) .. number
    end
    return md("call us at ") .. number
  elseif channel.kind == "email" then
    return md("write to [%s](mailto:%s)", value, value)
  elseif channel.kind == "portal" then
    return md("go to [%s](%s)", channel.label or value, value)
  end
  return md("[%s](%s)", lower_first(channel.label or "contact us"), value)
end

-- The ways to reach support within a sentence: "call ... or go to ...".
local function support_line(support)
  local channels = support.channels or {}
  local count = #channels
  if count == 0 then
    return md("contact %s", the(support.name))
  end
  local line = route(channels[1])
  for i = 2, count do
    line = line .. (i == count and " or " or ", ") .. route(channels[i])
  end
  return line
end

return {
  encryption_name = encryption_name,
  authentication_name = authentication_name,
  mail_settings = mail_settings,
  incoming_host = incoming_host,
  webmail_link = webmail_link,
  panel_link = panel_link,
  support_line = support_line,
}
