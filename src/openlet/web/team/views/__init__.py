"""The pages of accounts, of the log, and of the authority."""
