return provider { name = require("os").getenv("HOME") }
