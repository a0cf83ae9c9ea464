return strings { next = "Próximo" }
