return provider { name = "Zeta Post" }
