-- What the benchmark's peers show too, and no more.
return theme { extends = "base" }
