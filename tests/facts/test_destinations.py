from datetime import date

import pytest

from openlet.facts.destinations import (
    current_outcome,
    destination,
    destination_state,
    has_left,
    needs_destination_record,
    record_due,
    written_codes,
)
from openlet.ilr.records import DPOutcome
from tests.make import aim, boxes, outcome

AS_OF = date(2024, 8, 20)


@pytest.mark.parametrize(("status", "left"), [(1, False), (2, True), (3, True), (6, False), (None, False)])
def test_who_has_left(status: int | None, left: bool) -> None:
    assert has_left(aim(CompStatus=status)) is left


@pytest.mark.parametrize(
    ("values", "written", "code", "state"),
    [
        pytest.param(("WMCA1.1",), ("WMCA1.1",), "WMCA1.1", "WMCA1.1", id="a code"),
        pytest.param(
            ("own", "Contribution 10", " WMCA13.8 "), ("WMCA13.8",), "WMCA13.8", "WMCA13.8", id="among others"
        ),
        pytest.param(("WMCA1.1", "WMCA1.1"), ("WMCA1.1",), "WMCA1.1", "WMCA1.1", id="the same code twice"),
        pytest.param((), (), None, "missing", id="none"),
        pytest.param(("own", "Z0020001"), (), None, "missing", id="other text only"),
        pytest.param(("WMCA1.1", "WMCA1.2"), ("WMCA1.1", "WMCA1.2"), None, "unresolved", id="two codes"),
        pytest.param(("WMCA2.5",), ("WMCA2.5",), None, "unresolved", id="a code that does not exist"),
        pytest.param(("WMCA16.0",), ("WMCA16.0",), None, "unresolved", id="another code that does not exist"),
        pytest.param(("wmca1.1",), ("wmca1.1",), None, "unresolved", id="small letters"),
        pytest.param(("WMCA 1.1",), ("WMCA 1.1",), None, "unresolved", id="a blank too many"),
        pytest.param(("WMCA1",), ("WMCA1",), None, "unresolved", id="half a code"),
        pytest.param(("WMCA code 1.1", "xWMCA1.1"), (), None, "missing", id="a code within other text"),
    ],
)
def test_the_destination_of_an_aim(
    values: tuple[str, ...], written: tuple[str, ...], code: str | None, state: str
) -> None:
    record = aim(CompStatus=2, ProviderSpecDeliveryMonitoring=boxes(*values))
    assert written_codes(record) == written
    found = destination(record)
    assert (found.code if found else None) == code
    assert destination_state(record) == state


@pytest.mark.parametrize("status", [1, 6, None])
def test_no_destination_is_due_while_learning(status: int | None) -> None:
    assert destination_state(aim(CompStatus=status)) == "not due"
    assert destination_state(aim(CompStatus=status, ProviderSpecDeliveryMonitoring=boxes("WMCA1.1"))) == "not due"


MAY = outcome("NPE", 1, date(2024, 5, 1))
JUNE = outcome("EMP", 1, date(2024, 6, 1))
CLOSED = outcome("EDU", 4, date(2024, 7, 1), OutEndDate=AS_OF)
CLOSES_TOMORROW = outcome("EDU", 5, date(2024, 7, 1), OutEndDate=date(2024, 8, 21))
UNDATED = outcome("GAP", 1, OutStartDate=None)
EARLY = outcome("EMP", 2, date(2024, 6, 1), OutCollDate=date(2024, 6, 2))
LATE = outcome("EMP", 4, date(2024, 6, 1), OutCollDate=date(2024, 6, 3))
NEVER = outcome("EMP", 5, date(2024, 6, 1), OutCollDate=None)


@pytest.mark.parametrize(
    ("outcomes", "found"),
    [
        pytest.param([], None, id="none"),
        pytest.param([MAY], MAY, id="one"),
        pytest.param([MAY, JUNE], JUNE, id="the newest"),
        pytest.param([JUNE, MAY], JUNE, id="the newest, in the other order"),
        pytest.param([MAY, CLOSED], MAY, id="one that closed on the day is closed"),
        pytest.param([MAY, CLOSES_TOMORROW], CLOSES_TOMORROW, id="one that closes the day after is open"),
        pytest.param([CLOSED], None, id="only a closed one"),
        pytest.param([UNDATED], None, id="one without a start"),
        pytest.param([LATE, EARLY], LATE, id="of one start the one collected last"),
        pytest.param([EARLY, LATE], LATE, id="of one start the one collected last, in the other order"),
        pytest.param([NEVER, EARLY], EARLY, id="of one start the one with a collection date"),
    ],
)
def test_the_outcome_in_force(outcomes: list[DPOutcome], found: DPOutcome | None) -> None:
    assert current_outcome(outcomes, AS_OF) is found


INSIDE, OUTSIDE = date(2024, 5, 15), date(2024, 9, 15)


@pytest.mark.parametrize(
    ("day", "needed"),
    [
        pytest.param(date(2024, 3, 31), False, id="the day before April 2024"),
        pytest.param(date(2024, 4, 1), True, id="first day of April 2024"),
        pytest.param(date(2024, 7, 31), True, id="last day of July 2024"),
        pytest.param(date(2024, 8, 1), False, id="the day after July 2024"),
        pytest.param(None, False, id="no date"),
    ],
)
def test_who_needs_a_destination_record(day: date | None, needed: bool) -> None:
    for other in (INSIDE, OUTSIDE, None):
        assert needs_destination_record(other, day, "leavers") is needed
        assert needs_destination_record(day, other, "starters") is needed


def test_the_two_readings_differ_for_one_who_started_in_may_and_left_in_september() -> None:
    assert not needs_destination_record(INSIDE, OUTSIDE, "leavers")
    assert needs_destination_record(INSIDE, OUTSIDE, "starters")


@pytest.mark.parametrize(
    ("left", "due"),
    [
        pytest.param(date(2024, 5, 10), date(2024, 7, 10), id="two months later"),
        pytest.param(date(2024, 12, 31), date(2025, 2, 28), id="not beyond the month's end"),
        pytest.param(date(2023, 12, 30), date(2024, 2, 29), id="29 February"),
    ],
)
def test_when_a_destination_record_is_due(left: date, due: date) -> None:
    assert record_due(left) == due
