"""The occupancy report read into records: what its columns show, from its name what they do not."""

from datetime import date
from typing import Any

import pytest

from openlet.exchange.found import Found
from openlet.exchange.occupancy import OccupancyReport, Told, occupancy_report
from openlet.exchange.opening import open_book
from openlet.exchange.spreadsheets import read_spreadsheet
from openlet.facts.aims import fam_codes, has_fam
from openlet.ilr.opening import Source, Unreadable
from openlet.ilr.partial import NotHere
from openlet.ilr.records import Learner, LearningDelivery
from openlet.spec.years import year_of
from tests.exchange.occupancy_csv import NAME, NEWER, OLDER, as_file, report, rows_of
from tests.make import (
    BOOTCAMP,
    OTHER_ULN,
    START,
    UKPRN,
    ULN,
    aim,
    boxes,
    fams,
    finished,
    learner,
    milestone,
    progression,
    xml,
)

TOLD = Told(year_of("2023-24"))


def read(source: Source, told: Told = TOLD) -> OccupancyReport:
    found = occupancy_report(source, told)
    assert found is not None
    return found


def people(source: Source, told: Told = TOLD) -> list[Learner]:
    return [item.record for item in read(source, told) if isinstance(item.record, Learner)]


def changed(header: str, text: str, row: int = 1, layout: str = OLDER) -> Source:
    """The usual report with another text in one cell."""
    rows = rows_of(xml([learner()]), layout)
    rows[row][rows[0].index(header)] = text
    return as_file(rows)


# What is shown.


@pytest.mark.parametrize("layout", [OLDER, NEWER])
def test_learners_and_aims_are_as_in_the_file_that_it_was_made_from(layout: str) -> None:
    content = xml([learner(finished(), milestone()), learner(LearnRefNumber="L0002", ULN=OTHER_ULN), progression()])
    first, second = people(report(content, layout))
    assert (first.LearnRefNumber, first.ULN, first.DateOfBirth) == ("L0001", ULN, date(1990, 2, 3))
    assert [one.LearnAimRef for one in first.LearningDelivery] == [BOOTCAMP, "Z0010211"]
    bootcamp = first.LearningDelivery[0]
    assert (bootcamp.LearnStartDate, bootcamp.LearnActEndDate, bootcamp.Outcome) == (START, date(2024, 7, 31), 1)
    assert [box.ProvSpecDelMon for box in bootcamp.ProviderSpecDeliveryMonitoring] == ["WMCA1.3"]
    assert has_fam(bootcamp, "DAM", "023")
    assert not has_fam(bootcamp, "DAM", "001")
    assert second.LearningDelivery[0].LearnActEndDate is None
    assert (first.line, bootcamp.line, second.line) == (2, 2, 4)


def test_what_the_newer_layout_shows_is_read_too() -> None:
    person = people(report(xml([learner(Sex="F", FamilyName="Oakbrook")]), NEWER))[0]
    assert (person.Sex, person.FamilyName, person.Ethnicity) == ("F", "Oakbrook", 31)
    assert person.LearningDelivery[0].WithdrawReason is None


@pytest.mark.parametrize(
    "element", ["Sex", "FamilyName", "PriorAttain", "LearnerEmploymentStatus", "PrevLearnRefNumber"]
)
def test_what_the_older_layout_does_not_show_is_not_absent_but_not_here(element: str) -> None:
    with pytest.raises(NotHere):
        getattr(people(report(xml([learner()])))[0], element)


@pytest.mark.parametrize("layout", [OLDER, NEWER])
def test_employment_is_never_taken_from_it_as_its_date_is_not_shown(layout: str) -> None:
    with pytest.raises(NotHere):
        _ = people(report(xml([learner()]), layout))[0].LearnerEmploymentStatus


def test_of_six_area_codes_four_are_shown_so_that_there_may_be_more_only_when_all_four_are() -> None:
    def shown(*codes: str) -> LearningDelivery:
        made = xml([learner(aim(LearningDeliveryFAM=fams("SOF112", *codes)))])
        return people(report(made))[0].LearningDelivery[0]

    three, four = shown("DAM010", "DAM011", "DAM012"), shown("DAM010", "DAM011", "DAM012", "DAM013")
    assert not has_fam(three, "DAM", "023")
    with pytest.raises(NotHere):
        has_fam(four, "DAM", "023")
    six = fams("SOF112", *(f"DAM01{number}" for number in range(6)))
    newer = people(report(xml([learner(aim(LearningDeliveryFAM=six))]), NEWER))[0].LearningDelivery[0]
    assert not has_fam(newer, "DAM", "023")


def test_of_types_that_have_no_column_nothing_is_known() -> None:
    with pytest.raises(NotHere):
        fam_codes(people(report(xml([learner()])))[0].LearningDelivery[0]).get("ACT", ())


def test_rows_of_one_learner_belong_together_wherever_they_stand() -> None:
    rows = rows_of(xml([learner(finished(), milestone()), learner(LearnRefNumber="L0002", ULN=OTHER_ULN)]))
    first, second = people(as_file([rows[0], rows[1], rows[3], rows[2]]))
    assert [one.AimSeqNumber for one in first.LearningDelivery] == [1, 2]
    assert second.LearnRefNumber == "L0002"


def test_rows_with_one_reference_and_another_uln_are_two_learners() -> None:
    rows = rows_of(xml([learner(finished(), milestone())]))
    rows[2][rows[0].index("Unique learner number")] = str(OTHER_ULN)
    assert [person.ULN for person in people(as_file(rows))] == [ULN, OTHER_ULN]


# Texts.


@pytest.mark.parametrize("text", ["01/05/2024", "1/5/2024", "2024-05-01", "01/05/2024 00:00:00"])
def test_dates_are_read_as_the_service_and_spreadsheets_write_them(text: str) -> None:
    assert people(changed("Learning start date", text))[0].LearningDelivery[0].LearnStartDate == START


@pytest.mark.parametrize(
    ("header", "text", "element"),
    [("Unique learner number", "1.00E+09", "ULN"), ("Learning start date", "soon", "LearnStartDate"),
     ("Outcome", "achieved", "Outcome")],
)  # fmt: skip
def test_what_cannot_be_read_is_a_fault_at_its_row_and_never_blank(header: str, text: str, element: str) -> None:
    (item,) = read(changed(header, text))
    (trouble,) = item.troubles
    assert (trouble.element, trouble.line, trouble.text) == (element, 2, text)
    assert trouble.trail[-1].unreadable(element)


def test_a_nought_that_a_spreadsheet_took_away_is_put_back_and_said() -> None:
    found = read(changed("Learning delivery funding and monitoring type - devolved area monitoring (A)", "23"))
    assert has_fam(next(iter(found)).record.LearningDelivery[0], "DAM", "023")  # type: ignore[union-attr]
    assert any("nought in front (23 for 023)" in note for note in found.notes)


def test_columns_that_are_not_known_are_passed_over_and_named() -> None:
    rows = [[*row, "x"] for row in rows_of(xml([learner()]))]
    rows[0][-1] = "A new column"
    assert any("passed over: a new column" in note for note in read(as_file(rows)).notes)
    assert not any("passed over" in note for note in read(report(xml([learner()]))).notes)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_the_encodings_of_windows_are_read(encoding: str) -> None:
    rows = rows_of(xml([learner(FamilyName="Zoë")]), NEWER)
    assert people(as_file(rows, encoding=encoding))[0].FamilyName == "Zoë"


def test_the_headers_of_2019_20_have_other_dashes() -> None:
    rows = rows_of(xml([learner()]))
    rows[0] = [header.replace(" - ", " \u2013 ") for header in rows[0]]
    assert has_fam(people(as_file(rows))[0].LearningDelivery[0], "SOF", "112")


# What its name says.


def test_provider_and_day_come_from_the_name() -> None:
    found = read(report(xml([learner()])))
    assert found.header.Source is not None and found.header.CollectionDetails is not None
    assert found.header.Source.UKPRN == 10999991
    assert found.header.CollectionDetails.FilePreparationDate == date(2024, 7, 20)
    assert found.header.Source.DateTime == "2024-07-20T09:30:00"


@pytest.mark.parametrize(
    ("stamp", "start", "year"),
    [
        ("20240720", START, "2023-24"),
        ("20231101", START, "2023-24"),
        ("20240815", date(2024, 8, 5), "2024-25"),  # two years' returns are open; an aim starts in the newer one
        ("20241101", START, "2024-25"),
    ],
)
def test_the_year_is_the_one_whose_returns_were_open(stamp: str, start: date, year: str) -> None:
    source = report(xml([learner(aim(LearnStartDate=start))]), name=NAME.replace("20240720", stamp))
    assert read(source, Told()).year.year == year


@pytest.mark.parametrize(
    ("name", "told", "sentence"),
    [
        (NAME.replace("20240720", "20240815"), Told(), "returns of two years were open"),
        ("10999991 report.csv", Told(), "its name has no date"),
        ("report 20240720-093000.csv", Told(), "Say --ukprn"),
        ("10999991 10999992 20240720-093000.csv", Told(), "Say --ukprn"),
    ],
)
def test_what_the_name_does_not_say_has_to_be_told(name: str, told: Told, sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence):
        occupancy_report(report(xml([learner()]), name=name), told)
    assert read(report(xml([learner()]), name=name), Told(year_of("2023-24"), 10999991)).year.year == "2023-24"


# What it is not.


@pytest.mark.parametrize("content", [xml([learner()]), "", "\ufeff<Message/>"])
def test_an_ilr_file_is_none(content: str) -> None:
    assert occupancy_report(Source("a.xml", None, content.encode()), Told()) is None


def test_it_is_known_by_its_headers_when_it_comes_without_a_name() -> None:
    source = report(xml([learner()]), name="standard input")
    assert people(source, Told(year_of("2023-24"), 10999991))[0].ULN == ULN


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda rows: [["a", "b"], ["1", "2"]], "no column 'Learner reference number'"),
        (lambda rows: [], "no column 'Learner reference number'"),
        (lambda rows: _without(rows, "Completion status"), "rest on \\('Completion status'\\)"),
    ],
)
def test_another_csv_file_or_one_without_what_payments_need_is_refused(change: Any, sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence):
        occupancy_report(as_file(change(rows_of(xml([learner()])))), TOLD)


def _without(rows: list[list[str]], header: str) -> list[list[str]]:
    at = rows[0].index(header)
    return [row[:at] + row[at + 1 :] for row in rows]


def test_boxes_with_the_providers_own_texts_keep_their_letters() -> None:
    one = people(report(xml([learner(aim(ProviderSpecDeliveryMonitoring=boxes("first", "second")))])))[0]
    held = one.LearningDelivery[0].ProviderSpecDeliveryMonitoring
    assert [(box.ProvSpecDelMonOccur, box.ProvSpecDelMon) for box in held] == [("A", "first"), ("B", "second")]


# Imported as a spreadsheet.


def imported_as_sheet(source: Source, year: str = "2023-24", ukprn: int = UKPRN) -> Found:
    day = date(2024, 8, 1)
    return read_spreadsheet(open_book(source), year_of(year), ukprn, day)


@pytest.mark.parametrize("layout", [OLDER, NEWER])
def test_codes_boxes_and_dates_come_in_by_its_own_headers(layout: str) -> None:
    codes = fams("SOF112", "FFI1", "DAM023", "DAM001", "LDM034")
    content = xml([learner(aim(LearningDeliveryFAM=codes))])
    rows = rows_of(content, layout)
    without_noughts = [["23" if cell == "023" else cell for cell in row] for row in rows]
    found = imported_as_sheet(as_file(without_noughts))
    assert found.faults == []
    (of_aim,) = found.learners["L0001"]["Learner"]["LearningDelivery"]
    held = [(one["LearnDelFAMType"], one["LearnDelFAMCode"]) for one in of_aim["LearningDeliveryFAM"]]
    assert sorted(held) == [("DAM", "001"), ("DAM", "023"), ("FFI", "1"), ("LDM", "034"), ("SOF", "112")]
    assert of_aim["LearnStartDate"] == START.isoformat()
    assert any("This is an occupancy report" in one for one in found.not_read)
    assert len(found.not_read) == 2  # what the service works out is counted, not listed


@pytest.mark.parametrize(
    ("year", "ukprn", "said"),
    [
        ("2023-24", 10000001, "an occupancy report of UKPRN 10999991, not of 10000001. Nothing was changed"),
        ("2024-25", UKPRN, "when returns of 2023-24 were open, not of 2024-25. Nothing was changed"),
    ],
)
def test_a_report_of_somebody_else_or_another_year_is_not_imported(year: str, ukprn: int, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        imported_as_sheet(report(xml([learner()])), year, ukprn)
