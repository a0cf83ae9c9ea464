return provider ( name = "A" )
