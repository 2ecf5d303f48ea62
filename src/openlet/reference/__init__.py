"""Reference data about the world: which postcode lies in which area."""
