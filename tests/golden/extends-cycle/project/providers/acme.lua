return provider { name = "Acme Mail", extends = "zeta" }
