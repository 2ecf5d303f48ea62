"""Reports: a table first, formats after."""
