return provider { name = "Acme Mail", panel = { ports = { zeta = 1, alpha = 3, beta = 4 } } }
