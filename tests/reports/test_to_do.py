"""The to-do list: what costs money first, windows that close, and each thing once."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from openlet.reports.to_do import to_do
from openlet.reports.work import COLUMNS
from tests.make import (
    ULN,
    aim,
    boxes,
    fams,
    finished,
    learner,
    milestone,
    status,
)
from tests.reports.asking import Returned, Row, entry, judge, only, pick, returned, rows

WITHOUT_023 = fams("SOF112", "FFI1")
ENDED = date(2024, 7, 31)
LAST = date(2025, 1, 31)  # six months later


def listed(*returns: Returned, **how: object) -> list[Row]:
    """The rows of the list."""
    return rows(to_do(judge(*returns, **how)), "to-do")  # type: ignore[arg-type]


def why(found: list[Row]) -> list[str]:
    """The codes, in the order of the list."""
    return [str(row["why"]).split(":")[0] for row in found]


def test_the_columns_are_those_of_the_design_in_their_order() -> None:
    assert COLUMNS[4:] == (
        "priority", "learner", "aim", "field", "found", "expected", "why", "deadline_return", "owner",
        "done", "reason", "kind", "code", "bootcamp_ref", "milestones", "at_stake", "by_this_alone", "deadline",
        "days_left", "last_return",
    )  # fmt: skip


def test_a_row_says_what_to_do_where_why_and_by_when() -> None:
    (row,) = pick(listed(returned(learner(aim(LearningDeliveryFAM=WITHOUT_023)))), priority=1)
    assert row == {
        "return": "2023-24 R13",
        "as_of": date(2024, 8, 20),
        "ukprn": 10999991,
        "contract_id": "EXAMPLE-0001",
        "priority": 1,
        "learner": "L0001",
        "aim": "1: Z0020001",
        "field": "DAM",
        "found": "blank",
        "expected": "Add the devolved area monitoring code 023.",
        "why": "NP-09: A-080",
        "deadline_return": "2023-24 R13, closes 2024-09-16",
        "owner": None,
        "done": None,
        "reason": None,
        "kind": "Stops a payment",
        "code": "NP-09",
        "bootcamp_ref": "Z0020001",
        "milestones": "M1",
        "at_stake": Decimal("1200.00"),
        "by_this_alone": Decimal("1200.00"),
        "deadline": date(2024, 9, 16),
        "days_left": 27,
        "last_return": "2023-24 R14, closes 2024-10-17",
    }


def test_no_pay_comes_first_and_the_most_money_first_of_all() -> None:
    cheap = learner(
        aim(LearnAimRef="Z0020002", LearningDeliveryFAM=WITHOUT_023), LearnRefNumber="A", ULN=1000000035
    )  # fmt: skip
    dear = learner(aim(LearningDeliveryFAM=WITHOUT_023), LearnRefNumber="B", ULN=1000000043)
    both = learner(
        aim(LearningDeliveryFAM=WITHOUT_023), LearnRefNumber="C", ULN=1000000051, LearnerEmploymentStatus=[status(98)]
    )  # fmt: skip
    unallocated = learner(aim(LearnAimRef="Z0020099"), LearnRefNumber="D", ULN=1000000078)
    found = listed(returned(cheap, dear, both, unallocated), readings='scope = "all_sof_112"')
    first = pick(found, priority=1)
    assert [row["learner"] for row in first][:4] == ["B", "C", "C", "A"]
    assert [(row["at_stake"], row["by_this_alone"]) for row in first][1:3] == [
        (Decimal("1200.00"), Decimal("0.00"))
    ] * 2
    assert first[-1]["learner"] == "D"
    assert found[: len(first)] == first
    assert [row["priority"] for row in found] == sorted(row["priority"] for row in found)  # type: ignore[type-var]


def test_gaps_and_warnings_have_their_rules_priority() -> None:
    found = listed(returned(learner(Ethnicity=None, Postcode="ZZ99 9ZZ")))
    assert only(found, why="WMCA_Postcode_02: A-043")["priority"] == 5
    assert only(found, field="Ethnicity")["priority"] == 4


def test_what_concerns_the_learner_is_listed_once_for_several_bootcamps() -> None:
    second = aim(AimSeqNumber=2, LearnAimRef="Z0020002", LearnStartDate=date(2024, 6, 3))
    assert len(pick(listed(returned(learner(aim(), second, Ethnicity=None))), field="Ethnicity")) == 1


def test_a_learner_with_nothing_wrong_is_not_listed() -> None:
    assert listed(returned(learner(aim(LearnPlanEndDate=date(2024, 9, 30))))) == []


# Claims that earn nothing, and what cannot be judged.


def test_a_milestone_aim_that_earns_nothing_soon_costs_money() -> None:
    found = listed(returned(learner(finished(), milestone(ProviderSpecDeliveryMonitoring=boxes("Z0020002")))))
    row = only(found, why="MC-06: A-088 A-143 A-151")
    assert (row["priority"], row["field"]) == (2, "ProvSpecDelMon")


def test_one_who_left_before_day_14_is_nothing_to_do() -> None:
    early = learner(aim(CompStatus=3, LearnActEndDate=date(2024, 5, 9), Outcome=3, WithdrawReason=2,
                        ProviderSpecDeliveryMonitoring=boxes("WMCA5.0")))  # fmt: skip
    assert "MC-02" not in why(listed(returned(early)))


def test_day_14_has_passed_but_no_return_shows_the_learner_continuing() -> None:
    run = returned(learner(finished()), prepared=date(2024, 8, 20))
    found = listed(run, readings='m1_status = "continuing_in_a_return"')
    assert only(found, why="MC-02: A-141")["priority"] == 2


def test_a_learner_whose_day_has_not_come_is_nothing_to_do() -> None:
    assert "MC-01" not in why(listed(returned(learner(), prepared=date(2024, 5, 14))))


def test_what_keeps_a_milestone_from_being_judged_soon_costs_money_whatever_its_rules_priority() -> None:
    row = only(listed(returned(learner(aim(CompStatus=None)))), field="CompStatus")
    assert (row["priority"], row["found"]) == (2, "blank")
    assert str(row["why"]).startswith("WMCA_CompStatus_01")


def test_a_value_that_cannot_be_read_is_listed_though_no_wmca_rule_speaks_of_it() -> None:
    twice = learner(aim(), aim(AimSeqNumber=2))
    row = only(listed(returned(twice)), field="Z0020001")
    assert row["found"] == "Z0020001 is returned twice with one start date"
    assert row["expected"] == ("Put it right: until then M1 cannot be judged. 14 days have passed since the start.")


# Windows.


def no_offer(**fields: object) -> Returned:
    """A learner who finished on 31 July 2024 and has no milestone aim yet; ``fields`` of the bootcamp."""
    return returned(learner(finished(LearnActEndDate=ENDED, **fields)))


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (61, None),
        (60, "The time for Milestone 3 ends in 60 days (within 60), on 31 January 2025."),
        (31, "The time for Milestone 3 ends in 31 days (within 60), on 31 January 2025."),
        (30, "The time for Milestone 3 ends in 30 days (within 30), on 31 January 2025."),
        (0, "The time for Milestone 3 ends in 0 days (within 14), on 31 January 2025."),
        (-1, None),
    ],
)
def test_the_six_months_running_out_are_told_in_time(before: int, said: str | None) -> None:
    found = pick(listed(no_offer(), as_of=LAST - timedelta(days=before)), found="no Z0010212 is returned")
    assert [str(row["expected"]).split(" If ")[0] for row in found] == ([said] if said else [])
    assert {row["priority"] for row in found} <= {2}


def test_the_window_names_the_return_that_can_still_carry_the_claim() -> None:
    row = only(listed(no_offer(), as_of=date(2025, 1, 15)), found="no Z0010212 is returned")
    assert row["deadline_return"] == "2024-25 R06 (inferred), closes 2025-02-06"
    assert row["why"] == "MC-10: A-149 A-154"


def test_a_missing_milestone_2_claim_is_told_with_milestone_3_which_needs_it() -> None:
    found = listed(no_offer(), as_of=date(2025, 1, 15))
    assert {row["found"] for row in found} >= {"no Z0010211 is returned", "no Z0010212 is returned"}


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, True),
        ({"Outcome": 3}, False),  # not achieved: no offer earns anything
        ({"CompStatus": 3, "Outcome": 3}, False),
    ],
)
def test_only_a_bootcamp_completed_and_achieved_has_a_window(fields: dict[str, object], told: bool) -> None:
    found = listed(no_offer(**fields), as_of=date(2025, 1, 15))
    assert bool(pick(found, found="no Z0010212 is returned")) is told


def test_a_claim_that_was_returned_or_paid_needs_no_reminder() -> None:
    both = returned(learner(finished(), milestone(), milestone("Z0010212")))
    assert not pick(listed(both, as_of=date(2025, 1, 15)), priority=2)
    paid = listed(no_offer(), as_of=date(2025, 1, 15), paid=[entry("M3", 90000, ULN=ULN)])
    assert not pick(paid, found="no Z0010212 is returned")


def test_the_contracts_last_day_for_milestone_aims_ends_the_window_earlier() -> None:
    found = listed(no_offer(), as_of=date(2024, 11, 20), readings="milestone_latest = 2024-11-30")
    row = only(found, found="no Z0010212 is returned")
    assert "in 10 days (within 14), on 30 November 2024" in str(row["expected"])


def test_a_return_without_learners_gives_an_empty_table_with_headers() -> None:
    report = to_do(judge(returned()))
    assert report.tables[0].columns == COLUMNS
    assert rows(report, "to-do") == []


# What hangs on a line, and by when.


def test_a_claim_that_earns_nothing_has_the_milestone_that_it_would_earn() -> None:
    found = listed(returned(learner(finished(), milestone(ProviderSpecDeliveryMonitoring=boxes("Z0020002")))))
    row = only(found, code="MC-06")
    assert (row["milestones"], row["at_stake"], row["by_this_alone"]) == ("M2", Decimal("900.00"), Decimal("900.00"))


def test_what_cannot_be_judged_has_the_milestones_that_wait() -> None:
    row = only(listed(returned(learner(aim(CompStatus=None)))), field="CompStatus")
    assert (row["kind"], row["milestones"]) == ("Keeps a payment from being judged", "M1")


def test_a_window_is_due_on_its_own_last_day_and_names_the_last_return_of_that_days_year() -> None:
    row = only(listed(no_offer(), as_of=date(2025, 1, 15)), found="no Z0010212 is returned")
    assert (row["deadline"], row["days_left"]) == (LAST, 16)
    assert (row["milestones"], row["at_stake"]) == ("M3", Decimal("900.00"))
    assert str(row["last_return"]).startswith("2024-25 R14")


def test_what_no_return_can_carry_any_more_comes_last_of_its_kind() -> None:
    ended = finished(LearningDeliveryFAM=WITHOUT_023)
    closed = returned(learner(ended, LearnRefNumber="A", ULN=1000000035))
    still = learner(
        aim(LearnAimRef="Z0020002", LearnStartDate=date(2024, 9, 2), LearningDeliveryFAM=WITHOUT_023),
        LearnRefNumber="B", ULN=1000000043,
    )  # fmt: skip
    found = listed(closed, returned(still, year="2024-25", prepared=date(2024, 12, 2)), as_of=date(2024, 12, 2))
    first = [row for row in found if row["code"] == "NP-09"]
    assert [(row["learner"], row["at_stake"]) for row in first] == [
        ("B", Decimal("960.00")),
        ("A", Decimal("1200.00")),
    ]
    assert first[1]["deadline_return"] == "none: 2023-24 is closed"


def test_one_who_goes_on_though_the_year_is_closed_is_to_be_returned_in_the_next() -> None:
    row = only(listed(returned(learner(aim(LearningDeliveryFAM=WITHOUT_023))), as_of=date(2024, 12, 2)), code="NP-09")
    assert str(row["expected"]).endswith(" 2023-24 is closed: return the aim in 2024-25 with it.")
    assert str(row["deadline_return"]).startswith("2024-25 R04")
    assert str(row["last_return"]).startswith("2024-25 R14")


@pytest.mark.parametrize(
    ("sex", "kind", "priority"),
    [("X", "The national rules refuse it", 3), ("XX", "Keeps the learner out of the export", 1)],
)
def test_what_is_refused_holds_up_what_is_payable_now_where_every_rule_was_run(
    sex: str, kind: str, priority: int
) -> None:
    wrong = returned(learner(aim(LearnPlanEndDate=date(2024, 9, 30)), Sex=sex))
    assert pick(listed(wrong), kind=kind) == []
    row = only(listed(wrong, looking=True), kind=kind)
    assert (row["priority"], row["field"], row["at_stake"]) == (priority, "Sex", Decimal("1200.00"))
    assert row["expected"]
    assert f"Sex is {sex}" in str(row["found"])
