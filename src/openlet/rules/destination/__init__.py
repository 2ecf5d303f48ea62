"""Official rules on destination and progression records. They ended, with these records, with 2023-24."""
