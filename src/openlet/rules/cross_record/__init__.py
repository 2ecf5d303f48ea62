"""Official rules that hold several records of one learner against each other: one rule, one file."""
