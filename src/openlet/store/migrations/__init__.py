"""The steps that bring a store up to date, oldest first. Made by makemigrations and never changed afterwards."""
