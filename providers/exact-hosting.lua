-- Exact Hosting: recommends IMAP; settings differ by product.
local imap = {
  host = "imap.exacthosting.example", port = 993, security = "tls",
  auth = "password", username = "address",
}
local pop = {
  host = "pop.exacthosting.example", port = 995, security = "tls",
  auth = "password", username = "address",
}
local smtp = {
  host = "smtp.exacthosting.example", port = 465, security = "tls",
  auth = "password", username = "address",
  also = { { port = 587, security = "starttls" } },
}

return provider {
  extends = "base",

  name = term {
    "Exact Hosting", the = "Exact Hosting", a = "an Exact Hosting",
    possessive = "Exact Hosting's",
  },
  domain = "exacthosting.example",
  home = "https://www.exacthosting.example",
  url = "https://help.exacthosting.example",
  logo = "logo.svg",
  logo_dark = "logo-dark.svg",
  icon = "icon.svg",
  colours = { primary = "#0b7269", accent = "#b45309" },
  theme_options = {
    font = "sans", header = "plain", hero = "solid", corners = "round",
  },

  mail = {
    imap = imap,
    pop = pop,
    smtp = smtp,
    quota = "10 GB",
    max_message = "50 MB",
    send_per_hour = 300,
  },

  products = {
    {
      id = "email-hosting",
      name = term { "Email Hosting", the = "Email Hosting" },
      kind = "email",
      mail = { imap = imap, pop = pop, smtp = smtp },
    },
    {
      id = "web-hosting",
      name = term { "Web Hosting", the = "Web Hosting" },
      kind = "shared",
      os = "linux",
      mail = {
        imap = {
          host = "mail.{reader.domain}", port = 993, security = "tls",
          auth = "password", username = "address",
        },
        pop = {
          host = "mail.{reader.domain}", port = 995, security = "tls",
          auth = "password", username = "address",
        },
        smtp = {
          host = "mail.{reader.domain}", port = 465, security = "tls",
          auth = "password", username = "address",
        },
      },
    },
  },

  policy = {
    recommended = "imap",
    pop_default = "removes",
    pop_as_backup = "risky",
    port25 = "blocked",
  },

  webmail = {
    name = term {
      "Webmail", the = "Webmail", a = "a Webmail",
      possessive = "Webmail's", plural = "Webmail accounts",
    },
    url = "https://webmail.exacthosting.example",
    software = "roundcube",
  },

  panel = {
    kind = "cpanel",
    name = term {
      "cPanel", the = "cPanel", a = "a cPanel",
      possessive = "cPanel's", plural = "cPanel accounts",
    },
    url = "https://cpanel.exacthosting.example",
  },

  support = {
    name = term {
      "Exact Hosting Support", the = "Exact Hosting Support",
      possessive = "Exact Hosting Support's",
    },
    request_url = "https://support.exacthosting.example/requests/new",
    channels = {
      {
        kind = "ticket",
        label = "Submit a request",
        value = "https://support.exacthosting.example/requests/new",
      },
    },
  },

  vars = { settings_by_product = true },

  furniture = {
    {
      partial = "feedback",
      question = "How helpful was this article?",
      thanks = "Thank you: that tells us what to improve.",
    },
    {
      partial = "support_box",
      title = "Still need help?",
      text = "Tell us what you tried and what you saw, and we will take it from there.",
      action = {
        label = "Submit a request",
        url = "https://support.exacthosting.example/requests/new",
      },
    },
    { partial = "related", title = "Read next" },
  },

  feedback = { mailto = "articles@exacthosting.example" },
  legal = {
    privacy = "https://www.exacthosting.example/privacy",
    terms = "https://www.exacthosting.example/terms",
    copyright = "© Exact Hosting",
  },
}
