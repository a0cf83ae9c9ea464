return Provider { name = "A" }
