return provider { name = "A" } }
