return provider { name = "Hostile " .. os.time() }
