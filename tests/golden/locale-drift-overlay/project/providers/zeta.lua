return provider { name = "Zeta", locales = { "en" }, mail = { quota = "1 GB", imap = { port = 993 } } }
