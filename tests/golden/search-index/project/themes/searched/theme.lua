return theme { extends = "bare" }
