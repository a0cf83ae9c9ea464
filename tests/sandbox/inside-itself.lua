local t = {}
t.inside = t
return provider { name = "Hostile", vars = { t = t } }
