local f = io.open("/etc/passwd")
return provider { name = "Yota Hosting" }
