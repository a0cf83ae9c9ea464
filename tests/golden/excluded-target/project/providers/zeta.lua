return provider { name = "Zeta Hosting", policy = { cleartext = true } }
