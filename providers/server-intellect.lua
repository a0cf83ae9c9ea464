-- Server Intellect: recommends neither protocol; its portal holds the settings.
return provider {
  extends = "base",

  name = term {
    "Server Intellect", the = "Server Intellect", a = "a Server Intellect",
    possessive = "Server Intellect's",
  },
  domain = "serverintellect.example",
  home = "https://www.serverintellect.example",
  url = "https://kb.serverintellect.example",
  logo = "logo.svg",
  logo_dark = "logo-dark.svg",
  icon = "icon.svg",
  colours = { primary = "#1d3557", accent = "#b3122b" },
  theme_options = {
    font = "grotesk", header = "solid", hero = "plain", corners = "square",
  },

  products = {
    {
      id = "windows-hosting",
      name = term { "Windows Hosting", the = "Windows Hosting" },
      kind = "shared",
      os = "windows",
    },
  },

  policy = {
    pop_default = "leaves",
    mixing = "warn",
  },

  webmail = {
    name = term {
      "web interface", the = "the web interface", a = "a web interface",
      possessive = "the web interface's", plural = "web interfaces",
    },
  },

  panel = {
    kind = "custom",
    name = term {
      "Intellect Connect", the = "Intellect Connect",
      a = "an Intellect Connect", possessive = "Intellect Connect's",
    },
    url = "https://connect.serverintellect.example",
  },

  support = {
    name = term {
      "Server Intellect support", the = "Server Intellect support",
      possessive = "Server Intellect support's",
    },
    hours = "24/7/365",
    channels = {
      {
        kind = "phone",
        label = "Toll free",
        value = "+1 855 850 4678",
        text = "(855) 850-HOST (4678)",
        hours = "24/7/365",
      },
      {
        kind = "portal",
        label = "Intellect Connect",
        value = "https://connect.serverintellect.example",
      },
    },
  },

  urls = {
    order = "https://www.serverintellect.example/order",
  },

  furniture = {
    {
      partial = "coupon",
      text = "New server this month? Take the set-up fee off with this coupon.",
      code = "SETUP-ON-US",
      thanks = "Coupon code copied",
    },
    { partial = "phone_bar", text = "Toll free, 24/7/365" },
    {
      partial = "promo",
      title = "Trouble with your Windows Hosting?",
      text = "A Microsoft Certified Engineer can look at it with you.",
      action = {
        label = "Open Intellect Connect",
        url = "https://connect.serverintellect.example",
      },
    },
    {
      partial = "support_box",
      title = "Rather have an expert do it?",
      text = "Call us at any hour, or place your order online and we set the server up for you.",
      action = {
        label = "Start your order",
        url = "https://www.serverintellect.example/order",
      },
    },
    {
      partial = "lead_form",
      title = "A free consultation, no obligations",
      text = "Tell us where IT holds you up. Please give a business address: free email accounts are not accepted.",
      question = "What can we solve for you?",
      refuse = {
        "gmail.com", "outlook.com", "hotmail.com", "live.com", "yahoo.com",
        "aol.com", "icloud.com", "gmx.com", "proton.me", "mail.com",
      },
      wait = "One moment: we are sending your details. It takes less than a minute.",
      thanks = "Thank you. An expert will be in touch.",
      action = {
        label = "Request a consultation",
        url = "https://forms.serverintellect.example/consultation",
      },
    },
  },

  legal = {
    privacy = "https://www.serverintellect.example/privacy",
    terms = "https://www.serverintellect.example/terms",
    copyright = "© Server Intellect",
  },
}
