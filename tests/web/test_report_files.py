"""Long files of the reports: written in the background, fetched when ready; one sentence where they cannot be."""

import io
import sys
import zipfile
from typing import Any

import openpyxl
import pytest
from django.test import Client

from openlet.reports.kinds import KINDS
from openlet.reports.tables import MARKING
from openlet.store.models import Job, Upload
from tests import make
from tests.web.many import YEAR, add, learner, open_store, work
from tests.web.pages import said

REPORTS, FILES = f"/{YEAR.code}/reports/", f"/{YEAR.code}/reports/files"


@pytest.fixture(autouse=True)
def worked_out(browser: Client) -> None:
    open_store()
    add(learner(0))
    browser.post(REPORTS)
    work()


def written(browser: Client, **asked: str) -> Any:
    """The page after the files have been written."""
    begun = browser.post(FILES, asked)
    work()
    return browser.get(begun["Location"], follow=True)


def fetched(browser: Client, page: Any) -> bytes:
    job = Job.objects.filter(kind="report files").latest("pk")
    assert f'href="{FILES}/{job.pk}"' in page.content.decode()
    content: bytes = browser.get(f"{FILES}/{job.pk}").content
    return content


def test_all_workbooks_come_as_one_zip_with_every_kind_that_there_is(browser: Client) -> None:
    content = fetched(browser, written(browser, form="xlsx"))
    archive = zipfile.ZipFile(io.BytesIO(content))
    assert {name.partition("-2024")[0] for name in archive.namelist()} == {*KINDS, "destinations-shared"}
    for name in archive.namelist():
        book = openpyxl.load_workbook(io.BytesIO(archive.read(name)))
        assert book.sheetnames[-1] == "About"
        assert MARKING in book.worksheets[0].oddHeader.center.text


def test_names_are_in_the_files_only_on_request(browser: Client) -> None:
    name = make.learner().FamilyName
    for asked, is_there in (({}, False), ({"names": "1"}, True)):
        content = fetched(browser, written(browser, form="xlsx", report="payments", **asked))
        cells = {cell.value for row in openpyxl.load_workbook(io.BytesIO(content)).worksheets[0] for cell in row}
        assert (name in cells) is is_there


def test_only_the_newest_file_is_kept(browser: Client) -> None:
    written(browser, form="xlsx", report="payments")
    first = Job.objects.filter(kind="report files").latest("pk").pk
    written(browser, form="xlsx", report="no-pay")
    assert Upload.objects.count() == 1
    assert browser.get(f"{FILES}/{first}").status_code == 404


def test_where_pdf_cannot_be_written_the_page_says_what_to_do(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    page = written(browser, form="pdf", report="payments")
    assert "PDF needs WeasyPrint, which is not installed here. Install it:" in said(page)
    assert not Upload.objects.exists()


def test_what_is_no_report_or_no_long_format_is_not_found(browser: Client) -> None:
    assert browser.post(FILES, {"form": "exe"}).status_code == 404
    assert browser.post(FILES, {"form": "pdf", "report": "no-such"}).status_code == 404
