"""The provider's own closing dates come before the contract's and the built-in ones, everywhere."""

from datetime import date
from pathlib import Path

import pytest

from openlet.payments.claims import ReturnOf
from openlet.reports.when import deadline, periods, return_name
from openlet.spec.years import Year, calendar, period_names, year_of, years
from openlet.store import basis
from openlet.store.basis import contract_as_kept, current_basis, folder, kept_contract, mark_of
from openlet.store.models import Provider, ReturnDate
from openlet.store.refusals import NotDone
from openlet.store.return_dates import due, own_dates, returns_of
from openlet.store.services import keep_contract, set_provider, set_return_dates
from tests import make
from tests.store.keeping import ANN, BOB, year

THIS = year_of("2023-24")
R10, R11 = date(2024, 6, 6), date(2024, 7, 4)  # the built-in dates


@pytest.fixture
def provider() -> Provider:
    return set_provider(make.UKPRN, "Example Training Ltd")


def contract_with_calendar(provider: Provider) -> None:
    (folder() / "calendar.toml").write_text(
        '[[return]]\nyear = "2023-24"\nperiod = "R10"\ncloses = 2024-06-07\n'
        '[[return]]\nyear = "2024-25"\nperiod = "R01"\ncloses = 2024-09-09\n',
        encoding="utf-8",
    )
    text = make.CONTRACT + '\n[reference]\ncalendar = "calendar.toml"\n'
    keep_contract(provider, "contract.toml", text.encode(), ANN)


def closing(of: Year, provider: Provider) -> dict[str, date]:
    return {one.period: one.closes for one in returns_of(of, kept_contract(provider), own_dates(provider))}


@pytest.mark.parametrize("of", years(), ids=str)
def test_every_year_has_all_fourteen_returns_in_order(of: Year) -> None:
    assert period_names(of) == tuple(f"R{number:02d}" for number in range(1, 15))
    dated = [one.closes for one in calendar(of)]
    assert dated == sorted(set(dated))
    assert {one.status for one in calendar(of)} <= {"official", "inferred"}


def test_an_own_date_comes_before_the_built_in_one_and_leaves_the_others(provider: Provider) -> None:
    assert set_return_dates(provider, THIS, {"R10": date(2024, 6, 10)}, ANN) == 1
    found = returns_of(THIS, None, own_dates(provider))
    assert len(found) == 14
    assert {one.period: (one.closes, one.status) for one in found}["R10"] == (date(2024, 6, 10), "own date")
    assert {one.period: (one.closes, one.status) for one in found}["R11"] == (R11, "inferred")
    assert [one.closes for one in found] == sorted(one.closes for one in found)


def test_it_comes_before_the_contracts_calendar_too_period_by_period(provider: Provider) -> None:
    contract_with_calendar(provider)
    assert closing(THIS, provider) == {"R10": date(2024, 6, 7)}
    set_return_dates(provider, THIS, {"R11": date(2024, 7, 8)}, ANN)
    assert closing(THIS, provider) == {"R10": date(2024, 6, 7), "R11": date(2024, 7, 8)}
    set_return_dates(provider, THIS, {"R10": date(2024, 6, 12)}, ANN)
    assert closing(THIS, provider)["R10"] == date(2024, 6, 12)
    assert closing(year_of("2024-25"), provider) == {"R01": date(2024, 9, 9)}


def test_a_date_that_nobody_has_published_can_be_entered(provider: Provider) -> None:
    last = year_of("2025-26")
    assert next(one.status for one in calendar(last) if one.period == "R14") == "inferred"
    set_return_dates(provider, last, {"R13": date(2026, 9, 14), "R14": date(2026, 10, 22)}, ANN)
    assert closing(last, provider)["R14"] == date(2026, 10, 22)


def test_everything_that_is_judged_with_the_contract_goes_by_it(provider: Provider) -> None:
    keep_contract(provider, "contract.toml", make.CONTRACT.encode(), ANN)
    before = current_basis(provider)
    set_return_dates(provider, THIS, {"R10": date(2024, 6, 20)}, ANN)
    now = current_basis(provider)
    assert now.contracts is not None
    (contract,) = now.contracts.all
    assert {one.period: one.closes for one in periods(THIS, contract)}["R10"] == date(2024, 6, 20)
    assert deadline(THIS, date(2024, 6, 15), contract) == "2023-24 R10 (own date), closes 2024-06-20"
    made = make_return(date(2024, 6, 15))
    assert return_name(made, contract) == "2023-24 R10 (own date)"
    assert mark_of(now) == mark_of(before)  # nobody has to be judged again for it
    assert contract_as_kept(provider) != contract


def make_return(prepared: date) -> ReturnOf:
    return ReturnOf(make.UKPRN, THIS.code, prepared, "", "a.xml", "0")


def test_a_date_can_be_changed_and_taken_away_again(provider: Provider) -> None:
    set_return_dates(provider, THIS, {"R10": date(2024, 6, 10), "R11": date(2024, 7, 9)}, ANN)
    assert set_return_dates(provider, THIS, {"R10": date(2024, 6, 11), "R11": None}, BOB) == 2
    assert own_dates(provider) == ((2324, "R10", date(2024, 6, 11)),)
    assert ReturnDate.objects.get().who == BOB
    assert closing(THIS, provider)["R11"] == R11


def test_what_is_not_named_or_not_other_stays_with_who_entered_it(provider: Provider) -> None:
    set_return_dates(provider, THIS, {"R10": date(2024, 6, 10)}, ANN)
    assert set_return_dates(provider, THIS, {"R10": date(2024, 6, 10), "R12": None}, BOB) == 0
    assert ReturnDate.objects.get().who == ANN


@pytest.mark.parametrize(
    "closes",
    [
        {"R10": R11},
        {"R10": date(2024, 7, 5)},
        {"R11": date(2024, 6, 5)},
        {"R10": date(2024, 8, 1), "R11": date(2024, 7, 30)},
    ],
)
def test_a_return_that_would_not_close_after_the_one_before_is_refused(
    provider: Provider, closes: dict[str, date]
) -> None:
    with pytest.raises(NotDone, match="R11 would close on"):
        set_return_dates(provider, THIS, closes, ANN)
    assert own_dates(provider) == ()


def test_a_return_that_the_year_has_not_is_refused(provider: Provider) -> None:
    with pytest.raises(NotDone, match="no return R15"):
        set_return_dates(provider, THIS, {"R15": date(2024, 11, 1)}, ANN)


@pytest.mark.parametrize(
    ("day", "period", "is_over"),
    [
        (date(2024, 6, 6), "R10", False),
        (date(2024, 6, 7), "R11", False),
        (date(2024, 10, 17), "R14", False),
        (date(2024, 10, 18), None, True),
    ],
)
def test_a_correction_is_due_by_the_next_return_that_is_open(
    provider: Provider, day: date, period: str | None, is_over: bool
) -> None:
    found = due(year(), None, day, ())
    assert (found.period.period if found.period else None, found.is_over) == (period, is_over)


def test_a_contract_whose_calendar_is_gone_leaves_the_built_in_one(provider: Provider, folder: Path) -> None:
    contract_with_calendar(provider)
    (folder / "calendar.toml").unlink()
    basis._contract.cache_clear()
    assert contract_as_kept(provider) is None
    assert set_return_dates(provider, THIS, {"R10": date(2024, 6, 10)}, ANN) == 1
