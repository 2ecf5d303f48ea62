"""Invented but realistic ILR returns for trials, demonstrations and benchmarks.

Nobody in them exists: names are put together from syllables, telephone numbers are from Ofcom's range for drama, mail
addresses end in the example domains. Only the postcodes are real, so that the area rules have something to look up.
The same seed always gives the same bytes.
"""

from openlet.invented.returns import Run, generate, write_return

__all__ = ["Run", "generate", "write_return"]
