return provider { name = "Zeta Hosting" }
