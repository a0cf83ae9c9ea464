return provider { name = ("%99999999d"):format(1) }
