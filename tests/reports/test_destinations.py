"""The destination analysis: leavers, headline, progression, agreement, timeliness, and the version to share."""

from datetime import date
from decimal import Decimal

import pytest

from openlet.ilr.records import Learner, LearnerDestinationandProgression
from openlet.reports.destinations import destinations
from openlet.reports.judged import Judged
from openlet.reports.tables import Report
from tests.make import (
    OTHER_ULN,
    aim,
    boxes,
    contract,
    finished,
    learner,
    outcome,
    progression,
    status,
)
from tests.reports.asking import OTHER_CONTRACT, OTHER_UKPRN, Row, judge, only, pick, returned, rows

LAST_DAY = date(2024, 7, 31)


def left(code: str | None, number: int = 1, emp_stat: int = 11, ended: date = LAST_DAY) -> Learner:
    """A learner who left with a WMCA code, or without one."""
    bootcamp = finished(ProviderSpecDeliveryMonitoring=boxes(*([code] if code else [])), LearnActEndDate=ended)
    reference = f"L{number:04}"
    return learner(bootcamp, LearnRefNumber=reference, ULN=number, LearnerEmploymentStatus=[status(emp_stat)])


def record(number: int = 1, *outcomes: object) -> LearnerDestinationandProgression:
    """The destination record of that learner."""
    return progression(*outcomes, LearnRefNumber=f"L{number:04}", ULN=number)  # type: ignore[arg-type]


def full(run: Judged) -> Report:
    """All figures."""
    return destinations(run)[0]


def to_share(run: Judged) -> Report:
    """The version to share."""
    return destinations(run)[1]


def headline(run: Judged) -> dict[object, tuple[object, object]]:
    """Leavers and per cent by line."""
    return {row["line"]: (row["leavers"], row["percent"]) for row in rows(full(run), "destinations-headline")}


CODES = ["WMCA1.1", "WMCA1.0", "WMCA5.0", "WMCA14.0", "WMCA15.0", "WMCA17.1", None, "WMCA2.5"]


def test_leavers_are_counted_by_category_with_those_not_reached_on_lines_of_their_own() -> None:
    lines = headline(
        judge(
            returned(*(left(code, number) for number, code in enumerate(CODES, 1)), learner(LearnRefNumber="X", ULN=99))
        )
    )
    assert lines == {
        "leavers": (7, Decimal("100.0")),
        "Positive": (1, Decimal("14.3")),
        "Neutral": (3, Decimal("42.9")),
        "Negative": (1, Decimal("14.3")),
        "unresolved": (1, Decimal("14.3")),
        "missing (no code)": (1, Decimal("14.3")),
        "unable to contact": (1, Decimal("14.3")),
        "not known": (1, Decimal("14.3")),
        "social destinations (SDE), not counted above": (1, None),
    }


def test_esfas_categories_head_the_report_if_the_contract_says_so() -> None:
    run = judge(returned(*(left(code, n) for n, code in enumerate(CODES, 1))), readings='category_source = "esfa"')
    lines = headline(run)
    assert (lines["Positive"][0], lines["Neutral"][0], lines["Negative"][0]) == (2, 0, 3)
    assert only(rows(full(run), "destinations-headline"), line="unable to contact")["part_of"] == "Negative"
    row = only(rows(full(run), "destinations-leavers"), wmca_code="WMCA1.0")
    assert (row["category"], row["wmca_category"], row["esfa_category"]) == ("Positive", "Neutral", "Positive")


def test_social_destinations_are_counted_if_the_contract_says_so() -> None:
    lines = headline(judge(returned(left("WMCA17.1")), readings="count_sde = true"))
    assert lines["Positive"] == (1, Decimal("100.0"))
    assert lines["social destinations (SDE), not counted above"] == (0, None)


def test_the_leavers_table_counts_each_bootcamp_month_and_code() -> None:
    leaving = [left("WMCA1.1", 1), left("WMCA1.1", 2), left("WMCA1.1", 3, ended=date(2024, 6, 30)), left(None, 4)]
    found = rows(full(judge(returned(*leaving))), "destinations-leavers")
    assert [
        (row["bootcamp"], row["leaving_month"], row["wmca_code"], row["measure"], row["category"], row["leavers"])
        for row in found
    ] == [
        ("Example data bootcamp", "2024-06", "WMCA1.1", "Increase in hours", "Positive", 1),
        ("Example data bootcamp", "2024-07", "WMCA1.1", "Increase in hours", "Positive", 2),
        ("Example data bootcamp", "2024-07", "missing", None, "missing", 1),
    ]
    assert {(row["wave"], row["provider"]) for row in found} == {("Wave 5", "Example Training Ltd")}


def test_those_in_work_at_the_start_are_counted_by_what_became_better() -> None:
    leaving = [left("WMCA1.1", 1, 10), left("WMCA2.1", 2, 10), left("WMCA1.5", 3, 10), left("WMCA1.0", 4, 10)]
    leaving += [left("WMCA5.1", 5, 10), left("WMCA1.1", 6, 11)]  # voluntary work is no progress in work
    found = rows(full(judge(returned(*leaving))), "destinations-in-work")
    assert [(row["measure_no"], row["measure"], row["leavers"]) for row in found] == [
        (None, "total", 5),
        (1, "Increase in hours", 2),
        (2, "Increase in pay", 0),
        (3, "Career change", 0),
        (4, "More responsibility with a change to Job Description", 0),
        (5, "Apprenticeship", 1),
        (None, "other", 2),
    ]
    assert only(found, measure_no=1)["percent"] == Decimal("40.0")


def test_those_out_of_work_at_the_start_are_counted_by_the_work_they_found() -> None:
    leaving = [left("WMCA1.3", 1, 11), left("WMCA3.0", 2, 12), left("WMCA5.0", 3, 11), left("WMCA1.3", 4, 10)]
    found = rows(full(judge(returned(*leaving))), "destinations-into-work")
    assert [(row["outcome"], row["leavers"]) for row in found] == [
        (None, 3),
        ("EMP1", 1),
        ("EMP2", 0),
        ("EMP4", 1),
        ("EMP5", 0),
        (None, 1),
    ]


# Held against the destination records.


def test_code_and_destination_record_are_held_against_each_other() -> None:
    run = judge(
        returned(
            left("WMCA1.1", 1), left("WMCA1.1", 2), left("WMCA5.0", 3), left(None, 4),
            record(1, outcome("EMP", 1)), record(2, outcome("EMP", 2)), record(4, outcome("EMP", 1)),
        )
    )  # fmt: skip
    found = rows(full(run), "destinations-agreement")
    assert [(r["wmca_code_says"], r["destination_record_says"], r["agrees"], r["leavers"]) for r in found] == [
        ("EMP1", "EMP1", True, 1),
        ("EMP1", "EMP2", False, 1),
        ("NPE1", "no record", None, 1),
        ("missing", "EMP1", None, 1),
    ]


def test_only_leavers_of_april_to_july_2024_need_both() -> None:
    later = left("WMCA1.1", ended=date(2024, 8, 1))
    run = judge(returned(later, record(1, outcome("EMP", 2))))
    assert rows(full(run), "destinations-agreement") == []
    assert only(rows(full(run), "destinations-learners"))["agrees"] is False


@pytest.mark.parametrize(
    ("outcomes", "said"),
    [
        ([outcome("NPE", 1, date(2024, 8, 1)), outcome("EMP", 1, date(2024, 8, 9))], "EMP"),
        ([outcome("EMP", 1, date(2024, 8, 1), OutEndDate=date(2024, 8, 9)), outcome("NPE", 1, LAST_DAY)], "NPE"),
        ([outcome("EMP", 1, date(2024, 8, 1), OutEndDate=date(2024, 8, 9))], None),
    ],
)
def test_the_outcome_in_force_counts(outcomes: list[object], said: str | None) -> None:
    run = judge(returned(left("WMCA1.1"), record(1, *outcomes)))
    assert only(rows(full(run), "destinations-learners"))["out_type"] == said


def test_the_newest_years_destination_record_counts() -> None:
    older = returned(record(1, outcome("EMP", 1, date(2024, 8, 7))), prepared=date(2024, 8, 20), year="2022-23")
    newer = returned(left("WMCA1.1"), record(1, outcome("NPE", 1, date(2024, 8, 1))), prepared=date(2024, 8, 10))
    for order in ((older, newer), (newer, older)):
        assert only(rows(full(judge(*order)), "destinations-learners"))["out_type"] == "NPE"


def test_the_record_is_taken_to_speak_of_the_bootcamp_left_last() -> None:
    two = learner(
        finished(LearnActEndDate=date(2024, 6, 28), ProviderSpecDeliveryMonitoring=boxes("WMCA5.0")),
        finished(
            AimSeqNumber=2, LearnAimRef="Z0020002", LearnStartDate=date(2024, 7, 1), LearnPlanEndDate=date(2024, 8, 9),
            LearnActEndDate=date(2024, 8, 9),
        ),
        LearnRefNumber="L0001", ULN=1,
    )  # fmt: skip
    found = rows(full(judge(returned(two, record(1, outcome("EMP", 1, date(2024, 8, 12)))))), "destinations-learners")
    assert [(row["bootcamp_ref"], row["out_type"], row["days_to_collection"]) for row in found] == [
        ("Z0020001", None, None),
        ("Z0020002", "EMP", 3),
    ]


def test_days_until_the_destination_was_collected() -> None:
    collected = [date(2024, 8, 2), date(2024, 8, 5), date(2024, 10, 1), date(2024, 10, 2)]
    leaving: list[Learner | LearnerDestinationandProgression] = [left("WMCA1.1", n) for n in range(1, 6)]
    leaving += [record(n, outcome(OutCollDate=day)) for n, day in enumerate(collected, 1)]
    row = only(rows(full(judge(returned(*leaving, prepared=date(2024, 10, 10)))), "destinations-timeliness"))
    assert (row["leavers"], row["with_collection_date"], row["late"]) == (5, 4, 2)  # due by 30 September
    assert (row["median_days"], row["shortest_days"], row["longest_days"]) == (Decimal("33.5"), 2, 63)


def test_a_destination_that_moved_is_shown_with_what_it_was() -> None:
    run = judge(
        returned(left("WMCA5.0"), prepared=date(2024, 8, 10)),
        returned(left("WMCA15.0"), prepared=date(2024, 8, 15)),
        returned(left("WMCA1.1"), prepared=date(2024, 8, 20)),
    )
    row = only(rows(full(run), "destinations-learners"))
    assert (row["codes_before"], row["wmca_code"]) == ("WMCA5.0 WMCA15.0", "WMCA1.1")


def test_destinations_that_moved_are_counted_from_what_they_were_last() -> None:
    run = judge(
        returned(left("WMCA5.0", 1), left("WMCA5.0", 2), left("WMCA1.1", 3), prepared=date(2024, 8, 10)),
        returned(left("WMCA15.0", 1), left("WMCA1.1", 2), left("WMCA1.1", 3), prepared=date(2024, 8, 15)),
        returned(left("WMCA1.1", 1), left("WMCA1.1", 2), left("WMCA1.1", 3), prepared=date(2024, 8, 20)),
    )
    found = rows(full(run), "destinations-moved")
    assert {(row["code_before"], row["code_now"], row["leavers"]) for row in found} == {
        ("WMCA15.0", "WMCA1.1", 1),
        ("WMCA5.0", "WMCA1.1", 1),
    }


def test_codes_and_measures_are_counted_with_wmcas_and_esfas_categories() -> None:
    report = full(judge(returned(*(left(code, n) for n, code in enumerate([*CODES, "WMCA10.1", "WMCA12.1"], 1)))))
    codes = {row["wmca_code"]: row for row in rows(report, "destinations-codes")}
    assert list(codes)[:2] == ["WMCA1.1", "WMCA1.0"] and list(codes)[-2:] == ["unresolved", "missing"]
    assert (codes["WMCA1.0"]["wmca_category"], codes["WMCA1.0"]["esfa_category"]) == ("Neutral", "Positive")
    assert (codes["WMCA17.1"]["counted"], codes["WMCA17.1"]["percent"]) == (False, None)
    measures = {row["measure_no"]: row["leavers"] for row in rows(report, "destinations-measures")}
    assert (measures[7], measures[9]) == (1, 1)  # 12.1 is measure 9, whatever its suffix
    categories = {(row["by"], row["category"]): row["leavers"] for row in rows(report, "destinations-categories")}
    assert (categories["WMCA", "Neutral"], categories["ESFA", "Positive"]) == (4, 4)


def test_a_code_that_stayed_has_not_moved() -> None:
    run = judge(returned(left("WMCA5.0"), prepared=date(2024, 8, 10)), returned(left("WMCA5.0")))
    assert only(rows(full(run), "destinations-learners"))["codes_before"] is None


def test_the_rows_add_up() -> None:
    run = judge(returned(*(left(CODES[n % len(CODES)], n, (10, 11, 12)[n % 3]) for n in range(1, 40))))
    report = full(run)
    lines = rows(report, "destinations-headline")
    assert _sum(pick(lines, part_of="leavers")) == only(lines, line="leavers")["leavers"]
    assert _sum(pick(rows(report, "destinations-leavers"), counted=True)) == only(lines, line="leavers")["leavers"]
    for name in ("destinations-codes", "destinations-measures"):
        counted = [row for row in rows(report, name) if row.get("counted", True)]
        assert _sum(counted) == only(lines, line="leavers")["leavers"]
    for by in ("WMCA", "ESFA"):
        found = pick(rows(report, "destinations-categories"), by=by)
        assert _sum(found) == only(lines, line="leavers")["leavers"]
    for name, column in (("destinations-in-work", "measure"), ("destinations-into-work", "title")):
        found = rows(report, name)
        total = only(found, **{column: "total"})["leavers"]
        assert _sum(row for row in found if row[column] != "total") == total
    assert len(rows(report, "destinations-learners")) == 39


def test_every_figure_is_the_number_of_its_learners() -> None:
    leaving: list[Learner | LearnerDestinationandProgression] = [
        left(CODES[n % len(CODES)], n, (10, 11, 12)[n % 3], date(2024, 4 + n % 6, 28)) for n in range(1, 60)
    ]
    leaving += [record(n, outcome("EMP", 1)) for n in range(1, 60, 4)]
    report = full(judge(returned(*leaving, prepared=date(2024, 10, 10))))
    people = rows(report, "destinations-learners")
    counted = pick(people, counted=True)
    for row in rows(report, "destinations-codes"):
        assert len(pick(people, wmca_code=row["wmca_code"])) == row["leavers"]
    for row in pick(rows(report, "destinations-categories"), by="ESFA"):
        if row["category"] in ("Positive", "Neutral", "Negative"):
            assert len(pick(counted, esfa_category=row["category"])) == row["leavers"]
    for table, column, line in (
        ("destinations-in-work", "in_work_line", "measure"), ("destinations-into-work", "into_work_line", "outcome"),
    ):  # fmt: skip
        for row in rows(report, table):
            name = row[line] or row.get("title") or "total"
            own = [one for one in people if one[column] is not None and name in ("total", one[column])]
            assert len(own) == row["leavers"], (table, name)
    for row in rows(report, "destinations-agreement"):
        named = {name: row[name] for name in ("wmca_code_says", "destination_record_says")}
        assert len(pick(people, needs_both=True, **named)) == row["leavers"]
    days = only(rows(report, "destinations-timeliness"))
    assert (len(pick(people, late=True)), days["leavers"]) == (days["late"], len(people))


# The version to share.


def test_the_shared_version_has_no_learner_and_no_number_under_five() -> None:
    run = judge(returned(*(left(CODES[n % len(CODES)], n, (10, 11, 12)[n % 3]) for n in range(1, 60))))
    report = to_share(run)
    assert {one.name.removeprefix("destinations-shared-") for one in report.tables} == {
        "leavers", "headline", "categories", "codes", "measures", "in-work", "into-work", "agreement", "timeliness",
    }  # fmt: skip
    for table in report.tables:
        assert not {"learn_ref_number", "uln"} & set(table.columns)
        for row in table.records():
            for column in ("leavers", "with_collection_date", "late"):
                cell = row.get(column)
                assert cell in (None, "<5", "hidden") or (isinstance(cell, int) and cell >= 5)
            if isinstance(row["leavers"], str):
                assert row.get("percent") is None


def test_a_category_does_not_give_away_its_one_small_row_nor_a_row_its_category() -> None:
    codes = ["WMCA1.1"] * 8 + ["WMCA1.2"] * 3 + ["WMCA5.0"] * 6 + ["WMCA14.0"] * 9
    run = judge(returned(*(left(code, n) for n, code in enumerate(codes, 1))))
    found = {row["wmca_code"]: row["leavers"] for row in rows(to_share(run), "destinations-shared-leavers")}
    lines = {row["line"]: row["leavers"] for row in rows(to_share(run), "destinations-shared-headline")}
    assert found == {
        "WMCA5.0": 6,
        "WMCA14.0": 9,
    }  # a row with its number hidden would still tell that somebody is there
    assert (lines["Positive"], lines["Negative"], lines["unresolved"]) == (11, 6, "<5")


def test_no_percentage_tells_a_hidden_number_of_all() -> None:
    run = judge(returned(*(left("WMCA1.1", n, 10) for n in range(1, 8)), *(left("WMCA17.1", n) for n in range(8, 10))))
    found = rows(to_share(run), "destinations-shared-headline")
    assert (
        only(found, line="leavers")["leavers"] == "hidden"
    )  # with the two social ones it makes the nine of timeliness
    assert {row["percent"] for row in found} == {None}


def test_a_small_group_out_of_work_is_not_given_away_by_those_in_work() -> None:
    run = judge(returned(*(left("WMCA1.1", n, 10 if n > 3 else 11) for n in range(1, 20))))
    report = to_share(run)
    totals = [
        only(rows(report, "destinations-shared-in-work"), measure="total")["leavers"],
        only(rows(report, "destinations-shared-into-work"), title="total")["leavers"],
    ]
    assert totals == ["hidden", "<5"]


def test_days_of_few_leavers_are_not_shared() -> None:
    leaving: list[Learner | LearnerDestinationandProgression] = [left("WMCA1.1", n) for n in range(1, 9)]
    run = judge(returned(*leaving, *(record(n, outcome()) for n in range(1, 4))))
    row = only(rows(to_share(run), "destinations-shared-timeliness"))
    assert (row["with_collection_date"], row["late"]) == ("<5", "<5")
    assert (row["median_days"], row["shortest_days"], row["longest_days"]) == (None, None, None)


def test_days_of_many_leavers_are_shared_as_a_median_only() -> None:
    leaving: list[Learner | LearnerDestinationandProgression] = [left("WMCA1.1", n) for n in range(1, 20)]
    run = judge(returned(*leaving, *(record(n, outcome()) for n in range(1, 13))))
    row = only(rows(to_share(run), "destinations-shared-timeliness"))
    assert (row["leavers"], row["median_days"], row["shortest_days"]) == (19, Decimal("5.0"), None)


def test_each_provider_is_counted_for_itself() -> None:
    other = learner(
        finished(LearnAimRef="Z0020009", ProviderSpecDeliveryMonitoring=boxes("WMCA5.0")),
        LearnRefNumber="L0001",
        ULN=OTHER_ULN,
    )
    run = judge(
        returned(left("WMCA1.1")),
        returned(other, ukprn=OTHER_UKPRN),
        contracts=[contract(), contract(text=OTHER_CONTRACT)],
    )
    found: list[Row] = pick(rows(full(run), "destinations-headline"), part_of="leavers", leavers=1)
    assert [(row["ukprn"], row["line"]) for row in found] == [(10999991, "Positive"), (OTHER_UKPRN, "Negative")]


def test_a_return_without_leavers_gives_empty_tables_with_headers() -> None:
    report = full(judge(returned(learner(aim()))))
    for name in ("leavers", "agreement", "learners"):
        assert rows(report, f"destinations-{name}") == []
    line = only(rows(report, "destinations-headline"), line="leavers")
    assert (line["leavers"], line["percent"]) == (0, None)
    days = only(rows(report, "destinations-timeliness"))
    assert (days["leavers"], days["median_days"]) == (0, None)


def _sum(found: object) -> int:
    assert hasattr(found, "__iter__")
    return sum(row["leavers"] for row in found)
