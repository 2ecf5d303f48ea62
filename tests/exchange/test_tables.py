"""The table of a spreadsheet is found wherever it stands, and nothing of it is left out without being said."""

from typing import Any

import pytest

from openlet.exchange.tables import LEFT_OUT, left_out, not_read, table_of
from openlet.ilr.opening import Unreadable
from openlet.spec.years import year_of
from tests.exchange.books import YEAR, opened, read, table, workbook


def names(content: bytes | str, saved: dict[str, str] | None = None) -> dict[str, str | None]:
    found = table_of(opened(content), YEAR, saved)
    return {one.header: one.column.name if one.column else None for one in found.columns}


def test_headers_are_matched_without_regard_to_case_blanks_and_signs() -> None:
    assert names("learnrefnumber,FAMILY NAME,learn_aim_ref,Shoe size\n") == {
        "learnrefnumber": "LearnRefNumber",
        "FAMILY NAME": "FamilyName",
        "learn_aim_ref": "LearnAimRef",
        "Shoe size": None,
    }


def test_the_headers_may_stand_below_a_title() -> None:
    found = table_of(opened("My learners\n\nPrinted,1 May 2024,by me\nLearnRefNumber,ULN\nL1,1000000027\n"), YEAR)
    assert (found.row, [one.header for one in found.columns]) == (4, ["LearnRefNumber", "ULN"])


def test_values_that_look_like_headers_do_not_become_headers() -> None:
    found = table_of(opened("LearnRefNumber,FamilyName,Notes\nL1,Outcome,ULN\n"), YEAR)
    assert found.row == 1


def test_the_sheet_with_the_learners_is_taken_and_the_others_are_named() -> None:
    def write(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["Read me", "first"])
        for name, cells in (("Staff", ["Surname", "Email"]), ("People", ["LearnRefNumber"]), ("Empty", [])):
            book.add_worksheet(name).write_row(0, 0, cells)
        hidden = book.add_worksheet("Secret")
        hidden.write_row(0, 0, ["LearnRefNumber", "ULN", "FamilyName"])
        hidden.hide()

    found = table_of(opened(workbook(write)), YEAR)
    assert (found.sheet.name, found.others) == ("People", ("Sheet1", "Staff"))
    assert not_read(found, YEAR) == ["Only the sheet People is read, not Sheet1 and Staff."]


def test_a_column_that_means_nothing_is_named_with_its_place_and_the_year_that_has_it() -> None:
    found = table_of(opened("LearnRefNumber,Shoe size,OutType\n"), year_of("2024-25"))
    assert not_read(found, year_of("2024-25")) == [
        "Column B, Shoe size, is not read: it is no column that OpenLET knows.",
        "Column C, OutType, is not read: the ILR of 2024-25 does not have it; that of 2023-24 does.",
    ]


def test_what_the_provider_has_said_comes_before_what_a_header_seems_to_mean() -> None:
    saved = {"start": "LearnStartDate", "ref": "LearnRefNumber", "postcode": LEFT_OUT}
    assert names("Ref,Start,Postcode\n", saved) == {
        "Ref": "LearnRefNumber",
        "Start": "LearnStartDate",
        "Postcode": None,
    }
    found = table_of(opened("Ref,Start,Postcode\n"), YEAR, saved)
    assert (not_read(found, YEAR), left_out(found)) == ([], ["Not read, as you have said: Postcode."])


def test_what_was_said_of_a_column_that_the_year_does_not_have_is_forgotten_for_that_year() -> None:
    found = table_of(opened("LearnRefNumber,Where to\n"), year_of("2024-25"), {"whereto": "OutType"})
    assert not_read(found, year_of("2024-25")) == [
        "Column B, Where to, is not read: it is no column that OpenLET knows."
    ]


def test_some_values_of_each_column_are_shown() -> None:
    found = table_of(opened("LearnRefNumber,Town\n" + "L1,Dudley\nL2,Dudley\nL3,Walsall\nL4,Telford\nL5,Stoke\n"), YEAR)
    assert [one.samples for one in found.columns] == [("L1", "L2", "L3"), ("Dudley", "Walsall", "Telford")]


def test_a_column_of_ours_in_a_marked_copy_is_never_read_and_not_named() -> None:
    found = table_of(opened("LearnRefNumber,What to correct\nL1,A2: no\n"), YEAR)
    assert not_read(found, YEAR) == []


WRONG = {
    "no reference": ("ULN,FamilyName\n1000000027,Invented\n", "No column in row 1 .* is LearnRefNumber"),
    "one thing twice": ("LearnRefNumber,ULN,Unique learner number\nL1,1,1\n", "columns B and C .* both are ULN"),
    "one header twice": ("LearnRefNumber,DAM 1,DAM\nL1,1,1\n", "columns B and C .* both are DAM 1"),
    "no rows": ("LearnRefNumber,ULN\n", "has no learner below the headers in row 1"),
    "only empty rows": ("LearnRefNumber,ULN\n,\n , \n", "has no learner below the headers"),
    "only blanks": (",,\n , \n", "No column|nothing but empty cells"),
}


@pytest.mark.parametrize(("content", "text"), WRONG.values(), ids=WRONG)
def test_a_table_that_cannot_be_taken_is_refused_in_a_sentence(content: str, text: str) -> None:
    with pytest.raises(Unreadable, match=text) as refused:
        read(content)
    assert str(refused.value).endswith(".")


def test_an_empty_workbook_is_refused() -> None:
    with pytest.raises(Unreadable, match="nothing but empty cells"):
        read(table())


def test_merged_cells_within_the_table_are_refused_and_those_above_it_are_not() -> None:
    def write(book: Any, sheet: Any, below: bool) -> None:
        sheet.merge_range(0, 0, 0, 2, "My learners")
        sheet.write_row(1, 0, ["LearnRefNumber", "FamilyName"])
        sheet.write_row(2, 0, ["L1", "Invented"])
        if below:
            sheet.merge_range(3, 0, 4, 0, "L2")

    assert read(workbook(lambda book, sheet: write(book, sheet, False))).learners.keys() == {"L1"}
    with pytest.raises(Unreadable, match=r"merged cells .A4 to A5."):
        read(workbook(lambda book, sheet: write(book, sheet, True)))


def test_formulas_that_were_never_worked_out_are_refused_with_what_to_do() -> None:
    def write(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["LearnRefNumber", "FamilyName"])
        sheet.write_formula(1, 0, "=Other!A1", None, "")
        sheet.write_formula(1, 1, "=Other!B1", None, "")

    with pytest.raises(Unreadable, match="hold formulas without their results"):
        read(workbook(write))
