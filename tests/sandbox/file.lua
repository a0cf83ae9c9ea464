local f = io.open("/etc/passwd")
return provider { name = f:read("a") }
