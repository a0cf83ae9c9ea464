return provider { name = "Yota Hosting", mail = { pop = { host = "pop.yota.example", port = 995, security = "tls" } } }
