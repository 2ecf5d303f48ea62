"""ILR files: their records, reading and writing, and the identifiers in them."""
