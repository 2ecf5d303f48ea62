"""Two states of a return compared in the browser."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.test import Client

from openlet.spec.years import year_of
from openlet.store.models import Job, Snapshot
from openlet.store.services import (
    begin_year,
    delete_learner,
    keep_contract,
    set_field,
    set_provider,
    set_working_day,
    take_snapshot_now,
)
from tests import make
from tests.store.keeping import ANN, document, imported, year
from tests.web.pages import YEAR, result, said

PATH = f"/{YEAR}/compare"


@pytest.fixture
def before(folder: object) -> str:
    """A store with a contract and two learners, a snapshot of them, and since then one deleted, one changed."""
    provider = set_provider(make.UKPRN, "Example Training Ltd")
    keep_contract(provider, "contract.toml", make.CONTRACT.encode(), ANN)
    set_working_day(provider, make.AS_OF)
    imported(
        make.learner(FamilyName="Zzyzxova"),
        make.learner(make.finished(), make.milestone(), LearnRefNumber="L0002", ULN=make.OTHER_ULN),
    )
    snapshot = take_snapshot_now(year(), ANN)
    keys = {one.LearnRefNumber: one.pk for one in year().learners.all()}
    set_field(keys["L0001"], "Learner/FamilyName", "Wedded", "Zzyzxova", ANN)
    delete_learner(keys["L0002"], ANN)
    return str(snapshot.pk)


def compared(browser: Client, before: str, after: str = "now") -> Any:
    return result(browser, browser.post(PATH, {"before": before, "after": after}))


def test_the_form_offers_every_snapshot_and_what_stands_now(browser: Client, before: str) -> None:
    shown = said(browser.get(PATH))
    assert "What stands now" in shown
    assert shown.count("Before the first change of the day") == 2 * Snapshot.objects.filter(why="daily").count()


def test_paid_aims_that_are_gone_are_shown_first_with_their_money(browser: Client, before: str) -> None:
    shown = said(compared(browser, before))
    assert "Aims that were paid or payable are gone: £2,100 rested on them." in shown
    assert "Paid aims that are gone: 2" in shown
    assert (
        shown.index("Paid aims that are gone: 2") < shown.index("Money that changes") < shown.index("Changed values: 1")
    )
    assert "Learners gone 1" in shown
    assert "Learners changed 1" in shown
    assert "Money before £3,300" in shown
    assert "Difference -£2,100" in shown


def test_a_changed_value_is_shown_with_both_values_and_a_link_to_the_learner(browser: Client, before: str) -> None:
    page = compared(browser, before).content.decode()
    assert "Zzyzxova" in page
    assert "Wedded" in page
    key = year().learners.get(LearnRefNumber="L0001").pk
    assert f'href="/learner/{key}/">L0001</a>' in page
    assert ">L0002</a>" not in page


def test_the_other_way_round_what_is_gone_is_new(browser: Client, before: str) -> None:
    shown = said(compared(browser, "now", before))
    assert "Learners new 1" in shown
    assert "Paid aims that are gone: 0" in shown


def test_the_workbook_holds_everything(browser: Client, before: str) -> None:
    compared(browser, before)
    answer = browser.get(f"{PATH}/{Job.objects.get(kind='compare').pk}/workbook")
    book = openpyxl.load_workbook(BytesIO(answer.content))
    assert book.sheetnames[:2] == ["Paid aims that are gone", "Summary"]
    header, *rows = book["Paid aims that are gone"].iter_rows(values_only=True)
    assert rows[0][header.index("earned_before")] == 2100
    assert answer["Content-Disposition"] == f'attachment; filename="compare-{YEAR}.xlsx"'


def test_only_the_newest_comparison_is_kept_as_it_holds_learner_data(browser: Client, before: str) -> None:
    compared(browser, before)
    first = Job.objects.get(kind="compare").pk
    compared(browser, before)
    assert [one.result is None for one in Job.objects.filter(kind="compare").order_by("pk")] == [True, False]
    assert "not kept any more" in said(browser.get(f"{PATH}?job={first}"))
    assert browser.get(f"{PATH}/{first}/workbook").status_code == 404


def test_a_working_day_before_the_snapshot_changes_nothing_of_who_is_compared(browser: Client, before: str) -> None:
    assert Snapshot.objects.get(pk=before).when.date() > make.AS_OF
    assert "Learners gone 1" in said(compared(browser, before))


def test_a_value_that_cannot_be_read_is_compared_as_it_was_typed(browser: Client, before: str) -> None:
    key = year().learners.get(LearnRefNumber="L0001").pk
    set_field(key, "Learner/DateOfBirth", "no day", document(key)["Learner"]["DateOfBirth"], ANN)
    assert "no day" in said(compared(browser, before))


@pytest.mark.parametrize(
    ("sides", "sentence"),
    [
        (("now", "now"), "Both sides are the same."),
        (("999", "now"), "There is no such snapshot."),
        (("", "now"), "There is no such snapshot."),
    ],
)
def test_what_cannot_be_compared_is_said(browser: Client, before: str, sides: tuple[str, str], sentence: str) -> None:
    assert sentence in said(compared(browser, *sides))


def test_a_snapshot_of_another_return_is_none_of_this_one(browser: Client, before: str) -> None:
    other = take_snapshot_now(begin_year(make.UKPRN, year_of("2024-25")), ANN)
    assert "There is no such snapshot." in said(compared(browser, str(other.pk)))


def test_without_a_contract_it_is_said_that_one_is_needed(browser: Client, folder: object) -> None:
    set_provider(make.UKPRN, "Example Training Ltd")
    imported(make.learner())
    snapshot = take_snapshot_now(year(), ANN)
    assert "No contract is kept yet" in said(compared(browser, str(snapshot.pk)))
