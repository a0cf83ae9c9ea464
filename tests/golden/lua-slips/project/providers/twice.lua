return provider { name = "A" }
return provider { name = "B" }
