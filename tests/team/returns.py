"""Returns for the tests of what is sent in: the example's files and contract, and an empty table to send them to."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from openlet.authority.arriving import files_in
from openlet.authority.contracts import Proposed, add_versions, of_provider
from openlet.authority.folder import authority_folder
from openlet.authority.models import OF_AN_OFFICER, ContractVersion, Submission
from openlet.authority.submissions import REPORTS, RETURNS, Kept, keep
from openlet.authority.work import check_what_waits
from openlet.invented import example
from openlet.invented.example import UKPRN as NORTH
from openlet.store.basis import today
from tests.team.people import SOUTH
from tests.team.settling import emptied

(OLD_NAME, OLD), (NEW_NAME, NEW) = example.return_files()
FROM = date(2024, 4, 1)


def changed(number: int, content: bytes = OLD) -> bytes:
    """The same return with other bytes."""
    return content.replace(b"<SerialNo>01", b"<SerialNo>%02d" % number)


def of_the_south(content: bytes = OLD) -> bytes:
    return content.replace(str(NORTH).encode(), str(SOUTH).encode())


def nothing_sent() -> None:
    """Nothing of the authority's own is left, whatever other tests did before: no return, contract or settlement."""
    from django_tasks_db.models import DBTaskResult

    emptied()
    DBTaskResult.objects.all().delete()
    for folder in (RETURNS, REPORTS):
        shutil.rmtree(authority_folder(folder))


def with_contract() -> ContractVersion:
    """The contract of the northern provider, as the authority keeps it; other tests may have added versions."""
    if of_provider(NORTH, today()) is None:
        add_versions([Proposed(example.CONTRACT)], FROM, "", "tests")
    found = of_provider(NORTH, today())
    assert found
    return found


@pytest.fixture
def nothing_before(server: Path) -> Iterator[None]:
    """An authority with nothing but the contract of the northern provider, before the test; with nothing after it."""
    nothing_sent()
    with_contract()
    yield
    nothing_sent()


def sent(*files: tuple[str, bytes], for_: int | None = None, by: str = "officer") -> list[Kept]:
    return keep(files_in(files), by, OF_AN_OFFICER, for_)


def checked(*files: tuple[str, bytes], for_: int | None = None) -> list[Submission]:
    """Files that were sent and checked, as they stand then."""
    kept = sent(*files, for_=for_)
    check_what_waits(processes=1)
    return [Submission.objects.get(pk=one.submission.pk) for one in kept]
