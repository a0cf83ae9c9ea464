return provider { name = debug.getregistry() }
