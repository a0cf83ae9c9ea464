return provider { name = "Zeta Hosting", url = "https://help.zeta.example/" }
