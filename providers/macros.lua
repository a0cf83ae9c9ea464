-- Pure functions that articles call. What they write in md() is Markdown;
-- every value and every other string is inserted as text. Where they write
-- words, they take the language (`locale.tag`) last; English without it.

local words = {
  en = {
    server = "Server", host = "Host name", port = "Port",
    encryption = "Encryption",
    incoming_imap = "Incoming (IMAP)", incoming_pop = "Incoming (POP)",
    outgoing = "Outgoing (SMTP)",
    second = "%s, second choice",
    proposed = "as proposed",
    none = "None",
    normal_password = "Normal password",
    plain_password = "Password, transmitted insecurely",
    both_hosts = "`%s` for IMAP, `%s` for POP",
    call = "call us at ", call_hours = "call us %s at ",
    write = "write to ", go = "go to ", contact = "contact %s",
    contact_us = "contact us",
    ["or"] = " or ",
  },
  nl = {
    server = "Server", host = "Hostnaam", port = "Poort",
    encryption = "Versleuteling",
    incoming_imap = "Inkomend (IMAP)", incoming_pop = "Inkomend (POP)",
    outgoing = "Uitgaand (SMTP)",
    second = "%s, tweede keus",
    proposed = "zoals voorgesteld",
    none = "Geen",
    normal_password = "Normaal wachtwoord",
    plain_password = "Wachtwoord, onbeveiligd verzonden",
    both_hosts = "`%s` voor IMAP, `%s` voor POP",
    call = "bel ons op ", call_hours = "bel ons (%s) op ",
    write = "schrijf naar ", go = "ga naar ", contact = "neem contact op met %s",
    contact_us = "neem contact op",
    ["or"] = " of ",
  },
  fr = {
    server = "Serveur", host = "Nom d’hôte", port = "Port",
    encryption = "Chiffrement",
    incoming_imap = "Entrant (IMAP)", incoming_pop = "Entrant (POP)",
    outgoing = "Sortant (SMTP)",
    second = "%s, second choix",
    proposed = "celui proposé",
    none = "Aucun",
    normal_password = "Mot de passe normal",
    plain_password = "Mot de passe, transmission non sécurisée",
    both_hosts = "`%s` pour IMAP, `%s` pour POP",
    call = "appelez-nous au ", call_hours = "appelez-nous (%s) au ",
    write = "écrivez à ", go = "rendez-vous sur ", contact = "contactez %s",
    contact_us = "contactez-nous",
    ["or"] = " ou ",
  },
}

-- The words of a language tag: those of "nl" serve "nl-BE" too.
local function words_of(language)
  return words[sub(language or "en", 1, 2)] or words.en
end

local function encryption_name(security, language)
  if security == "none" then
    return words_of(language).none
  elseif security == "starttls" then
    return "STARTTLS"
  end
  return "SSL/TLS"
end

-- What apps call the kind of password that goes with an encryption.
local function authentication_name(security, language)
  local w = words_of(language)
  return security == "none" and w.plain_password or w.normal_password
end

local function server_rows(what, server, language)
  local w = words_of(language)
  local rows = md("| %s | `%s` | %s | %s |\n", what, server.host,
    server.port or w.proposed, encryption_name(server.security, language))
  for _, other in ipairs(server.also or {}) do
    rows = rows .. md("| %s | `%s` | %s | %s |\n", format(w.second, what),
      other.host or server.host, other.port or w.proposed,
      encryption_name(other.security, language))
  end
  return rows
end

-- The servers of a mail group as a table, incoming first.
local function mail_settings(mail, language)
  local w = words_of(language)
  local rows = md("| %s | %s | %s | %s |\n", w.server, w.host, w.port,
    w.encryption) .. md("|---|---|---|---|\n")
  if mail.imap then
    rows = rows .. server_rows(w.incoming_imap, mail.imap, language)
  end
  if mail.pop then
    rows = rows .. server_rows(w.incoming_pop, mail.pop, language)
  end
  if mail.smtp then
    rows = rows .. server_rows(w.outgoing, mail.smtp, language)
  end
  return rows
end

-- The incoming server's name, or both names where IMAP and POP differ.
local function incoming_host(mail, language)
  local imap, pop = mail.imap, mail.pop
  if imap and pop and imap.host ~= pop.host then
    return md(words_of(language).both_hosts, imap.host, pop.host)
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

local function route(channel, w)
  local value = channel.value
  if channel.kind == "phone" then
    local number = md("[%s](tel:%s)", channel.text or value, value)
    if channel.hours then
      return md(w.call_hours, channel.hours) .. number
    end
    return md(w.call) .. number
  elseif channel.kind == "email" then
    return md(w.write) .. md("[%s](mailto:%s)", value, value)
  elseif channel.kind == "portal" then
    return md(w.go) .. md("[%s](%s)", channel.label or value, value)
  end
  return md("[%s](%s)", lower_first(channel.label or w.contact_us), value)
end

-- The ways to reach support within a sentence: "call ... or go to ...".
local function support_line(support, language)
  local w = words_of(language)
  local channels = support.channels or {}
  local count = #channels
  if count == 0 then
    return md(w.contact, the(support.name))
  end
  local line = route(channels[1], w)
  for i = 2, count do
    line = line .. (i == count and w["or"] or ", ") .. route(channels[i], w)
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
