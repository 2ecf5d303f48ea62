"""The pages of forecast, destinations and data quality: every figure is the number of the learners behind it."""

import re
from datetime import timedelta
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from openlet.contracts.rates import read_rates
from openlet.contracts.terms import Contracts
from openlet.ilr.identifiers import with_check_digit
from openlet.spec.years import year_of
from openlet.store.basis import working_day
from openlet.store.models import KeptRates, Provider
from openlet.store.services import export_file
from openlet.web.plots import columns, in_pounds, lines
from tests import make
from tests.web.many import YEAR, add, learner, open_store, work

BEFORE = year_of("2023-24")
REPORTS = f"/{YEAR.code}/reports/"
RATES = f"{REPORTS}rates"
CODES = ("WMCA1.1", "WMCA5.0", "WMCA14.0", None)
PEOPLE = [with_check_digit(100_000_100 + at) for at in range(10)]
EMPTY = {f"M{n}{bound}": "" for n in (1, 2, 3) for bound in ("", "_best", "_worst")}


@pytest.fixture(autouse=True)
def store(folder: Any) -> list[int]:
    """A starter of the newer year; in the older one who left with several codes, and one whom WMCA would not pay."""
    open_store()
    left = [
        make.learner(
            make.finished(ProviderSpecDeliveryMonitoring=make.boxes(*([code] if code else []))),
            ULN=PEOPLE[at], LearnRefNumber=f"L{at:04}",
        )
        for at, code in enumerate(CODES, 2)
    ]  # fmt: skip
    wrong = make.aim(LearningDeliveryFAM=make.fams("SOF112", "FFI1"))
    unpaid = make.learner(wrong, ULN=PEOPLE[6], LearnRefNumber="L0009")
    return [add(learner(0)), *(add(one, BEFORE) for one in (*left, unpaid))]


@pytest.fixture
def worked_out(browser: Client, store: list[int]) -> Client:
    browser.post(REPORTS, {"report": "forecast"})
    work()
    return browser


def page(browser: Client, address: str) -> str:
    answer = browser.get(f"{REPORTS}{address}")
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


@pytest.mark.parametrize("address", ["destinations/", "quality/", "forecast/"])
def test_the_number_on_every_link_is_that_of_the_rows_it_leads_to(worked_out: Client, address: str) -> None:
    shown, looked_at = page(worked_out, address), 0
    for href, text in re.findall(r'href="([^"]*\?table=[^"]*#rows)">\s*([0-9]+)<', shown):
        rows = page(worked_out, href.removeprefix(REPORTS))
        count = re.search(r'class="openlet-count" role="status">([0-9]+) ', rows)
        table = parse_qs(urlsplit(href).query)["table"][0]
        if table == "quality-findings":
            continue  # a row may stand for several findings of one kind on one aim; the page of rows says how many
        assert count is not None and int(count[1]) == int(text), href
        looked_at += 1
    assert looked_at or address == "quality/"


def test_the_shared_page_has_no_number_under_five_and_leads_to_nobody(worked_out: Client) -> None:
    shown = page(worked_out, "destinations/shared")
    assert "<5" in shown
    assert "destinations-learners" not in shown
    assert not re.findall(r'numeric">[1-4](?:<| )', shown)


def test_an_export_is_an_earlier_return_of_data_quality(worked_out: Client, store: list[int]) -> None:
    assert "There is no earlier return yet." in page(worked_out, "quality/")
    export_file(None, "ann", BEFORE, prepared=working_day(Provider.objects.get()) - timedelta(days=30))
    worked_out.post(REPORTS, {"report": "quality"})
    work()
    shown = page(worked_out, "quality/")
    assert "Every rule in every return" in shown
    assert re.search(r"NP-09</a>.*?numeric\">30</td>", shown, re.DOTALL)  # days open


# Rates.


def test_without_a_rate_the_forecast_says_so_and_with_one_it_counts(worked_out: Client) -> None:
    assert "No rate is known for M3" in page(worked_out, "forecast/")
    typed = EMPTY | {"M1": "90", "M2": "70.5", "M2_best": "80", "M3": "50", "m3_days": "60"}
    assert worked_out.post(RATES, typed)["Location"].endswith("done=1")
    assert "have changed since this was worked out" in page(worked_out, "forecast/")
    worked_out.post(REPORTS, {"report": "forecast"})
    work()
    shown = page(worked_out, "forecast/")
    assert "No rate is known" not in shown
    assert "entered here" in shown
    assert "70.5" in shown and "80.0" in shown


def test_what_was_entered_is_a_file_that_the_command_line_reads(worked_out: Client, tmp_path: Any) -> None:
    worked_out.post(RATES, EMPTY | {"M1": "90"})
    scope = f"{RATES}?bootcamp={make.BOOTCAMP}"
    worked_out.post(scope, EMPTY | {"M2": "60", "2024-05": "12", "2024-06": "0"})
    path = tmp_path / "rates.toml"
    path.write_bytes(worked_out.get(f"{RATES}/file").content)
    rates = read_rates(path, Contracts((make.contract(),)))
    assert [str(rates.rate(name, make.BOOTCAMP, make.UKPRN).expected) for name in ("M1", "M2")] == ["0.9", "0.6"]  # type: ignore[union-attr]
    assert rates.planned_starts(make.BOOTCAMP, make.UKPRN) == {"2024-05": 12, "2024-06": 0}
    boxes = unescape(worked_out.get(scope).content.decode())
    assert re.search(r'name="2024-05"[^>]*value="12"', boxes)
    assert worked_out.post(scope, EMPTY)["Location"]  # all emptied: the general rate is left
    assert "[[bootcamp]]" not in KeptRates.objects.order_by("-pk")[0].text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"M1": "many"}, "many is no percentage from 0 to 100."),
        ({"M1": "101"}, "101 is no percentage"),
        ({"M1": "50", "M1_best": "40"}, "must rise in this order"),
        ({"M2_best": "40"}, "Enter what is expected of Milestone 2 too"),
        ({"m3_days": "-3"}, "-3 is no whole number"),
    ],
)
def test_a_rate_that_cannot_be_is_refused(browser: Client, typed: dict[str, str], said: str) -> None:
    answer = browser.post(RATES, EMPTY | typed)
    assert (answer.status_code, KeptRates.objects.count()) == (422, 0)
    assert said in unescape(answer.content.decode())


def test_rates_of_a_bootcamp_that_the_contract_has_not_are_not_found(browser: Client) -> None:
    assert browser.get(f"{RATES}?bootcamp=Z9999999").status_code == 404
    assert browser.get(f"{RATES}/file").status_code == 404


# Charts.


def test_columns_stand_on_nothing_and_spans_go_from_worst_to_best() -> None:
    made = columns(["2024-09", "2024-10", "2024-11"], [400, None, -200], [500, 300, 0], [0, 100, -200])
    first, unknown, back = made.columns
    assert first.y is not None and back.y is not None
    assert (first.y + first.height, unknown.y, back.y) == (made.foot, None, made.foot)
    assert first.best < first.y < first.worst == made.foot < back.y + back.height
    assert [mark.at for mark in made.marks] == sorted((mark.at for mark in made.marks), reverse=True)


def test_a_line_has_a_gap_where_nothing_is_known() -> None:
    (line,) = lines(["a", "b", "c", "d"], [("best", "Best", [1, None, 3, 4])], money=False).lines
    assert [len(run.split()) for run in line.runs] == [1, 2]


def test_marks_are_few_and_round() -> None:
    assert [in_pounds(pence) for pence in (0, 150_000, -150_000, 1_500_000, 250_000_000)] == [
        "£0", "£1,500", "-£1,500", "£15k", "£2.5m",
    ]  # fmt: skip
    for most in (1, 7, 99, 12_345, 98_765_432):
        marks = columns(["2024-09"], [most], [most], [0]).marks
        assert 2 <= len(marks) <= 7
