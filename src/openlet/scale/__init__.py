"""The two stages of every run: each file by itself, then each person over all files."""
