-- A text of 10^15 bytes.
return provider { name = ("x"):rep(1e15) }
