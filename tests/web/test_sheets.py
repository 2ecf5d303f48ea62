"""Spreadsheets in the browser: columns are matched, all is shown first, wrong cells are named and can be downloaded."""

import re
from datetime import timedelta
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from openlet.exchange.reading import EXAMPLE
from openlet.spec.years import year_of
from openlet.store.models import Job, MadeFile, ReturnYear, Upload
from openlet.store.services import begin_year, drop_old_made, keep_contract, saved_columns
from openlet.web.views.sheets import XLSX
from tests import make
from tests.exchange.books import table
from tests.store.keeping import ANN, document, documents, kept
from tests.store.keeping import YEAR as THIS
from tests.web.pages import YEAR, confirm, preview_job, result, said, state, work

SHEET = "Our ref,Surname,Born,Shoe size\nL1,Invented,1/5/1990,7\nL2,Other,31/2/1990,8\n,Nobody,1/5/1990,9\n"


@pytest.fixture(autouse=True)
def begun(folder: Path) -> ReturnYear:
    return begin_year(make.UKPRN, THIS)


def chosen(browser: Client, content: bytes | str, name: str = "learners.csv", year: int = YEAR) -> Any:
    """The answer after a spreadsheet was chosen: the page of its columns."""
    content = content.encode() if isinstance(content, str) else content
    return browser.post(f"/{year}/import", {"file": SimpleUploadedFile(name, content)}, follow=True)


def columns(page: Any) -> dict[str, str]:
    """The boxes of the page with what stands in them."""
    return {
        unescape(name): unescape(value)
        for name, value in re.findall(r'name="(column-\d+)" type="text" value="([^"]*)"', page.content.decode())
    }


def address(page: Any) -> str:
    """The address of the last page."""
    found: str = page.redirect_chain[-1][0]
    return found


def preview_of(browser: Client, content: bytes | str, name: str = "learners.csv", **said_of: str) -> Any:
    """The preview of a spreadsheet whose columns were confirmed, some of them with another meaning."""
    page = chosen(browser, content, name)
    return result(browser, browser.post(address(page), columns(page) | said_of))


def test_the_columns_are_shown_with_their_values_and_what_they_are_taken_for(browser: Client) -> None:
    page = chosen(browser, SHEET)
    assert columns(page) == {"column-0": "", "column-1": "FamilyName", "column-2": "", "column-3": ""}
    text = said(page)
    for shown in ("Our ref", "L1", "L2", "Shoe size", "in the ILR of 2023-24", "Family name"):
        assert shown in text
    assert '<option value="LearnRefNumber">' in page.content.decode()


def test_columns_are_confirmed_then_the_spreadsheet_is_shown_then_imported(browser: Client, begun: ReturnYear) -> None:
    before = state()
    page = preview_of(browser, SHEET, **{"column-0": "LearnRefNumber", "column-2": "Date of birth"})
    assert state() == before
    text = said(page)
    assert "Preview: nothing has been changed yet" in text
    assert "2 cells to correct" in text
    assert "Not read, as you have said: Shoe size." in text
    assert saved_columns(begun.provider) == {
        "ourref": "LearnRefNumber",
        "surname": "FamilyName",
        "born": "DateOfBirth",
        "shoesize": "",
    }
    done = result(browser, confirm(browser))
    assert "Learners added 2" in said(done) or "2 learners added" in said(done), said(done)
    assert documents()["L1"]["Learner"] == {
        "LearnRefNumber": "L1",
        "FamilyName": "Invented",
        "DateOfBirth": "1990-05-01",
    }
    assert Upload.objects.count() == 0


def test_what_was_said_stands_there_for_the_next_spreadsheet(browser: Client) -> None:
    preview_of(browser, SHEET, **{"column-0": "LearnRefNumber", "column-2": "DateOfBirth"})
    page = chosen(browser, "BORN,our_ref,New one\n1/5/1990,L9,x\n")
    assert columns(page) == {"column-0": "DateOfBirth", "column-1": "LearnRefNumber", "column-2": ""}


def test_learners_who_are_there_keep_what_the_spreadsheet_does_not_say(browser: Client) -> None:
    learner = kept().learner
    before = document(learner)
    page = preview_of(browser, "LearnRefNumber,FamilyName\nL0001,Changed\n")
    assert "Family name" in said(page)
    result(browser, confirm(browser))
    assert document(learner) == {"Learner": {**before["Learner"], "FamilyName": "Changed"}}


def test_the_cells_that_are_wrong_are_listed_with_what_to_do(browser: Client) -> None:
    preview_of(browser, SHEET, **{"column-0": "LearnRefNumber", "column-2": "DateOfBirth"})
    text = said(browser.get(f"/{YEAR}/import/{preview_job().pk}/?show=cells"))
    assert "learners.csv, C3 Born 31/2/1990 DateOfBirth" in text
    assert "must be a date, such as 1 May 2024" in text
    assert "learners.csv, A4 Our ref The row has no LearnRefNumber" in text
    assert "The row is not taken." in text


def marked_copy(browser: Client, examined: Job) -> Any:
    """The page of the marked copy, after it was asked for on the preview."""
    page = browser.get(f"/{YEAR}/import/{examined.pk}/?show=cells").content.decode()
    [action] = re.findall(rf'action="(/{YEAR}/import/correct/\d+)"', page)
    return result(browser, browser.post(action, {"preview": examined.pk}))


def download(browser: Client, page: Any) -> Any:
    """The file that a page offers."""
    [link] = re.findall(rf'href="(/{YEAR}/workbooks/\d+/file)"', page.content.decode())
    return browser.get(link)


def test_a_copy_with_what_is_wrong_is_made_in_the_background_and_downloaded(browser: Client) -> None:
    preview_of(browser, SHEET, **{"column-0": "LearnRefNumber", "column-2": "DateOfBirth"})
    examined = preview_job()
    answer = download(browser, marked_copy(browser, examined))
    assert (answer.status_code, answer["Content-Type"]) == (200, XLSX)
    assert answer["Content-Disposition"] == 'attachment; filename="learners to correct.xlsx"'
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).worksheets[0]
    assert [cell.value for cell in sheet[1]] == ["Our ref", "Surname", "Born", "Shoe size", "What to correct"]
    assert sheet["C3"].comment is not None
    assert "The marked copy is ready" in said(browser.get(f"/{YEAR}/import/{examined.pk}/?show=cells"))


def test_a_marked_copy_goes_with_its_spreadsheet(browser: Client) -> None:
    preview_of(browser, SHEET, **{"column-0": "LearnRefNumber", "column-2": "DateOfBirth"})
    page = marked_copy(browser, preview_job())
    browser.post(f"/{YEAR}/import/give-up/{Upload.objects.get().pk}")
    assert MadeFile.objects.count() == 0
    assert "is not kept any more" in said(browser.get(page.request["PATH_INFO"]))
    assert "is not kept any more" in said(browser.get(f"{page.request['PATH_INFO']}/file", follow=True))


def test_replacing_by_some_columns_is_warned_of(browser: Client) -> None:
    kept()
    preview_of(browser, "LearnRefNumber,FamilyName\nL0001,Changed\n")
    job = preview_job()
    assert "would be taken away" not in said(browser.get(f"/{YEAR}/import/{job.pk}/?mode=merge"))
    assert "would be taken away" in said(browser.get(f"/{YEAR}/import/{job.pk}/?mode=replace"))


WRONG: dict[str, tuple[dict[str, str], str]] = {
    "no reference": ({}, "Say which column is LearnRefNumber"),
    "no column": ({"column-0": "LearnRefNumber", "column-3": "Size"}, "Size is not a column of the ILR of 2023-24"),
    "one meaning twice": (
        {"column-0": "LearnRefNumber", "column-3": "Surname"},
        "Columns B and D both are FamilyName. Leave one of them empty.",
    ),
}


@pytest.mark.parametrize(("changed", "text"), WRONG.values(), ids=WRONG)
def test_a_wrong_meaning_is_said_and_nothing_is_kept(
    browser: Client, begun: ReturnYear, changed: dict[str, str], text: str
) -> None:
    page = chosen(browser, SHEET)
    answer = browser.post(address(page), columns(page) | changed)
    assert answer.status_code == 422
    assert text in said(answer)
    links = re.findall(r'href="#(column-\d+)"', answer.content.decode())
    assert links
    assert all(f'id="{link}"' in answer.content.decode() for link in links)
    assert columns(answer) == columns(page) | changed
    assert saved_columns(begun.provider) == {}
    assert not Job.objects.filter(kind="examine").exists()


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        ("a.csv", b" \n", "is empty"),
        ("a.csv", b"a\0b", "Line 1 of a.csv holds a sign"),
        ("a.xlsx", b"LearnRefNumber\nL1\n", "is not an .xlsx workbook"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" + b"\0" * 100, "old format .xls"),
        ("a.xlsx", table(), "nothing but empty cells"),
        ("a.ods", b"PK\x03\x04" + b"\0" * 40, "save it as .xlsx"),
    ],
)
def test_what_is_no_spreadsheet_is_refused_and_not_kept(browser: Client, name: str, content: bytes, text: str) -> None:
    page = chosen(browser, content, name)
    assert (page.status_code, text in said(page)) == (422, True)
    assert Upload.objects.count() == 0


def test_what_is_found_wrong_only_while_it_is_read_is_said_too(browser: Client) -> None:
    page = preview_of(browser, "LearnRefNumber,FamilyName\n,Nobody\n")
    assert "No row of learners.csv can be taken" in said(page)
    assert documents() == {}


def test_a_spreadsheet_that_waits_can_be_gone_on_with_or_given_up(browser: Client) -> None:
    page = chosen(browser, SHEET)
    listed = browser.get(f"/{YEAR}/import")
    assert f'href="{address(page)}"' in listed.content.decode()
    upload = Upload.objects.get()
    browser.post(f"/{YEAR}/import/give-up/{upload.pk}")
    assert Upload.objects.count() == 0
    assert "not here any more" in said(browser.get(address(page)))


def test_the_values_of_a_spreadsheet_are_shown_as_texts_and_never_run(browser: Client) -> None:
    page = chosen(browser, "LearnRefNumber,<b>x</b>\nL1,<script>alert(1)</script>\n")
    assert "<script>alert" not in page.content.decode()
    assert "&lt;script&gt;alert(1)" in page.content.decode()


# The template and the whole return.


def test_the_template_of_the_year_is_linked_and_can_be_filled_in_and_imported(
    browser: Client, begun: ReturnYear
) -> None:
    keep_contract(begun.provider, "contract.toml", make.CONTRACT.encode(), ANN)
    assert f'href="/{YEAR}/import/template"' in browser.get(f"/{YEAR}/import").content.decode()
    answer = browser.get(f"/{YEAR}/import/template")
    assert answer["Content-Disposition"] == 'attachment; filename="OpenLET template 2023-24.xlsx"'
    book = openpyxl.load_workbook(BytesIO(answer.content))
    sheet = book.worksheets[0]
    assert sheet["A2"].value == EXAMPLE
    assert "Z0020001" in [cell.value for row in book["Codes"].iter_rows() for cell in row]
    sheet["A3"] = "L7"
    held = BytesIO()
    book.save(held)
    preview_of(browser, held.getvalue(), "filled.xlsx")
    result(browser, confirm(browser))
    assert list(documents()) == ["L7"]


def test_the_whole_return_can_be_downloaded_and_comes_back_without_a_question(browser: Client) -> None:
    learner = kept().learner
    before = documents()
    assert f'action="/{YEAR}/export/workbook"' in browser.get(f"/{YEAR}/export").content.decode()
    page = result(browser, browser.post(f"/{YEAR}/export/workbook"))
    assert "1 learner in the workbook." in said(page)
    answer = download(browser, page)
    assert re.fullmatch(
        r'attachment; filename="OpenLET-10999991-2324-\d{8}-\d{6}\.xlsx"', answer["Content-Disposition"]
    )
    book = openpyxl.load_workbook(BytesIO(answer.content))
    sheet = book["Learner"]
    headers = [cell.value for cell in sheet[1]]
    sheet.cell(2, headers.index("GivenNames") + 1, "Changed")
    held = BytesIO()
    book.save(held)
    upload = SimpleUploadedFile("whole.xlsx", held.getvalue())
    page = browser.post(f"/{YEAR}/import", {"file": upload}, follow=True)
    work()
    page = browser.get(f"/working/{preview_job().pk}", follow=True)
    assert "whole.xlsx" in said(page)
    result(browser, confirm(browser))
    expected = {**before["L0001"]["Learner"], "GivenNames": "Changed"}
    assert document(learner) == {"Learner": expected}


def test_a_return_without_learners_has_no_workbook(browser: Client) -> None:
    page = result(browser, browser.post(f"/{YEAR}/export/workbook"))
    assert "holds no learner yet" in said(page)
    assert MadeFile.objects.count() == 0


def test_the_newest_workbook_takes_the_place_of_the_last_and_goes_after_a_day(browser: Client) -> None:
    kept()
    first = result(browser, browser.post(f"/{YEAR}/export/workbook"))
    second = result(browser, browser.post(f"/{YEAR}/export/workbook"))
    assert "is not kept any more" in said(browser.get(first.request["PATH_INFO"]))
    newest = MadeFile.objects.get()
    assert second.request["PATH_INFO"] == f"/{YEAR}/workbooks/{newest.job_id}"
    assert newest.name in said(browser.get(f"/{YEAR}/export"))
    drop_old_made(newest.when)
    assert MadeFile.objects.count() == 1
    drop_old_made(newest.when + timedelta(seconds=1))
    assert MadeFile.objects.count() == 0


def test_columns_are_those_of_the_year_of_the_return(browser: Client) -> None:
    begin_year(make.UKPRN, year_of("2024-25"))
    page = chosen(browser, "LearnRefNumber,OutType\nL1,EMP\n", year=2425)
    assert columns(page) == {"column-0": "LearnRefNumber", "column-1": ""}


def test_how_far_a_long_spreadsheet_is_is_told(browser: Client) -> None:
    text = "LearnRefNumber,FamilyName\n" + "".join(f"L{number},Invented\n" for number in range(400))
    page = preview_of(browser, text)
    assert "400" in said(page)
    assert preview_job().done >= 350
