return strings { next = "Seguinte", previous = "Anterior" }
