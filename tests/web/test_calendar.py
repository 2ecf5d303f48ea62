"""The page of the return calendar, and where the pages say by when a correction must be in."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from openlet.spec.years import year_of
from openlet.store.models import Provider, ReturnDate
from openlet.store.return_dates import own_dates
from openlet.store.services import begin_year, keep_contract, set_provider, set_return_dates, set_working_day
from tests import make
from tests.store.keeping import ANN, imported, year
from tests.web.pages import YEAR, said, work

PATH = f"/{YEAR}/settings/calendar"


@pytest.fixture(autouse=True)
def provider(folder: object) -> Provider:
    found: Provider = set_provider(make.UKPRN, "Example Training Ltd")
    set_working_day(found, date(2024, 6, 1))
    year()
    return found


def box(page: Any, period: str) -> str:
    found = re.search(rf'name="{period}"[^>]*value="([^"]*)"', page.content.decode())
    return found[1] if found else ""


def test_all_fourteen_returns_are_shown_with_how_sure_their_dates_are(browser: Client) -> None:
    shown = said(browser.get(PATH))
    assert "R10 6 June 2024 date worked out, not published" in shown
    assert "R14 17 October 2024 official" in shown
    assert shown.count("Own closing date of R") == 14


def test_a_date_that_nobody_has_published_is_marked(browser: Client) -> None:
    begin_year(make.UKPRN, year_of("2025-26"))
    assert "R14 15 October 2026 date worked out, not published" in said(browser.get("/2526/settings/calendar"))


@pytest.fixture
def until_r12(provider: Provider, folder: Path) -> None:
    """A contract whose own calendar ends with R12."""
    text = '[[return]]\nyear = "2023-24"\nperiod = "R12"\ncloses = 2024-08-06\n'
    (folder / "calendar.toml").write_text(text, encoding="utf-8")
    contract = make.CONTRACT + '\n[reference]\ncalendar = "calendar.toml"\n'
    keep_contract(provider, "contract.toml", contract.encode(), ANN)


@pytest.mark.usefixtures("until_r12")
def test_a_return_whose_date_is_not_known_is_shown_too(browser: Client) -> None:
    assert "R14 not known yet" in said(browser.get(PATH))


def test_dates_are_entered_in_any_usual_form_and_shown_again(browser: Client, provider: Provider) -> None:
    answer = browser.post(PATH, {"R10": "10/6/2024", "R11": "8 July 2024"}, follow=True)
    assert "The dates were saved." in said(answer)
    assert own_dates(provider) == ((2324, "R10", date(2024, 6, 10)), (2324, "R11", date(2024, 7, 8)))
    assert box(answer, "R10") == "10 June 2024"
    browser.post(PATH, {"R10": "", "R11": "8 July 2024"})
    assert own_dates(provider) == ((2324, "R11", date(2024, 7, 8)),)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"R10": "soon"}, "soon is not a day"),
        ({"R10": "5/7/2024"}, "R11 would close on 4 July 2024, but R10 before it"),
    ],
)
def test_what_cannot_be_is_said_at_its_box_and_nothing_is_kept(
    browser: Client, given: dict[str, str], sentence: str
) -> None:
    answer = browser.post(PATH, given | {"R12": "7 August 2024"})
    assert answer.status_code == 422
    assert sentence in said(answer)
    assert 'href="#R10"' in answer.content.decode()
    assert box(answer, "R12") == "7 August 2024"
    assert not ReturnDate.objects.exists()


def test_home_settings_and_the_learner_go_by_the_own_date(browser: Client, provider: Provider) -> None:
    keep_contract(provider, "contract.toml", make.CONTRACT.encode(), ANN)
    imported(make.learner(NINumber=None))
    learner = year().learners.get().pk
    pages = (f"/{YEAR}/", f"/{YEAR}/settings", f"/learner/{learner}/")
    home, settings, person = (said(browser.get(page)) for page in pages)
    assert "R10 closes on 6 June 2024, 5 days left (date worked out, not published)" in home
    usual = "To count, it must be in R10 of 2023-24, which closes on 6 June 2024 (date worked out, not published)."
    assert usual in settings
    assert usual in person
    set_return_dates(provider, year_of("2023-24"), {"R10": date(2024, 6, 3)}, ANN)
    home, settings, person = (said(browser.get(page)) for page in pages)
    assert "R10 closes on 3 June 2024, 2 days left (your own date)" in home
    own = "To count, it must be in R10 of 2023-24, which closes on 3 June 2024 (your own date)."
    assert own in settings
    assert own in person


def test_the_list_of_who_needs_action_says_by_when(browser: Client, provider: Provider) -> None:
    keep_contract(provider, "contract.toml", make.CONTRACT.encode(), ANN)
    imported(make.learner(make.aim(LearningDeliveryFAM=make.fams("SOF112", "FFI1"))))
    browser.get(f"/{YEAR}/")
    work()
    sentence = "What is mended counts from the next return. To count, it must be in R10 of 2023-24"
    assert sentence in said(browser.get(f"/{YEAR}/learners/?action=1"))
    assert "To count" not in said(browser.get(f"/{YEAR}/learners/"))


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (date(2024, 10, 17), "To count, it must be in R14 of 2023-24, which closes on 17 October 2024."),
        (date(2024, 10, 18), "The last return of 2023-24 has closed: nothing of it can be corrected any more."),
    ],
)
def test_after_the_last_return_nothing_can_be_corrected(
    browser: Client, provider: Provider, day: date, sentence: str
) -> None:
    set_working_day(provider, day)
    assert sentence in said(browser.get(f"/{YEAR}/settings"))


def test_a_last_return_that_closed_by_a_date_worked_out_can_be_corrected(browser: Client, provider: Provider) -> None:
    begin_year(make.UKPRN, year_of("2025-26"))
    set_working_day(provider, date(2026, 10, 16))
    shown = said(browser.get("/2526/settings"))
    assert "has closed, on 15 October 2026 by a date worked out, not published" in shown
    browser.post("/2526/settings/calendar", {"R14": "22 October 2026"})
    assert "it must be in R14 of 2025-26, which closes on 22 October 2026" in said(browser.get("/2526/settings"))


@pytest.mark.usefixtures("until_r12")
def test_where_no_further_date_is_known_one_is_asked_for(browser: Client, provider: Provider) -> None:
    set_working_day(provider, date(2024, 9, 1))
    assert "When the next return of 2023-24 closes is not known." in said(browser.get(f"/{YEAR}/settings"))


def test_money_says_by_when_of_every_year(browser: Client, provider: Provider) -> None:
    keep_contract(provider, "contract.toml", make.CONTRACT.encode(), ANN)
    imported(make.learner(make.aim(LearningDeliveryFAM=make.fams("SOF112", "FFI1"))))
    begin_year(make.UKPRN, year_of("2024-25"))
    browser.get(f"/{YEAR}/money/")
    work()
    shown = said(browser.get(f"/{YEAR}/money/"))
    assert "it must be in R10 of 2023-24" in shown
    assert "it must be in R01 of 2024-25" in shown
