"""Spreadsheets in and out, and how people write what an ILR file holds. Pure Python, with the ILR's own names."""
