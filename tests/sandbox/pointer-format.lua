-- An address differs from run to run.
return provider { name = ("%p"):format({}) }
