"""Data quality over returns: an example worked by hand, ages, values, and rules that could not judge."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from openlet.ilr.records import Learner
from openlet.reports.no_pay import no_pay
from openlet.reports.quality import quality
from openlet.reports.tables import Report
from openlet.rules import book
from openlet.scale import stage_one
from tests.make import aim, fams, finished, learner, milestone, status
from tests.reports.asking import OTHER_UKPRN, Returned, judge, only, pick, returned, rows

WRONG = {"LearningDeliveryFAM": fams("SOF112", "FFI1")}  # without DAM 023: NP-09
JUNE, JULY, AUGUST = date(2024, 6, 3), date(2024, 7, 2), date(2024, 8, 20)
R10, R11, R13 = "2023-24 R10 (inferred)", "2023-24 R11 (inferred)", "2023-24 R13"
ULNS = dict(zip("ABCDE", (1000000035, 1000000043, 1000000051, 1000000060, 1000000078), strict=True))


def person(letter: str, *aims: Any, **fields: Any) -> Learner:
    return learner(*aims, LearnRefNumber=letter, ULN=ULNS[letter], **fields)


def wrong(letter: str) -> Learner:
    return person(letter, aim(**WRONG))


def right(letter: str) -> Learner:
    return person(letter, aim())


def asked(*returns: Returned, **how: Any) -> Report:
    return quality(judge(*returns, looking=True, **how))


# The example: DAM 023 is missing (NP-09) for
#   A in all three returns; B in June, mended in July, wrong again in August; C in August, when it is first returned;
#   D in June, mended in July; E in June and July, and no longer returned in August.

EXAMPLE = (
    returned(*(wrong(letter) for letter in "ABDE"), prepared=JUNE),
    returned(wrong("A"), right("B"), right("D"), wrong("E"), prepared=JULY),
    returned(wrong("A"), wrong("B"), wrong("C"), right("D"), prepared=AUGUST),
)


@pytest.fixture(scope="module")
def example() -> Report:
    return asked(*EXAMPLE)


def test_a_rule_says_how_much_there_is_now_since_when_at_the_longest_and_what_it_costs(example: Report) -> None:
    row = only(rows(example, "quality"), rule="NP-09")
    assert {name: row[name] for name in list(row)[4:]} == {
        "severity": "no-pay",
        "rule": "NP-09",
        "what": "DAM 023 missing",
        "statement": "A-080",
        "findings": 3,
        "learners": 3,
        "first_seen_return": R10,
        "returns_open": 3,
        "days_open": 78,  # 3 June to 20 August
        "value_at_stake": Decimal("3600.00"),  # three times Milestone 1
        "value_is": "milestones that it stops",
    }


def test_each_return_is_held_against_the_one_before(example: Report) -> None:
    found = pick(rows(example, "quality-returns"), rule="NP-09")
    columns = ("return", "findings", "learners", "new", "as_before", "mended", "no_longer_returned")
    assert [tuple(row[name] for name in columns) for row in found] == [
        (R10, 4, 4, None, None, None, None),
        (R11, 2, 2, 0, 2, 2, 0),
        (R13, 3, 3, 2, 1, 0, 1),
    ]


def test_each_open_finding_has_its_own_age_without_a_break(example: Report) -> None:
    found = pick(rows(example, "quality-findings"), rule="NP-09")
    columns = ("first_seen_return", "returns_open", "days_open")
    assert {row["learn_ref_number"]: tuple(row[name] for name in columns) for row in found} == {
        "A": (R10, 3, 78),
        "B": (R13, 1, 0),
        "C": (R13, 1, 0),
    }


def test_the_ages_are_those_of_the_no_pay_report() -> None:
    run = judge(*EXAMPLE, looking=True)
    ages = {
        row["learn_ref_number"]: row["returns_open"] for row in pick(rows(no_pay(run), "no-pay"), reason_code="NP-09")
    }
    assert ages == {
        row["learn_ref_number"]: row["returns_open"]
        for row in pick(rows(quality(run), "quality-findings"), rule="NP-09")
    }


def test_the_order_of_the_files_changes_nothing(example: Report) -> None:
    again = asked(*reversed(EXAMPLE))
    assert [(table.name, list(table.rows)) for table in again.tables] == [
        (table.name, list(table.rows)) for table in example.tables
    ]


# Values.


def test_a_refused_record_puts_what_is_payable_at_stake_and_the_total_counts_it_once() -> None:
    report = asked(returned(person("A", finished(), milestone(), Accom=9, Sex="Z")))
    refused = [row for row in rows(report, "quality-findings") if row["severity"] in ("schema", "error")]
    assert len(refused) >= 2
    assert {row["value_at_stake"] for row in refused} == {Decimal("2100.00")}  # Milestones 1 and 2
    assert only(rows(report, "quality"), rule="total")["value_at_stake"] == Decimal("2100.00")


def test_what_only_has_to_be_done_puts_no_money_at_stake_by_itself() -> None:
    report = asked(returned(person("A", aim(), Ethnicity=None)))
    found = pick(rows(report, "quality-findings"), severity="to-do")
    assert found
    assert {row["value_at_stake"] for row in found} == {None}


def test_two_no_pay_reasons_on_one_learner_are_each_worth_what_they_stop_and_once_in_the_total() -> None:
    report = asked(returned(person("A", aim(**WRONG), LearnerEmploymentStatus=[status(98)])))
    assert only(rows(report, "quality"), rule="NP-09")["value_at_stake"] == Decimal("1200.00")
    assert only(rows(report, "quality"), rule="NP-10")["value_at_stake"] == Decimal("1200.00")
    assert only(rows(report, "quality"), rule="total")["value_at_stake"] == Decimal("1200.00")


def test_a_no_pay_reason_on_the_learner_and_on_a_milestone_aim_finds_its_money() -> None:
    one = asked(returned(learner(finished(), milestone(), ULN=9999999999)))
    assert only(rows(one, "quality"), rule="NP-02")["value_at_stake"] == Decimal("2100.00")
    other = date(2024, 8, 6)
    two = asked(returned(person("A", finished(), milestone(LearnPlanEndDate=other))))
    assert only(rows(two, "quality"), rule="NP-15")["value_at_stake"] == Decimal("900.00")


# Time.


def test_an_earlier_return_is_judged_on_the_day_it_was_prepared() -> None:
    """The planned end, 31 July, had not passed when the July return was made: what is late now was not late then."""
    late = person("A", aim(LearnPlanEndDate=date(2024, 7, 31)))
    report = asked(returned(late, prepared=JULY), returned(late, prepared=AUGUST))
    row = only(rows(report, "quality-findings"), rule="WMCA_CompStatus_03")
    assert (row["first_seen_return"], row["returns_open"]) == (R13, 1)
    assert [row["return"] for row in pick(rows(report, "quality-returns"), rule="WMCA_CompStatus_03")] == [R13]


def test_a_finding_that_goes_on_into_the_next_year_keeps_its_age() -> None:
    report = asked(
        returned(wrong("A"), prepared=AUGUST), returned(wrong("A"), year="2024-25", prepared=date(2024, 9, 5))
    )
    found = pick(rows(report, "quality-findings"), rule="NP-09")
    assert {row["return"]: (row["first_seen_return"], row["returns_open"]) for row in found} == {
        R13: (R13, 1),
        "2024-25 R01 (inferred)": (R13, 2),
    }
    new = pick(rows(report, "quality-returns"), rule="NP-09")
    assert [row["new"] for row in new] == [None, None]  # each is the first of its year
    assert only(rows(report, "quality"), rule="NP-09")["value_at_stake"] == Decimal("1200.00")


def test_a_return_of_another_provider_is_no_history() -> None:
    report = asked(returned(wrong("A"), prepared=JULY, ukprn=OTHER_UKPRN), returned(wrong("A"), prepared=AUGUST))
    row = only(rows(report, "quality-findings"), rule="NP-09", ukprn=10999991)
    assert (row["first_seen_return"], row["returns_open"]) == (R13, 1)


def test_a_return_after_the_day_is_left_out() -> None:
    report = asked(returned(wrong("A"), prepared=JULY), returned(right("A"), prepared=AUGUST), as_of=JULY)
    assert {row["return"] for row in rows(report, "quality-returns")} == {R11}


def test_an_aim_whose_number_changes_is_the_same_aim() -> None:
    report = asked(
        returned(person("A", aim(**WRONG)), prepared=JULY),
        returned(person("A", aim(**WRONG, AimSeqNumber=2)), prepared=AUGUST),
    )
    assert only(rows(report, "quality-findings"), rule="NP-09")["returns_open"] == 2


# Rules.


def test_every_rule_is_listed_with_how_it_ended_and_none_is_silent() -> None:
    report = asked(returned(wrong("A")))
    ran = rows(report, "quality-rules-run")
    assert {row["rule"] for row in ran} >= {one.code for one in book()}
    assert only(ran, rule="NP-09")["status"] == "found"
    skipped = pick(ran, status="skipped")
    assert skipped and all(row["reason"] for row in skipped)


def test_a_rule_that_crashed_is_told_first_and_never_counts_as_clean(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> bool:
        raise ZeroDivisionError

    broken = tuple(replace(one, fault=crash) if one.code == "NP-09" else one for one in book())
    monkeypatch.setattr(stage_one, "book", lambda: broken)
    ran = rows(asked(returned(wrong("A"))), "quality-rules-run")
    assert (ran[0]["rule"], ran[0]["status"]) == ("NP-09", "crashed")


def test_files_that_nobody_looked_at_are_refused_rather_than_shown_as_clean() -> None:
    with pytest.raises(ValueError, match="nobody looked"):
        quality(judge(returned(wrong("A"))))


def test_a_run_without_findings_has_headers_and_a_total_of_nothing() -> None:
    report = asked(returned(right("A")))
    (row,) = rows(report, "quality")
    assert (row["rule"], row["findings"], row["value_at_stake"]) == ("total", 0, Decimal("0.00"))
