"""The page of the work list: order, filters in the address, many at once, the box of each line, its history."""

import csv
import io
import json
import re
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.test import Client

from openlet.spec.years import year_of
from openlet.store.basis import current_basis
from openlet.store.models import Provider, WorkItem
from openlet.store.services import refresh_all, set_working_day
from openlet.web.frame import who
from tests import make
from tests.web.many import ULNS, YEAR, add, learner, open_store
from tests.web.pages import said

BEFORE = year_of("2023-24")
LIST, DO = f"/{YEAR.code}/work/", f"/{YEAR.code}/work/do"
NO_DAM = make.fams("SOF112", "FFI1")
ENDED = date(2024, 7, 31)


@pytest.fixture(autouse=True)
def store(folder: Path) -> list[int]:
    """Of the earlier year one without DAM 023 and one whose six months run; of the newer one without ethnicity."""
    open_store()
    set_working_day(Provider.objects.get(), date(2024, 10, 10))
    window = make.learner(make.finished(LearnActEndDate=ENDED), ULN=ULNS[1], LearnRefNumber="L0002")
    unpaid = make.learner(make.aim(LearningDeliveryFAM=NO_DAM), ULN=ULNS[2], LearnRefNumber="L0003")
    return [add(learner(0, Ethnicity=None)), add(window, BEFORE), add(unpaid, BEFORE)]


def rows(answer: Any) -> list[tuple[str, str]]:
    """What each line is about, with its learner."""
    table = answer.content.decode().split('id="work-rows"')
    if len(table) == 1:
        return []
    found = re.findall(
        r'<th scope="row".*?href="[^"]*">(.*?)</a>.*?href="/learner/[0-9]+/">(.*?)</a>', table[1], re.DOTALL
    )
    return [(unescape(what), reference) for what, reference in found]


def test_what_costs_most_money_comes_first_and_the_sums_count_each_milestone_once(browser: Client) -> None:
    answer = browser.get(LIST)
    assert [reference for _, reference in rows(answer)][:2] == ["L0003", "L0001"]  # the same money; due earlier
    text = said(answer)
    assert "Costs money now 2 2 £2,400" in text
    assert rows(browser.get(LIST, {"order": "deadline"}))


def test_filters_stand_in_the_address(browser: Client) -> None:
    assert [who for _, who in rows(browser.get(LIST, {"kind": "no-pay"}))] == ["L0003"]
    assert {who for _, who in rows(browser.get(LIST, {"bootcamp": "Z0020001", "year": "2324"}))} == {"L0002", "L0003"}
    assert {who for _, who in rows(browser.get(LIST, {"q": "L0001"}))} == {"L0001"}
    assert {who for _, who in rows(browser.get(LIST, {"due": "14", "priority": "1"}))} == {"L0003"}
    assert {who for _, who in rows(browser.get(LIST, {"due": "30", "priority": "1"}))} == {"L0001", "L0003"}
    assert rows(browser.get(LIST, {"owner": "@mine"})) == []
    assert rows(browser.get(LIST, {"kind": "no such kind", "state": "no"})) == rows(browser.get(LIST))


def test_a_line_leads_to_the_box_of_the_learners_own_message(browser: Client) -> None:
    page = browser.get(LIST, {"kind": "no-pay"}).content.decode()
    href = re.findall(r'openlet-work__what"><a class="govuk-link" href="([^"]+)"', page)[0]
    address, _, fragment = href.partition("#")
    shown = browser.get(address).content.decode()
    assert f'href="{href}"' in shown or f'href="#{fragment}"' in shown
    assert f'id="{fragment}"' in shown


def test_many_are_given_at_once_by_choice_or_all_that_are_found(browser: Client) -> None:
    key = WorkItem.objects.get(kind="no-pay").pk
    answer = browser.post(DO, {"do": "assign", "owner": who(), "only": key, "asked": "kind=no-pay"}, follow=True)
    assert "1 line given to" in said(answer)
    assert [who for _, who in rows(browser.get(LIST, {"owner": "@mine"}))] == ["L0003"]
    browser.post(DO, {"do": "assign", "owner": "Mary", "all": "true", "asked": "q=L0001"})
    assert set(WorkItem.objects.filter(owner="Mary").values_list("learner__LearnRefNumber", flat=True)) == {"L0001"}
    assert "L0001" not in {who for _, who in rows(browser.get(LIST, {"owner": "@nobody"}))}


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"do": "assign", "owner": "Mary"}, "Choose at least one line"),
        ({"do": "done", "all": "true"}, "Say in a few words what was done"),
        ({"do": "assign", "owner": "x" * 101, "all": "true"}, "longer than 100 characters"),
        ({"do": "no such thing", "all": "true"}, "Choose what to do"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_changed(browser: Client, sent: dict[str, str], told: str) -> None:
    answer = browser.post(DO, sent)
    assert (answer.status_code, told in said(answer)) == (422, True)
    assert not WorkItem.objects.exclude(owner="", reason="", state="open").exists()


def test_what_is_done_is_off_the_list_and_comes_back_with_its_reason_the_next_day(browser: Client) -> None:
    item = WorkItem.objects.get(kind="no-pay")
    browser.post(DO, {"do": "done", "reason": "asked the funding team", "only": item.pk})
    assert "no-pay" not in WorkItem.objects.filter(state="open").values_list("kind", flat=True)
    assert rows(browser.get(LIST, {"kind": "no-pay"})) == []
    assert [who for _, who in rows(browser.get(LIST, {"state": "done"}))] == ["L0003"]
    set_working_day(Provider.objects.get(), date(2024, 10, 11))
    refresh_all(current_basis(Provider.objects.get()))
    text = said(browser.get(LIST, {"state": "came-back"}))
    assert "Came back" in text
    assert f"{who()} said on" in text
    assert "asked the funding team" in text
    history = said(browser.get(f"/{YEAR.code}/work/{item.pk}"))
    assert "Came back: its cause was still there" in history
    assert "Marked as done: asked the funding team" in history


def test_a_window_leads_to_where_claims_are_recorded(browser: Client, store: list[int]) -> None:
    set_working_day(Provider.objects.get(), date(2025, 1, 15))
    refresh_all(current_basis(Provider.objects.get()))
    page = browser.get(LIST, {"kind": "window"}).content.decode()
    href = re.findall(r'openlet-work__what"><a class="govuk-link" href="([^"]+)"', page)[0]
    assert href.startswith(f"/learner/{store[1]}/bootcamp/")
    assert browser.get(href).status_code == 200


def test_a_line_that_is_not_there_is_not_found(browser: Client) -> None:
    assert browser.get(f"/{YEAR.code}/work/999999").status_code == 404


# Files.


def test_page_csv_json_and_workbook_hold_the_same_lines_and_say_what_they_rest_on(browser: Client) -> None:
    asked = {"year": "2324", "order": "deadline"}
    document = json.loads(browser.get(f"{LIST}file.json", asked).content)
    of_json = document["tables"]["to-do"]
    lines = browser.get(f"{LIST}file.csv", asked).content.decode("utf-8-sig").splitlines()
    of_csv = list(csv.DictReader(lines))
    book = openpyxl.load_workbook(io.BytesIO(browser.get(f"{LIST}file.xlsx", asked).content))
    head, *cells = book["Work list"].iter_rows(values_only=True)
    of_book = [dict(zip(head, row, strict=True)) for row in cells]
    page = rows(browser.get(LIST, asked))
    assert [one["learner"] for one in of_json] == [reference for _, reference in page]
    for name in ("learner", "field", "code", "at_stake", "by_this_alone"):
        assert [one[name] or "" for one in of_json] == [one[name].removeprefix("'") for one in of_csv]
    assert [float(one["at_stake"]) for one in of_json] == [one["at_stake"] for one in of_book]
    said = document["about"]
    assert (said["as_of"], said["filters"], said["marking"]) == (
        "2024-10-10", "year=2324&order=deadline", "OFFICIAL-SENSITIVE",
    )  # fmt: skip
    assert said["contracts"][0]["wave"]
    assert len(said["records_sha256"]) == 64


def test_names_are_shown_only_on_request(browser: Client) -> None:
    name = make.learner().FamilyName
    assert name
    for address in (LIST, f"{LIST}file.csv", f"{LIST}file.json"):
        assert name not in browser.get(address).content.decode()
        assert name in browser.get(address, {"names": "1"}).content.decode()


def test_there_is_no_file_of_another_kind(browser: Client) -> None:
    assert browser.get(f"{LIST}file.exe").status_code == 404
