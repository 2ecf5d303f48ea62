"""What WMCA pays: each milestone by itself, then once per ULN over all providers and years.

Shares, days, months and readings come from the contract's terms; the day is an argument. Money is in whole pence.
"""
