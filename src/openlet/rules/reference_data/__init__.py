"""Official rules that are judged against data outside the file: postcodes, LARS, registers. One rule, one file.

What they need is named in ``needs``; without it they end skipped, with the reason (docs/reference-data.md).
"""
