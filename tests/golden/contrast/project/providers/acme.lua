return provider { name = "Acme Mail", colours = { primary = "#0f5c73", text = "#bbbbbb" } }
