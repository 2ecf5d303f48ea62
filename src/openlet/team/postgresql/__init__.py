"""PostgreSQL as Django's database, with one schema for each provider's store."""
