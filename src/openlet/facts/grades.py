"""GCSE grades that rules turn on, by name."""

BELOW_GRADE_4 = ("D", "DD", "DE", "E", "EE", "EF", "F", "FF", "FG", "G", "GG", "N", "U", "3", "2", "1")
NO_GRADE = "NONE"
