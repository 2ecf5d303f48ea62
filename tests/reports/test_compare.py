"""Two returns compared: who and what is new, gone or changed, and what that does to findings and to money."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from openlet.contracts.terms import Contracts
from openlet.ilr.opening import Source
from openlet.ilr.records import Learner
from openlet.payments.ledger import Entry, Ledger
from openlet.reports.compare import comparison_report
from openlet.reports.comparison import CHANGED, GONE, NEW, SAME, Comparison, lost
from openlet.reports.tables import Cell
from openlet.scale.comparing import compare_files, older_first
from openlet.scale.stage_one import Opened, open_file
from tests.make import (
    BOOTCAMP,
    OTHER_ULN,
    START,
    UKPRN,
    ULN,
    aim,
    contract,
    fams,
    finished,
    learner,
    milestone,
    outcome,
    progression,
    xml,
)

Records = Sequence[Any]  # learners and destination records
THIRD_ULN = 1000000043
EARLIER, LATER = date(2024, 8, 20), date(2024, 9, 20)


def opened(records: Records, day: date = EARLIER, year: str = "2023-24", ukprn: int = UKPRN, name: str = "") -> Opened:
    content = xml(records, year, day, ukprn).encode()
    return open_file(Source(name or f"{ukprn} {year} {day}.xml", None, content))


def compared(before: Records, after: Records, ledger: Ledger | None = None) -> Comparison:
    sides = []
    for some, day in ((before, EARLIER), (after, LATER)):
        files = [one for one in some if isinstance(one, Opened)]
        sides.append(files or [opened([one for one in some if not isinstance(one, Opened)], day)])
    return compare_files(sides[0], sides[1], Contracts((contract(),)), ledger or Ledger(), LATER)


def rows(found: Comparison, name: str, with_names: bool = False) -> list[dict[str, Cell]]:
    return next(table for table in comparison_report(found, with_names).tables if table.name == name).records()


def paid(*milestones: tuple[str, int], uln: int = ULN, start: date = START) -> Ledger:
    entries = [
        Entry(uln, UKPRN, "L0001", BOOTCAMP, start, name, pence, 2324, "new", False) for name, pence in milestones
    ]
    return Ledger(entries=entries)


def other(*aims: Any, **fields: Any) -> Learner:
    return learner(*aims, **{"LearnRefNumber": "L0002", "ULN": OTHER_ULN, **fields})


# Nothing differs.


def test_the_same_records_in_another_return_differ_in_nothing() -> None:
    people = [learner(finished(), milestone()), other(), progression()]
    found = compared(people, people[::-1])
    assert {pair.change for pair in found.people} == {SAME}
    for table in comparison_report(found).tables:
        if table.name not in ("compare", "compare-findings"):
            assert table.rows == [], table.name
    assert all(row["difference"] in (0, Decimal("0.00")) for row in rows(found, "compare"))


# Learners.


def test_learners_are_new_gone_changed_or_the_same() -> None:
    found = compared([learner(), other(), learner(LearnRefNumber="L0003", ULN=THIRD_ULN)],
                     [learner(), other(Sex="M"), learner(LearnRefNumber="L0004", ULN=1000000051)])  # fmt: skip
    assert {pair.person.LearnRefNumber: pair.change for pair in found.people} == {
        "L0001": SAME, "L0002": CHANGED, "L0003": GONE, "L0004": NEW,
    }  # fmt: skip
    assert [row["change"] for row in rows(found, "compare-learners")] == [GONE, NEW, CHANGED]
    (summary,) = [row for row in rows(found, "compare") if row["what"] == "learners"]
    assert [summary[name] for name in ("before", "after", "new", "gone", "changed")] == [3, 3, 1, 1, 1]


def test_a_learner_with_another_reference_is_known_again_by_the_previous_one_then_by_the_uln() -> None:
    found = compared(
        [learner(), other()],
        [learner(LearnRefNumber="NEW1", PrevLearnRefNumber="L0001", ULN=THIRD_ULN), other(LearnRefNumber="NEW2")],
    )
    assert [pair.change for pair in found.people] == [CHANGED, CHANGED]
    assert [row["learn_ref_number"] for row in rows(found, "compare-learners")] == ["NEW1", "NEW2"]
    assert [row["learn_ref_number_before"] for row in rows(found, "compare-learners")] == ["L0001", "L0002"]
    assert all(aim_pair.change == SAME for pair in found.people for aim_pair in pair.aims)


@pytest.mark.parametrize("uln", [9999999999, 1000000028])
def test_a_uln_that_identifies_nobody_does_not_bring_two_learners_together(uln: int) -> None:
    found = compared([learner(ULN=uln)], [learner(LearnRefNumber="NEW1", ULN=uln)])
    assert [pair.change for pair in found.people] == [GONE, NEW]


def test_a_learner_of_whom_only_the_destination_record_is_left_is_gone() -> None:
    found = compared([learner(), progression()], [progression(), other()])
    assert [pair.change for pair in found.people] == [GONE, NEW]
    assert rows(found, "compare-learners")[0]["remark"] == "after: a destination record only"
    (summary,) = [row for row in rows(found, "compare") if row["what"] == "learners"]
    assert (summary["before"], summary["after"], summary["gone"]) == (1, 1, 1)


def test_a_reference_that_stands_twice_is_two_learners() -> None:
    found = compared([learner(), learner(ULN=OTHER_ULN)], [learner(), learner(ULN=OTHER_ULN)])
    assert [pair.change for pair in found.people] == [SAME, SAME]


# Aims, and paid ones that are gone.


def test_paid_aims_that_are_gone_come_first_the_dearest_before_all() -> None:
    cheap = other(finished(LearnAimRef="Z0020002"))
    people = [
        cheap,
        learner(finished(), milestone()),
        learner(aim(LearnStartDate=date(2024, 9, 18)), LearnRefNumber="L0003", ULN=THIRD_ULN),
    ]
    found = compared(people, [learner(aim(LearnAimRef="Z0099999"), LearnRefNumber="L0009", ULN=1000000051)])
    changes = [(one.aim.LearnAimRef, one.change, lost(one) > 0) for _, one in found.aims]
    assert changes == [
        (BOOTCAMP, GONE, True), ("Z0020002", GONE, True), ("Z0010211", GONE, True), (BOOTCAMP, GONE, False),
        ("Z0099999", NEW, False),
    ]  # fmt: skip
    first, *_ = rows(found, "compare-paid-aims-gone")
    assert (first["learn_aim_ref"], first["earned_before"]) == (BOOTCAMP, Decimal("2100.00"))
    assert comparison_report(found).tables[0].name == "compare-paid-aims-gone"


def test_what_two_aims_of_one_bootcamp_earned_counts_once_in_the_total() -> None:
    found = compared([learner(finished(), milestone())], [other()])
    assert sum(lost(one) for _, one in found.aims) == 300_000
    assert found.lost == 210_000


def test_what_the_ledger_paid_counts_even_if_it_was_not_earned_any_more() -> None:
    without = learner(aim(LearningDeliveryFAM=fams("SOF112", "FFI1")))
    found = compared([without], [other()], paid(("M1", 120_000)))
    (row,) = rows(found, "compare-paid-aims-gone")
    assert (row["paid_in_ledger"], row["learn_ref_number"]) == (Decimal("1200.00"), "L0001")


def test_a_milestone_aim_that_is_gone_takes_its_milestone_with_it() -> None:
    found = compared([learner(finished(), milestone())], [learner(finished())])
    assert [(one.aim.LearnAimRef, lost(one)) for _, one in found.aims if lost(one)] == [("Z0010211", 90_000)]
    (row,) = rows(found, "compare-money")
    assert (row["milestone"], row["before"], row["after"], row["difference"]) == (
        "M2", Decimal("900.00"), Decimal("0.00"), Decimal("-900.00"),
    )  # fmt: skip
    assert (row["status_before"], row["status_after"]) == ("payable", "not reached")


def test_a_corrected_start_is_a_change_and_no_loss() -> None:
    found = compared([learner(aim())], [learner(aim(LearnStartDate=date(2024, 5, 2)))])
    ((_, one),) = found.aims
    assert (one.change, lost(one)) == (CHANGED, 0)
    (row,) = rows(found, "compare-aims")
    assert row["changed_fields"] == "LearnStartDate"
    assert rows(found, "compare-money") == []


# Values.


def test_each_changed_value_has_its_place_and_sensitive_ones_are_hidden() -> None:
    old = learner(aim(), FamilyName="Zzyzxova", Postcode="B1 1AA")
    new = learner(aim(LearningDeliveryFAM=fams("SOF112", "FFI2", "DAM023")), FamilyName="Quetzalina", Postcode="B2 4QA")
    found = compared([old], [new])
    said = [
        (row["aim_seq"], row["record"], row["field"], row["old"], row["new"]) for row in rows(found, "compare-changes")
    ]
    assert said == [
        (None, None, "FamilyName", "(hidden)", "(hidden)"), (None, None, "Postcode", "B1 1AA", "B2 4QA"),
        (1, "LearningDeliveryFAM FFI 1", "LearnDelFAMCode", "1", "2"),
    ]  # fmt: skip
    assert rows(found, "compare-changes", with_names=True)[0]["old"] == "Zzyzxova"


def test_a_hidden_value_that_came_or_went_is_told_from_one_that_was_replaced() -> None:
    row, *_ = rows(compared([learner(NINumber=None)], [learner()]), "compare-changes")
    assert (row["field"], row["old"], row["new"]) == ("NINumber", None, "(hidden)")


def test_destination_records_are_compared_with_their_learner() -> None:
    found = compared([learner(finished()), progression()], [learner(finished()), progression(outcome(code=4))])
    (row,) = rows(found, "compare-changes")
    assert (row["record"], row["field"], row["old"], row["new"]) == (
        "LearnerDestinationandProgression / DPOutcome EMP 1", "OutCode", "1", "4",
    )  # fmt: skip


# Findings and money.


def test_findings_are_new_gone_or_as_before_whatever_the_number_of_the_aim() -> None:
    without = fams("SOF112", "FFI1")
    old = [learner(aim(LearningDeliveryFAM=without)), other(ULN=9999999999)]
    new = [learner(aim(LearningDeliveryFAM=without, AimSeqNumber=5)), other(aim(LearningDeliveryFAM=without))]
    found = compared(old, new)
    by_rule = {row["rule"]: row for row in rows(found, "compare-findings")}
    assert [by_rule["NP-09"][name] for name in ("before", "after", "new", "gone")] == [1, 2, 1, 0]
    assert [by_rule["NP-02"][name] for name in ("before", "after", "new", "gone")] == [1, 0, 0, 1]
    each = [(row["change"], row["rule"], row["learn_ref_number"]) for row in rows(found, "compare-findings-each")]
    assert (NEW, "NP-09", "L0002") in each
    assert (GONE, "NP-02", "L0002") in each
    assert (NEW, "NP-09", "L0001") not in each
    (message,) = [row["message"] for row in rows(found, "compare-findings-each") if row["rule"] == "NP-09"]
    assert "Add the devolved area monitoring code 023" in str(message)


def test_a_rule_of_a_field_is_named_by_its_field() -> None:
    found = compared([learner()], [learner(AddLine1="1 Road | 2")])
    (row,) = [row for row in rows(found, "compare-findings") if row["severity"] == "schema"]
    assert (row["what"], row["new"]) == ("AddLine1: not as the schema of the year asks", 1)


def test_both_sides_are_judged_on_the_same_day_so_that_only_records_make_a_difference() -> None:
    just_begun = learner(aim(LearnStartDate=date(2024, 8, 19)))
    found = compared([just_begun], [just_begun])
    assert all(
        money.before == money.after == 120_000
        for _, one in found.aims
        for money in one.money
        if money.milestone == "M1"
    )


def test_the_older_return_is_the_history_of_the_newer_one() -> None:
    """The 80 % is judged on the planned end that was returned first (AMB-11)."""
    ended = date(2024, 7, 1)
    old = learner(aim(LearnPlanEndDate=date(2024, 9, 30)))
    new = learner(finished(LearnPlanEndDate=ended, LearnActEndDate=ended), milestone(day=date(2024, 7, 10)))
    found = compared([old], [new])
    (money,) = [money for _, one in found.aims for money in one.money if money.milestone == "M2"]
    assert (money.after, money.status_after) == (0, "not reached")
    alone = compared([other()], [new])
    assert [money.after for _, one in alone.aims for money in one.money if money.milestone == "M2" and money.after]


def test_money_adds_up_by_milestone() -> None:
    found = compared([learner(finished(), milestone()), other()], [learner(finished()), other()])
    summary = {row["what"]: (row["before"], row["after"], row["difference"]) for row in rows(found, "compare")}
    assert summary["money: M1"] == (Decimal("2400.00"), Decimal("2400.00"), Decimal("0.00"))
    assert summary["money: M2"] == (Decimal("900.00"), Decimal("0.00"), Decimal("-900.00"))
    assert summary["money: all milestones"][2] == Decimal("-900.00")


# Several files, years and providers.


def test_of_several_returns_on_a_side_the_newest_counts() -> None:
    before = [opened([learner(), other()], date(2024, 8, 1)), opened([learner()], date(2024, 8, 10))]
    found = compared(before, [learner()])
    assert [pair.change for pair in found.people] == [SAME]


def test_providers_are_compared_each_by_itself() -> None:
    before = [opened([learner()]), opened([learner()], ukprn=10000002)]
    after = [opened([learner()], LATER), opened([learner(Sex="M")], LATER, ukprn=10000002)]
    found = compared(before, after)
    assert {pair.person.UKPRN: pair.change for pair in found.people} == {UKPRN: SAME, 10000002: CHANGED}
    learners = {row["ukprn"]: row["changed"] for row in rows(found, "compare") if row["what"] == "learners"}
    assert learners == {UKPRN: 0, 10000002: 1}


def test_returns_of_two_years_are_compared_by_reference() -> None:
    found = compared([learner()], [opened([learner()], LATER, "2024-25")])
    assert [pair.change for pair in found.people] == [SAME]


def test_with_the_same_years_on_both_sides_a_year_is_compared_with_itself() -> None:
    both = [opened([learner()]), opened([learner(Sex="M")], date(2024, 8, 15), "2024-25")]
    later = [opened([learner()], LATER), opened([learner(Sex="M")], LATER, "2024-25")]
    assert {pair.change for pair in compared(both, later).people} == {SAME}


def test_the_older_of_two_files_is_told_by_its_preparation_date() -> None:
    new, old = opened([learner()], LATER), opened([other()], EARLIER)
    assert older_first([new, old], LATER) == [old, new]
