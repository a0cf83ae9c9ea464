-- Specialist Hosting: the choice depends on use; POP leaves a copy on the
-- server and is the customers' backup.
return provider {
  extends = "base",

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
    name = term {
      "specialists", the = "our specialists", a = "a specialist",
      possessive = "our specialists'", plural = "specialists",
    },
    hours = "24/7",
    channels = {
      {
        kind = "email",
        label = "By email",
        value = "help@specialist-hosting.example",
        hours = "24/7",
      },
      {
        kind = "phone",
        label = "By phone",
        value = "+1 202 555 0147",
        hours = "24/7",
      },
    },
    agent = { name = "Joachim Coessens", role = "Specialist Support" },
  },

  furniture = {
    { partial = "updated" },
    { partial = "feedback", question = "Was this article helpful?",
      thanks = "Thank you for telling us." },
    {
      partial = "support_box",
      title = "Need support?",
      text = "Your question is not answered here? Ask a person.",
    },
    {
      partial = "agent_card",
      title = "Talk to a specialist",
      text = "Joachim and his colleagues help you free of charge, day and night, by email or phone.",
    },
  },

  feedback = { mailto = "articles@specialist-hosting.example" },
  legal = {
    privacy = "https://www.specialist-hosting.example/privacy",
    terms = "https://www.specialist-hosting.example/terms",
    copyright = "© Specialist Hosting",
  },
}
