return load('return provider { name = "Hostile" }')()
