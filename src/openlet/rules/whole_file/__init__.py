"""Official rules on the file itself, its name, its header and all learners together: one rule, one file."""
