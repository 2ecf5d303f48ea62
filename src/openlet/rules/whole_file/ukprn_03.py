"""The provider of a file is that of its header."""

from collections.abc import Iterator

from openlet.facts.given import Given
from openlet.rules.official import official
from openlet.rules.whole import Mark, Whole, of_file


@official(
    "UKPRN_03",
    on="Return",
    needs=("file",),
    shows=("UKPRN", "HeaderUKPRN"),
    message="The learning provider's UKPRN is {UKPRN}, but the header says {HeaderUKPRN}. Put your UKPRN into both.",
)
def fault(whole: Whole, given: Given) -> Iterator[Mark]:
    """The UKPRN of the learning provider must be that of the header.

    Fault where: the UKPRN of the LearningProvider is not the Source UKPRN of the header.
    Except: one of the two is missing.
    """
    provider = given.file.provider.UKPRN if given.file and given.file.provider else None
    if provider is not None and given.ukprn is not None and provider != given.ukprn:
        yield of_file(UKPRN=provider, HeaderUKPRN=given.ukprn)
