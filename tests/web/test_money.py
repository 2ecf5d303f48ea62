"""The page of money: sums, filters in the address, reasons with their learners, recording with preview and undo."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from openlet.payments.ledger import read_ledger
from openlet.spec.years import year_of
from openlet.store.basis import LEDGER
from openlet.store.models import Job, KeptContract
from openlet.store.services import set_dont_export, set_field
from openlet.web.frame import who
from tests import make
from tests.web.many import ULNS, YEAR, add, learner, open_store, work

BEFORE = year_of("2023-24")
MONEY, RECORD, BACK = (f"/{YEAR.code}/money/{part}" for part in ("", "record", "take-back"))
NO_DAM = make.fams("SOF112", "FFI1")
EARLY = [make.status(since=make.START.replace(day=1, month=4))]


@pytest.fixture(autouse=True)
def store(folder: Path) -> list[int]:
    """Two years: one with two milestones earned, one that WMCA would not pay; and a starter of the newer year."""
    open_store()
    finished = make.learner(make.finished(), make.milestone(), ULN=ULNS[1], LearnRefNumber="L0002")
    unpaid = make.learner(make.aim(LearningDeliveryFAM=NO_DAM), ULN=ULNS[2], LearnRefNumber="L0003")
    return [add(learner(0)), add(finished, BEFORE), add(unpaid, BEFORE)]


def page(browser: Client, **asked: str) -> str:
    answer = browser.get(MONEY, asked)
    assert answer.status_code == 200
    return str(answer.content.decode())


def sums(shown: str) -> dict[str, list[str]]:
    """The pounds of each row of the table of sums."""
    table = shown.split('id="sums-rows"')[1].split("</tbody>")[0]
    rows = re.findall(r'<th scope="row"[^>]*>(.*?)</th>(.*?)</tr>', table, re.DOTALL)
    return {name: re.findall("£[0-9,.]+", cells) for name, cells in rows}


def listed(shown: str) -> list[str]:
    """The references in the list."""
    if 'id="bootcamps-rows"' not in shown:
        return []
    table = shown.split('id="bootcamps-rows"')[1].split("</tbody>")[0]
    return re.findall(r'<a class="govuk-link" href="/learner/[0-9]+/">(.*?)</a>', table)


def prepared(browser: Client) -> tuple[str, str]:
    """What would be recorded, worked out: the number of the job, and the page."""
    browser.post(RECORD, {"step": "prepare"})
    work()
    key = str(Job.objects.filter(kind="prepare recording").latest("pk").pk)
    return key, str(browser.get(RECORD, {"job": key}).content.decode())


def record(browser: Client, key: str, **more: str) -> Any:
    return browser.post(RECORD, {"step": "record", "job": key, "sure": "yes", **more})


def test_the_sums_are_those_of_all_years_by_milestone(browser: Client) -> None:
    assert sums(page(browser)) == {
        "Milestone 1": ["£0", "£2,400", "£0", "£1,200", "£0"],
        "Milestone 2": ["£0", "£900", "£900", "£900", "£0"],
        "Milestone 3": ["£0", "£0", "£1,800", "£900", "£0"],
        "Together": ["£0", "£3,300", "£2,700", "£3,000", "£0"],
    }


def test_home_says_the_same(browser: Client) -> None:
    shown = browser.get(f"/{YEAR.code}/").content.decode()
    for words, amount in (("Payable now", "£3,300"), ("Not yet", "£2,700"), ("At risk", "£3,000"), ("Lost", "£0")):
        assert re.search(f"<dt>{words}</dt><dd>{amount}</dd>", shown)


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({}, ["L0001", "L0002", "L0003"]),
        ({"year": "2324"}, ["L0002", "L0003"]),
        ({"year": "2425"}, ["L0001"]),
        ({"bootcamp": "Z0020002"}, []),
        ({"state": "payable"}, ["L0001", "L0002"]),
        ({"milestone": "M2", "state": "payable"}, ["L0002"]),
        ({"state": "at_risk"}, ["L0003"]),
        ({"reason": "NP-09"}, ["L0003"]),
        ({"reason": "NP-01"}, []),
        ({"milestone": "M9", "state": "rich", "year": "next"}, ["L0001", "L0002", "L0003"]),
    ],
)
def test_the_filters_stand_in_the_address(browser: Client, asked: dict[str, str], wanted: list[str]) -> None:
    shown = page(browser, **asked)
    assert listed(shown) == wanted
    assert ("Clear filters" in shown) == bool(wanted != ["L0001", "L0002", "L0003"])


def test_the_sums_are_of_what_is_found(browser: Client) -> None:
    assert sums(page(browser, year="2425"))["Together"] == ["£0", "£1,200", "£1,800", "£0", "£0"]


def test_each_reason_has_its_phrase_its_pounds_and_a_way_to_its_learners(browser: Client) -> None:
    shown = page(browser)
    row = shown.split('id="reasons-rows"')[1].split("</tbody>")[0]
    assert "NP-09" in row
    assert "DAM 023 missing" in row
    assert re.findall("£[0-9,]+", row) == ["£3,000", "£0", "£3,000"]
    assert 'href="/2425/money/?reason=NP-09#bootcamps"' in row


def test_who_is_left_out_of_the_export_has_nothing_payable_and_it_is_said_why(
    browser: Client, store: list[int]
) -> None:
    set_dont_export(store[0], True, who())
    shown = page(browser)
    assert sums(shown)["Together"] == ["£0", "£2,100", "£2,700", "£4,200", "£0"]
    assert "The learner is left out of the export" in shown
    assert listed(page(browser, reason="export")) == ["L0001"]
    assert "Left out of the export" in page(browser, year="2425")


def test_a_deleted_learner_has_no_money(browser: Client, store: list[int]) -> None:
    from openlet.store.services import delete_learner

    delete_learner(store[0], who())
    assert listed(page(browser)) == ["L0002", "L0003"]


def test_without_a_contract_the_page_says_so_and_offers_no_recording(browser: Client) -> None:
    KeptContract.objects.all().delete()
    shown = page(browser)
    assert "No contract is kept yet" in shown
    assert RECORD not in shown


def test_a_ledger_that_cannot_be_read_is_said(browser: Client, folder: Path) -> None:
    (folder / LEDGER).write_text("damaged\n")
    assert "ledger.jsonl, line 1: the ledger was changed or damaged there" in page(browser)


# Recording.


def test_what_would_be_recorded_is_shown_first(browser: Client, folder: Path) -> None:
    begun = browser.post(RECORD, {"step": "prepare"})
    assert begun["Location"].startswith("/working/")
    assert "being worked out" in browser.get(begun["Location"]).content.decode()
    work()
    key, shown = prepared(browser)
    assert browser.get(begun["Location"])["Location"].startswith(f"{RECORD}?job=")
    for text in ("L0001", "L0002", "£3,300", "judged as of 18 October 2024", "Record £3,300 as paid", "ledger.jsonl"):
        assert text in shown
    assert "L0003" not in shown
    assert not (folder / LEDGER).exists()
    assert key


def test_it_is_recorded_after_the_box_is_ticked_and_everybody_is_checked_again(browser: Client, folder: Path) -> None:
    key, _ = prepared(browser)
    unsure = record(browser, key, sure="")
    assert unsure.status_code == 422
    assert "Tick the box when WMCA has paid" in unsure.content.decode()
    assert "Record £3,300 as paid" in unsure.content.decode()
    assert not (folder / LEDGER).exists()
    done = record(browser, key)
    assert done["Location"] == f"{MONEY}?done=recorded"
    assert sum(entry.pence for entry in read_ledger(folder / LEDGER).entries) == 330_000
    work()
    shown = page(browser)
    assert sums(shown)["Together"] == ["£3,300", "£0", "£2,700", "£3,000", "£0"]
    assert "18 October 2024" in shown.split('id="recorded"')[1]
    assert Job.objects.get(pk=key).result is None  # it held learner data


def test_recording_twice_records_once(browser: Client, folder: Path) -> None:
    key, _ = prepared(browser)
    record(browser, key)
    again = record(browser, key)
    assert again.status_code == 422
    assert "has to be worked out first" in again.content.decode()
    assert len(read_ledger(folder / LEDGER).recordings) == 1


def test_nothing_is_recorded_after_a_record_has_changed(browser: Client, folder: Path, store: list[int]) -> None:
    key, _ = prepared(browser)
    set_field(store[0], "Learner/GivenNames", "Else", "Person", "somebody else")
    answer = record(browser, key)
    assert answer.status_code == 422
    assert "have changed since this was worked out" in answer.content.decode()
    assert "Work out what would be recorded" in answer.content.decode()
    assert not (folder / LEDGER).exists()


def test_only_the_newest_preview_is_kept(browser: Client) -> None:
    first, _ = prepared(browser)
    second, _ = prepared(browser)
    assert Job.objects.get(pk=first).result is None
    assert Job.objects.get(pk=second).result is not None


def test_nothing_to_record_is_said(browser: Client) -> None:
    record(browser, prepared(browser)[0])
    _, shown = prepared(browser)
    assert "Nothing is to be recorded" in shown
    assert 'name="sure"' not in shown


def test_why_it_could_not_be_worked_out_is_said(browser: Client) -> None:
    KeptContract.objects.all().delete()
    key, _ = prepared(browser)
    answer = browser.get(RECORD, {"job": key})
    assert answer.status_code == 422
    assert "No contract is kept" in answer.content.decode()


def test_money_that_would_go_back_is_said_in_the_preview(browser: Client, store: list[int]) -> None:
    record(browser, prepared(browser)[0])
    from openlet.store.models import LearnerDocument

    aim = LearnerDocument.objects.get(pk=store[1]).content["Learner"]["LearningDelivery"][0]["_id"]
    set_field(store[1], f"Learner/LearningDelivery/{aim}/Outcome", "3", "1", who())
    _, shown = prepared(browser)
    assert "£900 that was recorded as paid would be taken back" in shown
    assert "Taken back" in shown


def test_the_last_recording_is_taken_back_after_the_question(browser: Client, folder: Path) -> None:
    record(browser, prepared(browser)[0])
    work()
    assert "Take back the last recording" in page(browser)
    question = browser.post(BACK).content.decode()
    assert "3 movements, £3,300 together" in question
    last = re.findall(r'name="last_hash" value="([0-9a-f]+)"', question)[0]
    wrong = browser.post(BACK, {"sure": "yes", "last_hash": "0" * 64})
    assert wrong.status_code == 422
    assert browser.post(BACK, {"sure": "yes", "last_hash": last})["Location"] == f"{MONEY}?done=taken"
    work()
    shown = page(browser)
    assert sums(shown)["Together"] == ["£0", "£3,300", "£2,700", "£3,000", "£0"]
    assert "taking the recording before it back" in shown
    assert "Take back the last recording</button>" not in shown
    assert len(read_ledger(folder / LEDGER).recordings) == 2


def test_with_nothing_recorded_there_is_nothing_to_take_back(browser: Client) -> None:
    assert "Take back the last recording</button>" not in page(browser)
    assert "There is no recording" in browser.post(BACK).content.decode()


@pytest.mark.parametrize("name", ["money", "money_record", "cohorts", "cohort_new", "change_many"])
def test_each_page_is_kept_from_strangers_and_names_its_part(browser: Client, name: str) -> None:
    address = reverse(name, args=[YEAR.code])
    assert Client(SERVER_NAME="127.0.0.1", headers={"sec-fetch-site": "same-origin"}).get(address).status_code == 403
    shown = browser.get(address).content.decode()
    assert re.search(r'aria-current="(page|true)"><strong[^>]*>(Money|Cohorts)<', shown)
