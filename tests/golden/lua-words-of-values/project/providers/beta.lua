retrun provider { name = "Beta" }
