-- So does a table's name.
return provider { name = tostring({}) }
