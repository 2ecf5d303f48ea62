"""Official rules on the learner's own record and what hangs on it: one rule, one file, named by its official code."""
