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
    name = localised {
      en = term {
        "webmail", the = "webmail", a = "a webmail",
        possessive = "webmail's", plural = "webmail accounts",
      },
      nl = term {
        "webmail", the = "de webmail", a = "een webmail",
        possessive = "van de webmail", plural = "webmailaccounts",
      },
      fr = term {
        "webmail", the = "votre webmail", a = "un webmail",
        possessive = "de votre webmail", plural = "comptes webmail",
      },
    },
    software = "custom",
  },

  panel = {
    kind = "custom",
    name = localised {
      en = term {
        "control panel", the = "your control panel", a = "a control panel",
        possessive = "your control panel's", plural = "control panels",
      },
      nl = term {
        "controlepaneel", the = "uw controlepaneel", a = "een controlepaneel",
        possessive = "van uw controlepaneel", plural = "controlepanelen",
      },
      fr = term {
        "panneau de contrôle", the = "votre panneau de contrôle",
        a = "un panneau de contrôle",
        possessive = "de votre panneau de contrôle",
        plural = "panneaux de contrôle",
      },
    },
  },

  support = {
    name = localised {
      en = term {
        "support team", the = "the support team", a = "a support team",
        possessive = "the support team's", plural = "support teams",
      },
      nl = term {
        "klantenservice", the = "onze klantenservice",
        a = "een klantenservice", possessive = "van onze klantenservice",
        plural = "klantenservices",
      },
      fr = term {
        "service client", the = "notre service client",
        a = "un service client", possessive = "de notre service client",
        plural = "services client",
      },
    },
  },

  vars = {
    -- Where the owner of a mailbox changes its password: webmail or panel.
    password_in = "panel",
    -- Are there several products with settings of their own?
    settings_by_product = false,
    -- Is this the manual of livery itself, instead of a hosting brand's help?
    manual = false,
  },
}
