"""Export in the browser: who is left out and why, then the file into a folder or to be downloaded."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from lxml import etree

from openlet.store.basis import current_basis
from openlet.store.models import Job, LearnerRow, LearnerState, Provider, ReturnedAim, Snapshot
from openlet.store.services import (
    begin_year,
    keep_contract,
    refresh_all,
    set_dont_export,
    set_field,
    set_working_day,
)
from tests import make
from tests.reference import is_valid
from tests.store.keeping import ANN, YEAR, document, imported, row
from tests.web.pages import hidden, learners, result, said, work

DAY = "20 August 2024"


@pytest.fixture(autouse=True)
def begun(folder: Path) -> None:
    begin_year(make.UKPRN, YEAR)


@pytest.fixture
def contract() -> Provider:
    provider: Provider = Provider.objects.get()
    keep_contract(provider, "contract.toml", make.CONTRACT.encode(), ANN)
    set_working_day(provider, make.AS_OF)
    provider.refresh_from_db()
    return provider


def export(browser: Client, how: str = "folder", folder: Path | str = "", prepared: str = DAY) -> Any:
    return browser.post("/2324/export", {"how": how, "folder": str(folder), "prepared": prepared})


def key(reference: str) -> int:
    return int(LearnerRow.objects.get(LearnRefNumber=reference).pk)


# Who is left out.


def test_who_would_be_left_out_is_named_with_the_reason_and_a_link(browser: Client, contract: Provider) -> None:
    imported(*learners("L0001", "L0002"), *learners("L0003", Sex="Female"), *learners("L0004", NINumber=None))
    set_dont_export(key("L0002"), True, ANN)
    page = browser.get("/2324/export")
    assert "1 learner would be in the file, 3 left out." in said(page)
    assert "L0002 excluded by the user (Don't export)" in said(page)
    assert "L0003 Sex" in said(page)
    assert "L0004" in said(page)
    assert f'href="/learner/{key("L0004")}/"' in page.content.decode()
    assert Snapshot.objects.filter(why="export").count() == 0


def test_without_a_contract_only_the_schema_keeps_learners_out_and_the_page_says_so(browser: Client) -> None:
    imported(*learners("L0001", NINumber=None), *learners("L0002", Sex="Female"))
    page = said(browser.get("/2324/export"))
    assert "1 learner would be in the file, 1 left out. No contract is kept" in page
    assert "L0002 Sex in Learner must be text of exactly 1 character" in page


def test_the_answer_is_never_stale(browser: Client, contract: Provider, tmp_path: Path) -> None:
    imported(*learners("L0001", "L0002"))
    refresh_all(current_basis(contract))
    LearnerState.objects.update(gaps=0)
    learner = key("L0001")
    set_field(learner, "Learner/NINumber", "", "AB123456C", ANN)
    LearnerState.objects.filter(pk=learner).update(version=1, gaps=0)  # as if it had been judged before the change
    assert "1 learner would be in the file, 1 left out." in said(browser.get("/2324/export"))
    page = said(result(browser, export(browser, folder=tmp_path / "out")))
    assert "L0001" in page
    assert "National Insurance number" in page


def test_while_many_are_not_judged_the_page_says_how_far_that_is(browser: Client, contract: Provider) -> None:
    imported(*learners(*(f"L{number:04d}" for number in range(60))))
    page = said(browser.get("/2324/export"))
    assert "Before it can be said who would be left out, learners must be checked again." in page
    work()
    assert "60 learners would be in the file, 0 left out." in said(browser.get("/2324/export"))


def test_without_a_single_learner_there_is_nothing_to_confirm(browser: Client) -> None:
    page = said(browser.get("/2324/export"))
    assert "there is nothing to export yet" in page
    answer = said(result(browser, export(browser, "download")))
    assert "No learner of 2023-24 can be exported, and a file without learners is not valid" in answer


# Into a folder.


def test_the_file_goes_into_the_folder_and_is_valid(browser: Client, tmp_path: Path) -> None:
    imported(*learners("L0001"), make.progression(), *learners("L0002", Sex="Female"))
    page = said(result(browser, export(browser, folder=tmp_path / "new" / "out")))
    path = tmp_path / "new" / "out" / "ILR-10999991-2324-20240820-000000-01.xml"
    content = path.read_bytes()
    assert is_valid("2023-24", etree.fromstring(content))
    assert str(path) in page
    assert "Learners 1 Destination records 1" in page
    assert "L0002 Sex in Learner" in page
    listed = said(browser.get("/2324/history/snapshots"))
    assert f"Export of {path.name}" in listed
    assert list((tmp_path / "new" / "out").iterdir()) == [path]


def test_the_usual_folder_and_day_are_offered(browser: Client, folder: Path, contract: Provider) -> None:
    imported(*learners("L0001"))
    page = browser.get("/2324/export").content.decode()
    assert f'value="{folder / "exports"}"' in page
    assert 'value="20/08/2024"' in page


def test_the_same_records_and_day_give_the_same_file_and_others_another_name(browser: Client, tmp_path: Path) -> None:
    imported(*learners("L0001"))
    names = []
    for place, name in (("a", "Invented"), ("b", "Invented"), ("b", "Smith"), ("c", "Smith"), ("c", "Invented")):
        now = document(key("L0001"))["Learner"]["FamilyName"]
        set_field(key("L0001"), "Learner/FamilyName", name, now, ANN)
        done = result(browser, export(browser, folder=tmp_path / place))
        assert "Exported" in said(done)
        newest = Snapshot.objects.latest("pk")
        names.append((newest.file_name[-6:-4], newest.sha256))
    assert [serial for serial, _ in names] == ["01", "01", "02", "02", "01"]
    assert len(set(names)) == 2
    assert (tmp_path / "a" / newest.file_name).read_bytes() == (tmp_path / "c" / newest.file_name).read_bytes()


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ({"how": "folder", "folder": "out"}, "Enter the whole path of a folder on this machine"),
        ({"how": "folder", "folder": ""}, "Enter the whole path of a folder on this machine"),
        ({"how": "elsewhere"}, "Choose whether the file goes into a folder or is downloaded."),
        ({"how": "download", "prepared": "31 February 2024"}, "Enter the preparation date as a day"),
        ({"how": "download", "prepared": ""}, "Enter the preparation date as a day"),
    ],
    ids=["a relative folder", "no folder", "neither of the two", "no such day", "no day"],
)
def test_a_wrong_answer_is_said_and_nothing_is_begun(form: dict[str, str], text: str, browser: Client) -> None:
    imported(*learners("L0001"))
    page = browser.post("/2324/export", {"prepared": DAY, **form})
    assert page.status_code == 422
    assert text in said(page)
    assert Job.objects.filter(kind="export").count() == 0


def test_a_folder_that_is_a_file_is_refused(browser: Client, tmp_path: Path) -> None:
    imported(*learners("L0001"))
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert "is a file. Enter the path of a folder." in said(export(browser, folder=tmp_path / "file"))
    page = result(browser, export(browser, folder=tmp_path / "file" / "below"))
    assert "could not be written into" in said(page)
    assert "not a directory" in said(page)
    assert Snapshot.objects.filter(why="export").count() == 0


# Downloads.


def test_a_download_leaves_no_copy_on_the_disk(browser: Client, folder: Path, tmp_path: Path) -> None:
    imported(*learners("L0001", FamilyName="Nowhere-Else"))
    before = set(tmp_path.rglob("*"))
    page = result(browser, export(browser, "download"))
    assert "Ready to download ILR-10999991-2324-20240820-000000-01.xml" in said(page)
    snapshot = Snapshot.objects.get(why="export")
    answer = browser.get(f"/2324/export/file/{snapshot.pk}")
    content = b"".join(answer.streaming_content)
    assert is_valid("2023-24", etree.fromstring(content))
    assert answer["Content-Disposition"] == 'attachment; filename="ILR-10999991-2324-20240820-000000-01.xml"'
    assert answer["Content-Length"] == str(len(content))
    assert answer["Cache-Control"] == "no-store"
    new = set(tmp_path.rglob("*")) - before
    assert {path.name for path in new} <= {"openlet.sqlite3-wal", "openlet.sqlite3-shm"}


def test_an_earlier_export_can_be_downloaded_again_byte_for_byte(browser: Client, tmp_path: Path) -> None:
    imported(*learners("L0001"), *learners("L0002", Sex="Female"), make.progression())
    result(browser, export(browser, folder=tmp_path / "out"))
    path = next((tmp_path / "out").iterdir())
    set_field(key("L0001"), "Learner/FamilyName", "Smith", "Invented", ANN)
    snapshot = Snapshot.objects.get(why="export").pk
    again = b"".join(browser.get(f"/2324/export/file/{snapshot}").streaming_content)
    assert again == path.read_bytes()


def test_an_export_of_another_version_of_the_program_is_not_passed_off_as_the_same(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(*learners("L0001"))
    result(browser, export(browser, "download"))
    monkeypatch.setattr("openlet.ilr.writing.__version__", "9.9")
    page = browser.get(f"/2324/export/file/{Snapshot.objects.get(why='export').pk}")
    assert page.status_code == 422
    assert "was made by another version of OpenLET" in said(page)


# What was returned.


def test_only_a_file_that_was_sent_in_counts_as_returned(browser: Client, contract: Provider) -> None:
    imported(*learners("L0001"))
    page = result(browser, export(browser, "download"))
    snapshot = Snapshot.objects.get(why="export").pk
    assert "This file was not sent in" in said(page)
    assert [one.LearnPlanEndDate for one in ReturnedAim.objects.all()] == [date(2024, 9, 30)]
    answer = browser.post(f"/2324/export/sent/{snapshot}", {"sent": "no"})
    assert answer["Location"] == f"/2324/history/snapshots#snapshot-{snapshot}"
    assert ReturnedAim.objects.count() == 0
    assert "not sent in" in said(browser.get("/2324/history/snapshots"))
    assert row(key("L0001")).version == 1
    browser.post(f"/2324/export/sent/{snapshot}", {"sent": "yes"})
    assert ReturnedAim.objects.count() == 1


def test_the_token_of_the_form_is_needed(browser: Client) -> None:
    strict = Client(enforce_csrf_checks=True, SERVER_NAME="127.0.0.1")
    strict.cookies = browser.cookies
    imported(*learners("L0001"))
    assert export(strict, "download").status_code == 403
    assert Job.objects.count() == 0
    assert hidden(strict.get("/2324/export"), "csrfmiddlewaretoken")
