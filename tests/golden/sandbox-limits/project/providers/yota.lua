local s = ("x"):rep(1e9)
return provider { name = "Yota Hosting" }
