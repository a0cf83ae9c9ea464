-- livery itself: its manual is a help centre like the others, with its own part
-- of the content. `vars.manual` tells the two parts apart.
return provider {
  extends = "base",

  name = term {
    "livery", the = "livery", a = "a livery", possessive = "livery's",
    plural = "liveries",
  },
  url = "https://livery.example",
  logo = "logo.svg",
  logo_dark = "logo-dark.svg",
  icon = "icon.svg",
  paper = "a4",
  colours = { primary = "#a3195b", accent = "#00838f" },
  theme_options = {
    font = "grotesk", header = "plain", hero = "tint", corners = "soft",
  },

  webmail = none,
  panel = none,
  support = none,

  vars = { manual = true },

  navigation = {
    {
      "manual",
      "manual/getting-started", "manual/tour", "manual/first-project",
    },
    "manual/language", "manual/brands", "manual/themes", "manual/how-to",
    "manual/reference",
  },

  furniture = {
    { partial = "tags" },
    { partial = "related", title = "See also" },
    { partial = "support_box", at = "none" },
  },
}
