-- Bytes that are no UTF-8.
return provider { name = "\xff\xfe" }
