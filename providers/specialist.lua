-- Specialist Hosting: the choice depends on use; POP leaves a copy on the
-- server and is the customers' backup. Its help centre speaks three languages.
local around_the_clock = localised {
  en = "24/7", nl = "24/7", fr = "24 h/24, 7 j/7",
}

return provider {
  extends = "base",

  locales = { "en", "nl", "fr" },
  fallback = "notice",

  name = term {
    "Specialist Hosting", the = "Specialist Hosting",
    a = "a Specialist Hosting", possessive = "Specialist Hosting's",
  },
  domain = "specialist-hosting.example",
  home = "https://www.specialist-hosting.example",
  url = "https://support.specialist-hosting.example",
  logo = "logo.svg",
  logo_dark = "logo-dark.svg",
  icon = "icon.svg",
  paper = "a4",
  colours = { primary = "#9a3412", accent = "#1f4e8c" },
  theme_options = {
    font = "serif", header = "bar", hero = "solid", corners = "soft",
  },

  mail = {
    imap = {
      host = "imap.specialist-hosting.example", port = 993, security = "tls",
      auth = "password", username = "address",
    },
    pop = {
      host = "pop.specialist-hosting.example", port = 995, security = "tls",
      auth = "password", username = "address",
    },
    smtp = {
      host = "smtp.specialist-hosting.example", port = 465, security = "tls",
      auth = "password", username = "address",
      also = { { port = 587, security = "starttls" } },
    },
  },

  policy = {
    recommended = "by_use",
    pop_default = "leaves",
    pop_as_backup = "good",
    port25 = "blocked",
  },

  webmail = {
    url = "https://webmail.specialist-hosting.example",
  },

  panel = {
    url = "https://my.specialist-hosting.example",
  },

  support = {
    name = localised {
      en = term {
        "specialists", the = "our specialists", a = "a specialist",
        possessive = "our specialists'", plural = "specialists",
      },
      nl = term {
        "specialisten", the = "onze specialisten", a = "een specialist",
        possessive = "van onze specialisten", plural = "specialisten",
      },
      fr = term {
        "spécialistes", the = "nos spécialistes", a = "un spécialiste",
        possessive = "de nos spécialistes", plural = "spécialistes",
      },
    },
    hours = around_the_clock,
    channels = {
      {
        kind = "email",
        label = localised {
          en = "By email", nl = "Per e-mail", fr = "Par e-mail",
        },
        value = "help@specialist-hosting.example",
        hours = around_the_clock,
      },
      {
        kind = "phone",
        label = localised {
          en = "By phone", nl = "Telefonisch", fr = "Par téléphone",
        },
        value = "+1 202 555 0147",
        hours = around_the_clock,
      },
    },
    agent = {
      name = "Joachim Coessens",
      role = localised {
        en = "Specialist Support",
        nl = "specialist klantenservice",
        fr = "spécialiste de l’assistance",
      },
    },
  },

  furniture = {
    { partial = "updated" },
    {
      partial = "feedback",
      question = localised {
        en = "Was this article helpful?",
        nl = "Hebt u iets aan dit artikel gehad?",
        fr = "Cet article vous a-t-il aidé ?",
      },
      thanks = localised {
        en = "Thank you for telling us.",
        nl = "Bedankt dat u het ons laat weten.",
        fr = "Merci de nous l’avoir dit.",
      },
    },
    {
      partial = "support_box",
      title = localised {
        en = "Need support?",
        nl = "Hulp nodig?",
        fr = "Besoin d’aide ?",
      },
      text = localised {
        en = "Your question is not answered here? Ask a person.",
        nl = "Staat uw vraag er niet bij? Stel hem aan een mens.",
        fr = "Votre question reste sans réponse ? Posez-la à quelqu’un.",
      },
    },
    {
      partial = "agent_card",
      title = localised {
        en = "Talk to a specialist",
        nl = "Spreek met een specialist",
        fr = "Parlez à un spécialiste",
      },
      text = localised {
        en = "Joachim and his colleagues help you free of charge, day and night, by email or phone.",
        nl = "Joachim en zijn collega’s helpen u kosteloos, dag en nacht, per e-mail of telefoon.",
        fr = "Joachim et ses collègues vous aident gratuitement, jour et nuit, par e-mail ou par téléphone.",
      },
    },
  },

  feedback = { mailto = "articles@specialist-hosting.example" },
  legal = {
    privacy = localised {
      en = "https://www.specialist-hosting.example/privacy",
      nl = "https://www.specialist-hosting.example/nl/privacy",
      fr = "https://www.specialist-hosting.example/fr/confidentialite",
    },
    terms = localised {
      en = "https://www.specialist-hosting.example/terms",
      nl = "https://www.specialist-hosting.example/nl/voorwaarden",
      fr = "https://www.specialist-hosting.example/fr/conditions",
    },
    copyright = "© Specialist Hosting",
  },
}
