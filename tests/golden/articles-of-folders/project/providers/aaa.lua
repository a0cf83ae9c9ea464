return provider { name = "Brand a", domain = "aaa.example" }
