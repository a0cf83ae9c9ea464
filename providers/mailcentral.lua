-- MailCentral: webmail and mail on Windows shared hosting, documented
-- without TLS on the classic ports; its articles say what that means.
return provider {
  extends = "base",

  name = term {
    "MailCentral", the = "MailCentral", a = "a MailCentral",
    possessive = "MailCentral's",
  },
  domain = "mailcentral.example",
  home = "https://www.mailcentral.example",
  url = "https://knowledgebase.mailcentral.example",
  logo = "logo.svg",
  logo_dark = "logo-dark.svg",
  icon = "icon.svg",
  colours = { primary = "#0b62c4", accent = "#a16207" },
  theme_options = {
    font = "humanist", header = "bar", hero = "tint", corners = "square",
    cards = "list", breadcrumb = "full",
  },

  mail = {
    imap = {
      host = "mail.{reader.domain}", port = 143, security = "none",
      auth = "password", username = "address",
    },
    pop = {
      host = "mail.{reader.domain}", port = 110, security = "none",
      auth = "password", username = "address",
    },
    smtp = {
      host = "mail.{reader.domain}", port = 25, security = "none",
      auth = "password", username = "address",
    },
  },

  products = {
    {
      id = "windows-shared",
      name = term { "Windows Shared Hosting", the = "Windows Shared Hosting" },
      kind = "shared",
      os = "windows",
    },
  },

  policy = {
    recommended = "imap",
    pop_default = "removes",
    pop_as_backup = "good",
    cleartext = true,
    port25 = "open",
  },

  webmail = {
    name = term {
      "MailCentral", the = "MailCentral", a = "a MailCentral",
      possessive = "MailCentral's", plural = "MailCentral accounts",
    },
    url = "https://webmail.mailcentral.example",
  },

  panel = {
    kind = "whmcs",
    name = term {
      "client portal", the = "the client portal", a = "a client portal",
      possessive = "the client portal's", plural = "client portals",
    },
    url = "https://portal.mailcentral.example",
  },

  support = {
    channels = {
      {
        kind = "ticket",
        label = "Open a ticket",
        value = "https://portal.mailcentral.example/tickets/open",
      },
    },
  },

  vars = { password_in = "webmail" },

  -- The knowledge base of the client portal: what belongs to a product
  -- stands below it.
  navigation = {
    {
      section = "windows-shared-hosting", title = "Windows Shared Hosting",
      {
        "mailbox", title = "Email Accounts",
        { "email", title = "General Email Tutorial" },
        "mail-clients", "webmail", "*",
      },
    },
    "troubleshooting", "help",
  },

  furniture = {
    {
      partial = "breadcrumb", title = "Knowledgebase",
      action = {
        label = "Portal Home", url = "https://portal.mailcentral.example",
      },
    },
    { partial = "feedback", question = "Was this answer helpful?",
      thanks = "Thank you for voting." },
    { partial = "favourites" },
    { partial = "print_button" },
    { partial = "also_read", title = "Also read" },
    { partial = "powered_by", text = "The client portal is powered by WHMCompleteSolution" },
  },

  feedback = { mailto = "answers@mailcentral.example" },
  legal = {
    privacy = "https://www.mailcentral.example/privacy",
    terms = "https://www.mailcentral.example/terms",
    copyright = "© MailCentral",
  },
}
