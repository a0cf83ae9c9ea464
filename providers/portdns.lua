-- PortDNS: cloud hosting; the choice depends on use, mixing is advised against.
return provider {
  extends = "base",

  name = term {
    "PortDNS", the = "PortDNS", a = "a PortDNS", possessive = "PortDNS's",
  },
  domain = "portdns.com",
  home = "https://www.portdns.example",
  url = "https://help.portdns.example",
  logo = "logo.svg",
  logo_dark = "logo-dark.svg",
  icon = "icon.svg",
  paper = "a4",
  colours = { primary = "#5b2a9d", accent = "#0e7490" },
  theme_options = {
    font = "geometric", header = "plain", hero = "tint", corners = "soft",
  },

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
      host = "mail.{reader.domain}", port = 587, security = "starttls",
      auth = "password", username = "address",
    },
    quota = "5 GB",
    max_message = "25 MB",
  },

  products = {
    {
      id = "cloud-hosting",
      name = term { "Cloud Hosting", the = "Cloud Hosting" },
      kind = "shared",
      os = "linux",
    },
  },

  policy = {
    recommended = "by_use",
    pop_default = "removes",
    mixing = "forbidden",
    pop_as_backup = "good",
    port25 = "blocked",
  },

  webmail = {
    name = term {
      "Cloud Webmail", the = "Cloud Webmail", a = "a Cloud Webmail",
      possessive = "Cloud Webmail's", plural = "Cloud Webmail accounts",
    },
    url = "https://webmail.portdns.com",
  },

  panel = {
    kind = "whmcs",
    name = term {
      "client area", the = "the client area", a = "a client area",
      possessive = "the client area's", plural = "client areas",
    },
    url = "https://clients.portdns.example",
  },

  support = {
    channels = {
      {
        kind = "ticket",
        label = "Open a support ticket",
        value = "https://clients.portdns.example/submitticket",
      },
    },
  },

  urls = {
    -- The same sign-in page under the customer's own domain.
    webmail_own_domain = "http://webmail.{reader.domain}",
  },

  vars = { password_in = "webmail" },

  furniture = {
    { partial = "tags" },
    { partial = "feedback", question = "Was this answer helpful?",
      thanks = "Thanks, noted." },
    { partial = "related", title = "Related articles" },
  },

  feedback = { mailto = "kb@portdns.example" },
  legal = {
    privacy = "https://www.portdns.example/privacy",
    terms = "https://www.portdns.example/terms",
    copyright = "© PortDNS",
  },
}
