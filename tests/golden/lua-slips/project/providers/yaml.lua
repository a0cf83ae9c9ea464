name: Acme
