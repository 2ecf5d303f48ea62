"""An authority with three providers: their returns in two months, contracts, and settlements.

In the second month provider A returns one learner more (``A000003``), who has the ULN of C's ``C000002`` and started
earlier: A's Milestone 1 counts now, and C's, which was paid, goes back. A's ``A000002`` reaches day 14 in between.
"""

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest
from django.db import connection

from openlet.authority.folder import authority_folder
from openlet.authority.models import CHECKED, ContractVersion, Settlement, Submission
from openlet.authority.settlement import Asked, approve, begin, carry_out, propose, running, sign_off
from openlet.authority.submissions import file_of
from openlet.authority.working_out import work_out
from openlet.ilr.opening import Unreadable
from openlet.invented import generate
from openlet.invented.example import UKPRN as NORTH
from openlet.spec.years import year_of
from openlet.store.refusals import NotDone
from tests.team.people import SOUTH

A, B, C = NORTH, SOUTH, 10990003  # A and B have a store on the server, C has none
HERE = {10990001: A, 10990002: B, 10990003: C}  # by the UKPRN that is invented
TABLES = (
    "payment",
    "signoff",
    "decision",
    "settledprovider",
    "settlement",
    "ledgerline",
    "submission",
    "contractversion",
)
ULN_OF_C2 = "3724523318"
FIRST, SECOND = datetime(2024, 8, 1, 12, tzinfo=UTC), datetime(2024, 9, 2, 12, tzinfo=UTC)
R12 = Asked("2023-24", "R12")
R13 = Asked("2023-24", "R13", complete=True)
PREPARED = "2024-07-30"


@cache
def invented(place: Path) -> dict[int, str]:
    """The returns of a month by UKPRN; the contracts lie in the folder."""
    generate(place, 15, 3, year_of("2023-24"), 7)
    found = {int(path.name[4:12]): path.read_text(encoding="utf-8") for path in sorted(place.glob("*.xml"))}
    return {HERE[UKPRN]: text.replace(str(UKPRN), str(HERE[UKPRN])) for UKPRN, text in found.items()}


def without(text: str, learner: str) -> str:
    """A return without a learner."""
    return re.sub(rf"  <Learner>\s*<LearnRefNumber>{learner}</LearnRefNumber>.*?</Learner>\n", "", text, flags=re.S)


def with_uln(text: str, learner: str, uln: str) -> str:
    """A return in which a learner has another ULN."""
    found = re.search(rf"<LearnRefNumber>{learner}</LearnRefNumber>\s*<ULN>(\d+)</ULN>", text)
    assert found
    return text.replace(found[0], found[0].replace(found[1], uln))


def send(UKPRN: int, text: str, at: datetime, prepared: str = PREPARED) -> Submission:
    """A return that was sent in and found in order."""
    content = text.replace(PREPARED, prepared).encode()
    made = Submission(
        UKPRN=UKPRN, year=2324, file_name=f"ILR-{UKPRN}-2324-{prepared.replace('-', '')}-090000-01.xml",
        sha256=hashlib.sha256(content).hexdigest(), size=len(content), prepared=date.fromisoformat(prepared),
        sent_at=at, sent_by="manager", sent_from="provider", state=CHECKED, checked_at=at,
    )  # fmt: skip
    file_of(made).write_bytes(content)
    Submission.objects.filter(UKPRN=UKPRN, year=2324, state=CHECKED, replaced_by=None).update(state="older")
    made.save()
    Submission.objects.filter(UKPRN=UKPRN, state="older").update(state=CHECKED, replaced_by=made, replaced_at=at)
    return made


def agree(UKPRN: int, text: str, number: int = 1, counts_from: date = date(2024, 4, 1)) -> ContractVersion:
    """A version of a contract."""
    made: ContractVersion = ContractVersion.objects.create(
        UKPRN=UKPRN, contract="INVENTED", number=number, counts_from=counts_from, text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(), by="administrator", made_at=FIRST,
    )  # fmt: skip
    return made


def emptied() -> None:
    """Nothing of the authority's own is left: the triggers that forbid that are passed by, as a superuser may."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("".join(f"DELETE FROM authority_{name};" for name in TABLES))
        cursor.execute("SET session_replication_role = DEFAULT")
    for name in ("settlements", "returns"):
        shutil.rmtree(authority_folder(name))


def first_month(place: Path) -> None:
    """Contracts, and the returns of the first month; B earns more than its contract pays."""
    returns = invented(place)
    for invented_one, UKPRN in HERE.items():
        text = (place / f"contract-{invented_one}.toml").read_text(encoding="utf-8")
        text = text.replace(str(invented_one), str(UKPRN))
        agree(UKPRN, re.sub(r'max_value = ".*"', 'max_value = "5000.00"', text) if UKPRN == B else text)
    send(A, without(returns[A], "A000003"), FIRST)
    send(B, returns[B], FIRST)
    send(C, returns[C], FIRST)


def second_month(place: Path) -> None:
    """A's new return, and a contract with which B may earn more."""
    returns = invented(place)
    for one in ContractVersion.objects.filter(number=1):
        text = one.text.replace('"Wave 5"', '"Wave Five"')  # the name was corrected: it is the same wave
        agree(one.UKPRN, text.replace("5000.00", "5500.00"), 2, date(2024, 8, 15))
    send(A, with_uln(returns[A], "A000003", ULN_OF_C2), SECOND, "2024-08-30")


def worked_out(asked: Asked, by: str = "officer") -> Settlement:
    """A settlement that is begun and worked out."""
    key = begin(asked, by).pk
    carry_out(key)
    found: Settlement = Settlement.objects.get(pk=key)
    assert found.text == ""
    return found


def approved(settlement: Settlement) -> Settlement:
    """The same proposed by the officer and approved by the approver."""
    propose(settlement.pk, "", "officer")
    approve(settlement.pk, "", "approver")
    settlement.refresh_from_db()
    return settlement


def all_signed(settlement: Settlement, signed: bool = True) -> None:
    """Every line of the sign-off list signed off, or set aside."""
    from openlet.authority.settlement import recording_of

    sign_off(settlement.pk, recording_of(settlement).back, signed, "as the return says", "officer2")


@pytest.fixture(scope="session")
def invented_at(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the invented returns and contracts lie."""
    return tmp_path_factory.mktemp("invented") / "month"


@pytest.fixture
def empty_authority(server: Path) -> Iterator[None]:
    """An authority that has received nothing, before the test and after it."""
    emptied()
    yield
    emptied()


@contextmanager
def working_here() -> Iterator[None]:
    """Settlements are worked out in this process, which is much quicker for a few learners."""

    def work(folder: Path, goes_on: object) -> bool:
        try:
            work_out(folder)
        except Unreadable as why:
            raise NotDone(str(why)) from None
        return True

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(running, "_work", work)
        patch.setattr(os, "cpu_count", lambda: 1)
        yield


@pytest.fixture
def at_once() -> Iterator[None]:
    """The same for a test."""
    with working_here():
        yield


STAGES = ("waiting", "worked out", "proposed", "approved")
_reached: list[tuple[str, int]] = []


def settled_until(stage: str) -> int:
    """The key of a settlement that has come so far; before one that is worked out another one was approved."""
    if _reached and _reached[0][0] == stage and Settlement.objects.filter(pk=_reached[0][1], state=stage).exists():
        return _reached[0][1]
    emptied()
    place = Path(tempfile.mkdtemp()) / "month"
    first_month(place)
    if stage == "waiting":
        key = int(begin(R12, "officer").pk)
    else:
        with working_here():
            approved(worked_out(R12))
            second_month(place)
            key = int(worked_out(R13).pk)
        _go_on(Settlement.objects.get(pk=key), stage)
    _reached[:] = [(stage, key)]
    return key


def _go_on(settlement: Settlement, stage: str) -> None:
    if stage in ("proposed", "approved"):
        all_signed(settlement)
        propose(settlement.pk, "Ready", "officer")
    if stage == "approved":
        approve(settlement.pk, "", "approver")
