"""A file is not prepared on a day to come."""

from collections.abc import Iterator

from openlet.facts.given import Given
from openlet.rules.official import official
from openlet.rules.whole import Mark, Whole, of_file


@official(
    "Header_2",
    on="Return",
    needs=("file", "today"),
    shows=("FilePreparationDate", "Today"),
    message="The file says that it is prepared on {FilePreparationDate}, but today is {Today}. Prepare it again with "
    "today's date.",
)
def fault(whole: Whole, given: Given) -> Iterator[Mark]:
    """The file preparation date must not lie in the future.

    Fault where: the header's FilePreparationDate is after the day of the check.
    Except: a header without a FilePreparationDate.
    """
    header = given.file.header if given.file else None
    prepared = header.CollectionDetails.FilePreparationDate if header and header.CollectionDetails else None
    if prepared is not None and given.now is not None and prepared > given.now.date():
        yield of_file(FilePreparationDate=prepared, Today=given.now.date())
