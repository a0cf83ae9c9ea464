return provider { name = "Hostile " .. math.random() }
