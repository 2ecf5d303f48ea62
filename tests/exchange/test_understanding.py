"""What cells mean: as people in Britain write, with a message that says what to do and never what stands there."""

import re
from decimal import Decimal

import pytest

from openlet.exchange.columns import column_for
from openlet.exchange.grid import Cell, Kind
from openlet.exchange.understanding import Meaning, Understanding
from openlet.spec.years import year_of
from tests.exchange.books import AS_OF, YEAR


def meaning(name: str, text: str, kind: Kind = Kind.TEXT, year: str = "2023-24") -> Meaning:
    column = column_for(name, year_of(year))
    assert column is not None
    return Understanding(year_of(year), AS_OF).of(column.entity, column.element, column.kind, Cell(text, kind))


@pytest.mark.parametrize(
    ("name", "text", "stored"),
    [
        ("ULN", "1000000027", "1000000027"),
        ("ULN", "1000000027.0", "1000000027"),
        ("ULN", "1000 000 027", "1000000027"),
        ("DateOfBirth", "12/3/91", "1991-03-12"),
        ("LearnStartDate", "1 May 2024", "2024-05-01"),
        ("LearnStartDate", "2024-05-01", "2024-05-01"),
        ("LearnStartDate", "2024-05-01 00:00:00", "2024-05-01"),
        ("DAM 1", "23", "023"),
        ("DAM 1", "DAM 023", "023"),
        ("EmpStat", "11", "11"),
        ("Sex", "Female", "F"),
        ("Sex", "f", "F"),
        ("Postcode", "b11aa", "B1 1AA"),
        ("NINumber", "ab 12 34 56 c", "AB123456C"),
        ("LearnAimRef", "z0020001", "Z0020001"),
        ("PlanLearnHours", "1,200", "1200"),
        ("LearnRefNumber", '="0012"', "0012"),
        ("LearnRefNumber", "'0012", "0012"),
        ("LearnRefNumber", "0012", "0012"),
        ("FamilyName", " Invented ", "Invented"),
        ("ProvSpecDelMon A", "WMCA1.1", "WMCA1.1"),
    ],
)
def test_a_cell_is_understood_as_people_write(name: str, text: str, stored: str) -> None:
    assert meaning(name, text) == Meaning(stored)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("DateOfBirth", "31/2/1990", "a date, such as 1 May 2024 or 01/05/2024"),
        ("DateOfBirth", "05/13/1990", "a date, such as"),
        ("LearnStartDate", "45413", "Give the column a date format"),
        ("ULN", "12345", "ULN"),
        ("ULN", "1.00E+09", "has shortened the number"),
        ("CompStatus", "9", r"not a code of 2023-24 \(1, 2, 3, 6\)"),
        ("Ethnicity", "30", "not a code of 2023-24"),
        ("PlanLearnHours", "many", "must be a whole number"),
        ("LearnRefNumber", "L/1", "1 to 12 letters, figures and spaces"),
    ],
)
def test_what_cannot_be_right_is_told_and_kept_as_it_is_written(name: str, text: str, told: str) -> None:
    found = meaning(name, text)
    assert found.text == text
    assert re.search(told, found.wrong)
    assert text not in found.wrong
    assert found.wrong.endswith(".")


def test_a_code_that_an_open_list_does_not_have_is_not_told() -> None:
    assert meaning("DAM 1", "999") == Meaning("999")


def test_what_a_formula_would_give_is_never_guessed() -> None:
    found = meaning("ULN", "#N/A", Kind.UNKNOWN)
    assert (found.text, "an error (#N/A)" in found.wrong) == ("", True)
    assert meaning("ULN", "a formula that was not worked out", Kind.UNKNOWN).text == ""


def test_a_telephone_number_that_has_lost_its_zero_is_told() -> None:
    assert "zero in front, which spreadsheets drop" in meaning("TelNo", "7700900123", Kind.NUMBER).wrong
    assert meaning("TelNo", "07700900123", Kind.NUMBER) == Meaning("07700900123")
    assert meaning("TelNo", "7700900123").text == "7700900123"
    assert "drop" in meaning("TelNo", "7700900123").wrong  # as a CSV file has it that such a program saved
    assert meaning("TelNo", "+44 7700 900123") == Meaning("07700900123")


@pytest.mark.parametrize("text", ["a\0b", "a\x01b", "a\ufffeb", "x" * 100_001])
def test_what_no_file_can_carry_is_not_taken(text: str) -> None:
    found = meaning("FamilyName", text)
    assert found.text == ""
    assert "no ILR file can carry" in found.wrong


def test_the_codes_of_a_field_may_depend_on_another() -> None:
    understanding = Understanding(YEAR, AS_OF)
    assert understanding.of("DPOutcome", "OutCode", "EMP", Cell("1")) == Meaning("1")
    assert understanding.of("DPOutcome", "OutCode", "EMP", Cell("99")).wrong
    assert understanding.of("DPOutcome", "OutCode", None, Cell("99")) == Meaning("99")


def test_the_same_cell_means_the_same_every_time() -> None:
    understanding = Understanding(YEAR, AS_OF)
    first = [understanding.of("Learner", "ULN", None, Cell(str(number))) for number in range(5000)]
    again = [understanding.of("Learner", "ULN", None, Cell(str(number))) for number in range(5000)]
    assert first == again


def test_a_share_may_be_written_with_its_sign() -> None:
    column = column_for("STULOAD", YEAR)
    assert column is not None
    found = Understanding(YEAR, AS_OF).of(column.entity, column.element, None, Cell("50%", Kind.NUMBER))
    assert Decimal(found.text) == 50
