return provider { name = "Zeta Hosting", extends = "acme" }
