"""The provider in a file's name exists."""

from collections.abc import Iterator

from openlet.facts.files import named_parts
from openlet.facts.given import Given
from openlet.rules.official import official
from openlet.rules.whole import Mark, Whole, of_file


@official(
    "Filename_3",
    on="Return",
    needs=("file name", "organisations"),
    shows=("FileName", "NamedUKPRN"),
    message="The name {FileName} says the UKPRN {NamedUKPRN}, which is not in the organisation register. Put your "
    "UKPRN into the name.",
)
def fault(whole: Whole, given: Given) -> Iterator[Mark]:
    """The UKPRN in the file's name must be that of a provider that exists.

    Fault where: the UKPRN in the name is not in the organisation register.
    Except: names that have not the parts of an ILR name (Filename_1).
    """
    parts = named_parts(given)
    if parts is not None and not given.references.rows("organisations", "Organisation", parts.ukprn):
        yield of_file(FileName=parts.name, NamedUKPRN=parts.ukprn)
