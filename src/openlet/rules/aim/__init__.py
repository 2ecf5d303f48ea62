"""Official rules on an aim and its funding and monitoring records: one rule, one file."""
