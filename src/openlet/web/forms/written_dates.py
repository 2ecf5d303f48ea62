"""Dates as people in Britain write them: see ``openlet.exchange.written_dates``."""

from openlet.exchange.written_dates import AHEAD, figures, in_full, read_date

__all__ = ["AHEAD", "figures", "in_full", "read_date"]
