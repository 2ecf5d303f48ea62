"""Official rules on employment status records and their monitoring: one rule, one file."""
