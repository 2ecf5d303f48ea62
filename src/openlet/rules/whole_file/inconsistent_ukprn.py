"""A file is sent by the provider that it names."""

from collections.abc import Iterator

from openlet.facts.files import named_parts
from openlet.facts.given import Given
from openlet.rules.official import official
from openlet.rules.whole import Mark, Whole, of_file


@official(
    "Inconsistent UKPRN",
    on="Return",
    needs=("file name", "account"),
    shows=("FileName", "NamedUKPRN", "AccountUKPRN"),
    message="The name {FileName} says the UKPRN {NamedUKPRN}, but it is sent from the account of {AccountUKPRN}. Send "
    "it from the right account, or put the right UKPRN into the name.",
)
def fault(whole: Whole, given: Given) -> Iterator[Mark]:
    """A file must be sent from the account of the provider that its name says.

    Fault where: the UKPRN in the name is not that of the account (`openlet check --account UKPRN`).
    Except: names that have not the parts of an ILR name (Filename_1).
    """
    parts = named_parts(given)
    if parts is not None and parts.ukprn != f"{given.account_ukprn:08d}":
        yield of_file(FileName=parts.name, NamedUKPRN=parts.ukprn, AccountUKPRN=given.account_ukprn)
