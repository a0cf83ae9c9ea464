-- What all brands share, and what holds for a brand that says nothing else.
return provider {
  livery = 1,

  locales = { "en" },
  paper = "letter",

  mail = {
    app_passwords = false,
  },

  policy = {
    pop_default = "removes",
    cleartext = false,
  },

  webmail = {
    name = term {
      "webmail", the = "webmail", a = "a webmail",
      possessive = "webmail's", plural = "webmail accounts",
    },
    software = "custom",
  },

  panel = {
    kind = "custom",
    name = term {
      "control panel", the = "your control panel", a = "a control panel",
      possessive = "your control panel's", plural = "control panels",
    },
  },

  support = {
    name = term {
      "support team", the = "the support team", a = "a support team",
      possessive = "the support team's", plural = "support teams",
    },
  },

  vars = {
    -- Where the owner of a mailbox changes its password: webmail or panel.
    password_in = "panel",
    -- Are there several products with settings of their own?
    settings_by_product = false,
  },
}
