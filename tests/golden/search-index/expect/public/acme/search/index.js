liverySearch("index",{"v":1,"n":3,"levels":[28,46,65,88,130,170,215,265,330],"words":["5.7.1"],"pages":[0],"synonyms":[["email","message"],["mail server","host"]]});
