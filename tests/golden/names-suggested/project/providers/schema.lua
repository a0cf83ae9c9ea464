return schema { backup = map { "B", note = text "A note." , tone = text "x" } }
