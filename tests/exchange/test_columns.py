"""Columns are found by ILR names, by our labels, and by what spreadsheets call them, however they are written."""

import pytest

from openlet.exchange.columns import column_for, columns, short, year_that_has
from openlet.exchange.typed import asked_of
from openlet.spec.years import Year, year_of, years

YEAR = year_of("2023-24")


def named(header: str, year: Year = YEAR) -> str | None:
    column = column_for(header, year)
    return column.name if column else None


@pytest.mark.parametrize("year", years(), ids=str)
def test_every_column_is_found_by_its_own_name_and_no_two_have_the_same(year: Year) -> None:
    listed = columns(year)
    assert len({short(column.name) for column in listed}) == len(listed)
    assert len({(column.steps, column.element) for column in listed}) == len(listed)
    for column in listed:
        assert column_for(column.name, year) == column
        asked_of(column.entity, column.element, column.kind, year)


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("ULN", "ULN"),
        ("uln", "ULN"),
        ("learn_ref_number", "LearnRefNumber"),
        ("Learn Ref Number ", "LearnRefNumber"),
        ("LEARNSTARTDATE", "LearnStartDate"),
        ("AddLine1", "AddLine1"),
        ("DAM", "DAM 1"),
        ("DAM 1", "DAM 1"),
        ("dam_6", "DAM 6"),
        ("LearnDelFAMCode DAM 2", "DAM 2"),
        ("SOF", "SOF"),
        ("SOF 1", "SOF"),
        ("Source of funding (SOF)", "SOF"),
        ("Learning delivery monitoring (LDM) 2", "LDM 2"),
        ("ESM LOU", "LOU"),
        ("ProvSpecDelMon A", "ProvSpecDelMon A"),
        ("PriorLevel", "PriorLevel"),
        ("PriorLevel 1", "PriorLevel"),
        ("PriorLevel2", "PriorLevel 2"),
        ("EmpStat 2", "EmpStat 2"),
        ("EmpStat 2 LOU", "EmpStat 2 LOU"),
        ("EmpStat 2 OET 3", "EmpStat 2 OET 3"),
        ("LSF 2 DateFrom", "LSF 2 DateFrom"),
        ("LSF DateTo", "LSF 1 DateTo"),
        ("OutType 3", "OutType 3"),
        ("Unique learner number (ULN)", "ULN"),
        ("Unique learner number", "ULN"),
        ("Date of birth", "DateOfBirth"),
        ("National Insurance number", "NINumber"),
        ("Provider specified info B", "ProvSpecDelMon B"),
        ("Surname", "FamilyName"),
        ("DOB", "DateOfBirth"),
        ("Start date", "LearnStartDate"),
        ("Source of funding", "SOF"),
        ("UKPRN", "UKPRN"),
    ],
)
def test_a_header_is_understood(header: str, name: str) -> None:
    assert named(header) == name


@pytest.mark.parametrize(
    "header",
    ["", "Notes", "Code", "Type", "DAM 7", "DAM 0", "SOF 2", "LOU 2", "AddLine 5", "ULN 2", "A", "EmpStat 2 ULN", "2"],
)
def test_a_header_that_means_nothing_or_several_things_is_not_understood(header: str) -> None:
    assert named(header) is None


def test_what_a_year_does_not_have_is_known_of_another() -> None:
    assert named("OutType", year_of("2024-25")) is None
    assert year_that_has("OutType", year_of("2024-25")) is YEAR
    assert year_that_has("Notes", YEAR) is None


def test_a_numbered_column_goes_to_the_record_of_that_number() -> None:
    column = column_for("EmpStat 3 LOU", YEAR)
    assert column is not None
    assert [(step.entity, step.kind, step.number) for step in column.steps] == [
        ("LearnerEmploymentStatus", None, 3),
        ("EmploymentStatusMonitoring", "LOU", 1),
    ]
