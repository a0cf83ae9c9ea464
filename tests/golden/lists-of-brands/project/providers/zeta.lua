return provider { name = "Zeta Post", theme = "bare" }
