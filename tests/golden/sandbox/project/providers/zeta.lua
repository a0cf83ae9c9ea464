local t = os.time()
return provider { name = "Zeta Hosting" }
