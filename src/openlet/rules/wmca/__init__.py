"""The rules of the WMCA Wave 5 guide: one rule, one file. NP-nn stop payment; the others go on the to-do list."""
