return provider {}
