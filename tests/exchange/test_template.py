"""The template of each year: everything that it offers or shows as an example is understood when it comes back."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest

from openlet.exchange.columns import column_for
from openlet.exchange.grid import Cell
from openlet.exchange.reading import EXAMPLE
from openlet.exchange.template import template_columns, write_template
from openlet.exchange.understanding import Meaning, Understanding
from openlet.ilr.opening import Unreadable
from openlet.spec.codes import codes
from openlet.spec.cohorts import enrolment_columns
from openlet.spec.scheme import FOLDER
from openlet.spec.screens import guide_for
from openlet.spec.tables import all_rows
from openlet.spec.years import Year, year_of, years
from tests.exchange.books import AS_OF, YEAR, read

BOOTCAMPS = [("Z0020001", "Example data bootcamp"), ("Z0020002", "Example welding bootcamp")]


def book(year: Year = YEAR, bootcamps: Any = ()) -> Any:
    return openpyxl.load_workbook(BytesIO(write_template(year, bootcamps)))


@pytest.mark.parametrize("year", years(), ids=str)
def test_every_code_that_is_offered_is_understood_as_that_code(year: Year) -> None:
    understanding = Understanding(year, AS_OF)
    for one in template_columns(year):
        for option in one.options:
            column = one.column
            found = understanding.of(column.entity, column.element, column.kind, Cell(option))
            assert found == Meaning(option.partition(" - ")[0]), (column.name, option)


@pytest.mark.parametrize("year", years(), ids=str)
def test_every_example_is_a_right_value(year: Year) -> None:
    understanding = Understanding(year, AS_OF)
    for one in template_columns(year):
        column = one.column
        if one.example:
            assert understanding.of(column.entity, column.element, column.kind, Cell(one.example)).wrong == ""


def test_every_column_of_the_template_is_one_in_some_year() -> None:
    for row in all_rows(f"{FOLDER}/template.csv"):
        assert any(column_for(row["column"], year) for year in years()), row


@pytest.mark.parametrize("year", years(), ids=str)
def test_what_the_guide_and_the_enrolment_ask_for_is_in_the_template(year: Year) -> None:
    there = {(one.column.entity, one.column.element, one.column.kind) for one in template_columns(year)}
    for one in enrolment_columns():
        place = (one.place.entity, one.place.element, one.place.type)
        assert place in there, place
    for entity, element, kind in there:
        guide = guide_for(entity, element, year, kind)
        assert guide is not None
        assert guide.used != "no"


def test_only_codes_of_the_year_are_offered() -> None:
    for year in years():
        for one in template_columns(year):
            if one.column.element == "LearnAimRef":
                continue
            listed = codes(one.asked.field.element, year)
            for option in one.options:
                code = listed[one.asked.kind, option.partition(" - ")[0]]
                assert code.valid_from is None or code.valid_from <= year.last_day
                assert code.valid_to is None or code.valid_to >= year.first_day


def test_the_bootcamps_of_the_contract_and_the_milestone_aims_are_offered() -> None:
    columns = {one.column.name: one for one in template_columns(YEAR, BOOTCAMPS)}
    assert columns["LearnAimRef"].options == ("Z0020001", "Z0020002", "Z0010211", "Z0010212")


def test_the_workbook_has_headers_notes_drop_downs_and_a_marked_example() -> None:
    made = book(YEAR, BOOTCAMPS)
    assert made.sheetnames == ["Learners and aims", "Notes", "Codes"]
    assert made["Codes"].sheet_state == "hidden"
    sheet = made["Learners and aims"]
    headers = [cell.value for cell in sheet[1]]
    assert headers == [one.column.name for one in template_columns(YEAR, BOOTCAMPS)]
    assert sheet["A2"].value == EXAMPLE
    assert all(cell.comment is not None for cell in sheet[1])
    comment = sheet.cell(1, headers.index("LearnStartDate") + 1).comment.text
    assert "Guidance" in comment or "guidance" in comment
    assert "inside your contract's dates" in comment
    lists = {str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation if one.type == "list"}
    letter = openpyxl.utils.get_column_letter(headers.index("EmpStat") + 1)
    place = lists[f"{letter}2:{letter}10001"]
    offered = [cell.value for [cell] in made["Codes"][place.partition("!")[2].replace("$", "")]]
    assert "11 - Not in paid employment, looking for work and available to start work" in offered
    notes = [[cell.value for cell in row] for row in made["Notes"].iter_rows()]
    assert {row[0] for row in notes} >= set(headers)
    aim = next(row for row in notes if row[0] == "LearnAimRef")
    assert "Z0020001 - Example data bootcamp" in aim[6]


def test_destinations_are_only_in_the_template_of_years_that_have_them() -> None:
    names = {year: {one.column.name for one in template_columns(year)} for year in years()}
    assert "OutType" in names[YEAR]
    assert "OutType" not in names[year_of("2024-25")]


def test_a_template_that_nobody_filled_in_brings_nobody() -> None:
    with pytest.raises(Unreadable, match="no learner below the headers in row 1 but the example row"):
        read(write_template(YEAR))


def filled_in(row: dict[str, Any]) -> bytes:
    made = book(YEAR, BOOTCAMPS)
    sheet = made["Learners and aims"]
    headers = [cell.value for cell in sheet[1]]
    for name, value in row.items():
        sheet.cell(3, headers.index(name) + 1, value)
    held = BytesIO()
    made.save(held)
    return held.getvalue()


def test_a_template_that_was_filled_in_is_read_without_a_word() -> None:
    found = read(
        filled_in(
            {
                "LearnRefNumber": "L0001", "ULN": 1000000027, "Sex": "F - Female", "TelNo": "07700 900123",
                "EmpStat": "11 - Not in paid employment, looking for work and available to start work",
                "LearnAimRef": "Z0020001", "AimSeqNumber": 1, "LearnStartDate": "1 May 2024", "SOF": 112,
            }
        )
    )  # fmt: skip
    assert (found.faults, found.not_read) == ([], [])
    assert found.notes == ["The example row of the template is not read."]
    learner = found.learners["L0001"]["Learner"]
    assert (learner["Sex"], learner["LearnerEmploymentStatus"][0]["EmpStat"]) == ("F", "11")
    assert learner["LearningDelivery"][0]["LearnStartDate"] == "2024-05-01"
