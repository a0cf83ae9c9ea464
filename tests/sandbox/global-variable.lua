leftover = "for the next script"
return provider { name = "Hostile" }
