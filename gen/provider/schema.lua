-- The built-in schema: every field that a provider may set, with its type.
-- A project adds its own in providers/schema.lua, written the same way.
--
-- A type takes the line that documents it: `port "TCP port."`, or a table when
-- there is more to say: `enum { "What it is.", values = { "a", "b" } }`.
-- `map { "...", field = type, ... }` has named fields, `map { "...", of = type }`
-- any names; `group` is a map that is always there. Everything is optional
-- unless `required = true`, and every value may be `localised { en = ... }`.

-- One server, and the further ones that it may be reached on.
local function server_fields(t)
  t.host = host "Host name; may be a pattern such as mail.{reader.domain}."
  t.port = port "TCP port."
  t.security = enum {
    "How the connection is encrypted: from the start, by an upgrade, or not.",
    values = { "tls", "starttls", "none" },
  }
  t.auth = enum {
    "How the user proves who they are.",
    values = { "password", "encrypted", "oauth2" },
  }
  t.username = enum {
    "What to enter as user name.",
    values = { "address", "localpart", "custom" },
  }
  t.label = text "What to call this server among several."
  return t
end

local function server(what)
  local t = server_fields { what }
  t.also = list {
    "Further ports or hosts that work as well, the best one first.",
    of = map(server_fields { "A further way to reach the server." }),
  }
  return map(t)
end

local function mail(make, what)
  return make {
    what,
    imap = server "Incoming mail by IMAP.",
    pop = server "Incoming mail by POP.",
    smtp = server "Outgoing mail.",
    quota = size "How much a mailbox holds.",
    max_message = size "The largest message that is accepted.",
    send_per_hour = integer "How many messages an hour a mailbox may send.",
    app_passwords = bool "Do mail apps need a password of their own?",
  }
end

local function panel(make, what)
  return make {
    what,
    kind = enum {
      "Which software it is.",
      values = { "cpanel", "plesk", "directadmin", "whmcs", "custom" },
    },
    name = term { "What customers know it as.", distinctive = true },
    url = url "Where to sign in.",
    ports = map { "Ports by name.", of = port "TCP port." },
  }
end

return schema {
  brand = group {
    "The provider's own fields; a provider writes them at the top level.",
    id = text "The name of the provider's file.",
    name = term {
      "The brand's name in running text.", required = true,
      distinctive = true,
    },
    legal_name = text {
      "The company's registered name.", distinctive = true,
    },
    domain = host "The brand's own domain.",
    url = url "Where the help centre is published.",
    home = url "The brand's main site.",
    logo = image "Logo on a light background.",
    logo_dark = image "Logo on a dark background.",
    icon = image "Square icon.",
    colours = map {
      "Colours of the theme's tokens by name; `dark` holds those of the dark scheme.",
      of = any "A colour, or a map of colours.",
    },
    locales = list {
      "Languages of the help centre; the first is the one at the brand's address.",
      of = text "A language tag such as en or pt-BR.", default = { "en" },
    },
    fallback = enum {
      "What becomes of a page without a translation.",
      values = { "notice", "omit", "error" }, default = "notice",
    },
    locale_prefix = enum {
      "Which locales have a folder of their own: all but the first, or all.",
      values = { "auto", "always" }, default = "auto",
    },
    paper = enum {
      "Paper of the printed edition.",
      values = { "a4", "letter" }, default = "a4",
    },
    theme = text { "The theme's folder.", default = "base" },
    theme_options = map {
      "Options of the theme by name.", of = any "As the theme declares it.",
    },
  },

  mail = mail(group, "Mailboxes and how to reach them."),

  policy = group {
    "What the brand advises and allows.",
    recommended = enum {
      "The protocol for incoming mail; by_use: it depends.",
      values = { "imap", "pop", "by_use" },
    },
    pop_default = enum {
      "What a mail app does with messages on the server after collecting them by POP.",
      values = { "removes", "leaves" },
    },
    mixing = enum {
      "May IMAP and POP be used on one mailbox?",
      values = { "ok", "warn", "forbidden" },
    },
    pop_as_backup = enum {
      "Is a copy collected by POP a good backup?",
      values = { "good", "risky" },
    },
    cleartext = bool "Mail access without TLS is documented on purpose.",
    port25 = enum {
      "May customers send on port 25?", values = { "open", "blocked" },
    },
  },

  webmail = group {
    "Reading mail in a browser.",
    name = term { "What customers know it as.", distinctive = true },
    url = url "Where to sign in.",
    software = enum {
      "Which software it is.", values = { "roundcube", "owa", "custom" },
    },
  },

  panel = panel(group, "Where customers manage what they bought."),

  files = group {
    "File access.",
    ftp = map {
      "FTP.",
      host = host "Host name.",
      port = port "TCP port.",
      tls = enum {
        "TLS by upgrade, from the start, or not at all.",
        values = { "explicit", "implicit", "none" },
      },
    },
    sftp = map {
      "SFTP.",
      host = host "Host name.",
      port = port "TCP port.",
      fingerprint = text "Fingerprint of the host key.",
    },
    dav = map {
      "Calendars and contacts.",
      caldav = url "CalDAV address.",
      carddav = url "CardDAV address.",
    },
    sieve = map {
      "Mail filters (ManageSieve).",
      host = host "Host name.",
      port = port "TCP port.",
    },
  },

  dns = group {
    "Names and records that customers enter at a registrar.",
    nameservers = list { "Name servers.", of = host "Host name." },
    mx = list {
      "Mail exchangers.",
      of = map {
        "One exchanger.",
        priority = integer "The lowest is tried first.",
        host = host "Host name.",
      },
    },
    spf = text "SPF record.",
    dmarc = text "DMARC record.",
    dkim = list {
      "DKIM keys.",
      of = map {
        "One key.",
        selector = text "Name before ._domainkey.",
        type = enum {
          "Record type.", values = { "txt", "cname" },
        },
        value = text "What the record holds.",
      },
    },
  },

  products = list {
    "What the brand sells.",
    of = map {
      "One product.",
      id = text "Short name.",
      name = term "What it is sold as.",
      kind = enum {
        "What it is.",
        values = { "shared", "vps", "reseller", "email", "domain" },
      },
      os = enum { "Operating system.", values = { "linux", "windows" } },
      mail = mail(map, "Mailboxes of this product."),
      panel = panel(map, "Panel of this product."),
      plans = list {
        "Plans.",
        of = map {
          "One plan.",
          id = text "Short name.",
          name = term "What it is sold as.",
          price = money "Price, such as 4.95 USD.",
          quotas = map {
            "What the plan includes, by name.",
            of = any "A size, number or text.",
          },
        },
      },
    },
  },

  support = group {
    "How customers reach people.",
    name = term { "What to call it in a sentence.", distinctive = true },
    channels = list {
      "Ways to get in touch, the preferred one first.",
      of = map {
        "One way.",
        kind = enum {
          "What it is.", required = true,
          values = { "phone", "email", "ticket", "chat", "portal" },
        },
        label = text "What to call it.",
        value = contact {
          "Phone number, e-mail address or URL, as `kind` says.",
          required = true,
        },
        text = text "Shown instead of the value.",
        hours = text "When it is staffed.",
        timezone = text "Time zone of the hours.",
      },
    },
    agent = map {
      "A person that customers may ask for.",
      name = text { "Name.", distinctive = true },
      role = text "Role.",
      photo = image "Portrait.",
    },
    request_url = url "Where to submit a request.",
    status_url = url "Where the state of the service is shown.",
    hours = text "When support is staffed.",
  },

  urls = map { "Further addresses by name.", of = url "An address." },

  furniture = list {
    "Movable pieces of the pages, in order; the theme documents them.",
    of = map {
      "One piece.",
      partial = text { "The theme's name for it.", required = true },
      at = text "Where it goes instead of its usual place; none: nowhere.",
      title = text "Title.",
      text = text "Text.",
      question = text "Question it asks.",
      thanks = text "What it says afterwards.",
      wait = text "What it says meanwhile.",
      code = text "A code to copy.",
      refuse = list {
        "Mail domains that a form does not accept.",
        of = text "A domain such as gmail.com.",
      },
      action = map {
        "A button.",
        label = text "What it says.",
        url = url "Where it leads, or where a form posts to.",
      },
    },
  },

  feedback = group {
    "Where readers' feedback goes.",
    endpoint = url "An address that takes a form.",
    mailto = email "A mailbox.",
    security = map {
      "For security.txt (RFC 9116).",
      contact = url "Whom to tell of a weakness.",
      expires = date "Until when this holds.",
    },
  },

  legal = group {
    "Legal pages.",
    imprint = url "Imprint.",
    privacy = url "Privacy policy.",
    terms = url "Terms of service.",
    copyright = text "Copyright line.",
  },

  synonyms = list {
    "Groups of words that the search takes for the same.",
    of = list { "One group.", of = text "A word." },
  },

  navigation = navigation "The brand's own order, names and depth: ids of sections and articles, { id, title = ..., description = ..., ids }, or { section = name, title = ..., description = ..., ids } for a section of its own; \"*\" is all the rest.",

  reader = {
    domain = reader {
      "Your domain", type = "host", example = "yourdomain.com",
    },
    address = reader {
      "Your email address", type = "email", example = "you@yourdomain.com",
    },
    user = reader {
      "Your user name", type = "text", example = "you",
    },
  },
}
