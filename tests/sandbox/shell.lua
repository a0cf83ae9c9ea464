os.execute("true")
return provider { name = "Hostile" }
