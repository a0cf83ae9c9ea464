-- A huge range inside one C function.
table.move({}, 1, 1e15, 2)
return provider { name = "Hostile" }
