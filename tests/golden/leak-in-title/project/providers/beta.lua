return provider { name = "Mail Zeta", domain = "beta.example" }
