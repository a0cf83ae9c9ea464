return provider { name = "Brand b", domain = "bbb.example" }
