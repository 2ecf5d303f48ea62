"""What must hold whatever the returns say, over random worlds (see ``worlds.py``) with random readings."""

import copy
from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from openlet.contracts.terms import Contracts
from openlet.payments.ledger import Ledger
from openlet.payments.settled import Settled, movements
from openlet.reports.pay import document
from tests.payments import reference
from tests.payments.reference import NAMES, SHARES, Thing, half_up
from tests.payments.settling import contracts_of, pence, settle_world, settled, text_of
from tests.payments.worlds import P1, PRICES, ULNS, world

WORLDS = range(100_000, 100_150)
STRANGER = 5500000003  # a ULN that nobody in the worlds has
STABLE = ("bootcamps", "totals", "sign_off", "contracts", "as_of")


def part(answer: Thing) -> Thing:
    """What may not change with the order or the names of the input.

    To-do items are the rules' business: which of two learners with one reference is told so depends on their order.
    """
    bootcamps = [{key: value for key, value in one.items() if key != "to_do"} for one in answer["bootcamps"]]
    return {name: answer[name] for name in STABLE} | {"bootcamps": bootcamps}


def with_entries(ledger: Ledger, found: Settled) -> None:
    """Record a run, as ``append`` does."""
    ledger.add([replace(one, as_of=found.as_of) for one in movements(found)])


@pytest.mark.parametrize("seed", WORLDS)
def test_never_more_than_the_price_less_the_contribution(seed: int) -> None:
    whole = world(seed)
    prices = {ref: price for of in PRICES.values() for ref, price in of.items()}
    paid: dict[Any, dict[str, int]] = {}
    for entry in document(settle_world(whole))["bootcamps"]:
        amounts = {name: pence(one["amount"]) for name, one in entry["milestones"].items()}
        assert min(amounts.values()) >= 0
        if not sum(amounts.values()):
            continue
        price = Fraction(prices[entry["bootcamp"]["LearnAimRef"]]) * 100
        rates = {name: Fraction(one["contribution"]) for name, one in entry["milestones"].items()}
        assert sum(amounts.values()) <= half_up(price * (1 - min(rates.values())))
        for name in NAMES:  # the amount is what the JSON says it is made of, to the penny that the rounding moves
            net = Fraction(entry["milestones"][name]["net_share_of_price"])
            assert net == SHARES[name] * (1 - rates[name])
            assert amounts[name] == 0 or abs(amounts[name] - price * net) <= 1
        key = (entry["UKPRN"], entry["ULN"], *entry["bootcamp"].values())
        assert key not in paid
        paid[key] = amounts


@pytest.mark.parametrize("seed", WORLDS)
def test_never_two_payments_for_one_uln_and_milestone(seed: int) -> None:
    whole, ledger = world(seed), Ledger()
    for latest in sorted({file["prepared"] for file in whole["files"]}):
        files = [file for file in whole["files"] if file["prepared"] <= latest]
        with_entries(ledger, settle_world({**whole, "files": files, "as_of": None}, ledger))
        once = ("M1", "M2", "M3") if whole["readings"].get("one_m3", True) else ("M1", "M2")
        for uln in ULNS:
            paid = [key[-1] for key, total in _paid_to(uln, ledger).items() if total and key[-1] in once]
            assert len(paid) == len(set(paid)), (uln, paid)


def _paid_to(uln: int, ledger: Ledger) -> dict[Any, int]:
    """What each milestone of each bootcamp has come to, movements under a corrected ULN of it included."""
    own = {(one.key, one.LearnRefNumber) for one in ledger.entries if uln == one.ULN}
    totals: dict[Any, int] = {}
    for one in ledger.entries:
        if uln == one.ULN or (one.key, one.LearnRefNumber) in own:
            totals[one.key] = totals.get(one.key, 0) + one.pence
    return totals


@pytest.mark.parametrize("seed", WORLDS)
def test_the_order_of_learners_aims_files_and_contracts_changes_nothing(seed: int) -> None:
    whole, random = world(seed), Random(seed)
    shuffled = copy.deepcopy(whole)
    for file in shuffled["files"]:
        for learner in file["learners"]:
            random.shuffle(learner["aims"])
        random.shuffle(file["learners"])
    random.shuffle(shuffled["files"])
    contracts = Contracts(tuple(reversed(contracts_of(shuffled).all)))
    texts = [text_of(file) for file in shuffled["files"]]
    found = settled(texts, contracts, None, shuffled["as_of"], shuffled["complete"])
    wanted, answer = part(document(settle_world(whole))), part(document(found))
    wanted["contracts"].sort(key=str)
    answer["contracts"].sort(key=str)
    assert answer == wanted


@pytest.mark.parametrize("seed", WORLDS)
def test_an_unrelated_learner_changes_nothing_for_the_others(seed: int) -> None:
    whole = world(seed)
    more = copy.deepcopy(whole)
    for file in more["files"]:
        file["learners"].append(stranger(file["ukprn"]))
    wanted = document(settle_world(whole))["bootcamps"]
    found = [one for one in document(settle_world(more))["bootcamps"] if one["ULN"] != STRANGER]
    assert found == wanted


def stranger(ukprn: int) -> Thing:
    """A learner who earned Milestone 1, known to nobody else."""
    return {
        "ref": "S1", "prev": None, "uln": STRANGER, "dob": date(1985, 5, 5), "prior": date(2010, 7, 31),
        "emp": [(11, date(2024, 3, 1))], "unreadable": [],
        "aims": [{
            "ref": next(iter(PRICES.get(ukprn, PRICES[P1]))), "seq": 1, "start": date(2024, 4, 2), "orig": None,
            "planned": date(2024, 7, 31), "actual": None, "status": 1, "outcome": None, "ffi": ["1"], "dam": ["023"],
            "sof": "112", "psm": [], "lsd": "B1 1AA", "unreadable": [],
        }],
    }  # fmt: skip


@pytest.mark.parametrize("seed", WORLDS)
def test_a_file_given_twice_changes_nothing(seed: int) -> None:
    whole = world(seed)
    texts, contracts = [text_of(file) for file in whole["files"]], contracts_of(whole)
    names = [f"{number}.xml" for number in range(len(texts))]
    more = [*texts, *texts, texts[0]], [*names, *names, "a copy.xml"]
    once = document(settled(texts, contracts, None, whole["as_of"], whole["complete"], names))
    twice = document(settled(more[0], contracts, None, whole["as_of"], whole["complete"], more[1]))
    assert part(twice) == part(once)


@pytest.mark.parametrize("seed", WORLDS)
def test_a_second_run_moves_nothing_and_the_ledger_adds_up_to_the_entitlements(seed: int) -> None:
    whole, ledger = world(seed), Ledger()
    first = settle_world(whole, ledger)
    with_entries(ledger, first)
    again = settle_world(whole, ledger)
    assert movements(again) == []
    entitled = {
        (entry["ULN"], entry["UKPRN"], *entry["bootcamp"].values(), name): pence(one["amount"])
        for entry in document(again)["bootcamps"]
        for name, one in entry["milestones"].items()
        if one["amount"] != "0.00"
    }
    recorded: dict[Any, int] = {}
    for one in ledger.entries:
        key = (one.ULN, one.UKPRN, one.LearnAimRef, one.LearnStartDate.isoformat(), one.milestone)
        recorded[key] = recorded.get(key, 0) + one.pence
    assert recorded == entitled
    assert {one["movement"] for entry in document(again)["bootcamps"] for one in entry["milestones"].values()} <= {
        "unchanged"
    }


def test_the_stranger_is_paid() -> None:
    """Otherwise the property above would say nothing."""
    whole = {**world(WORLDS[0]), "readings": {}, "as_of": date(2025, 9, 12)}
    file = {"ukprn": P1, "year": 2324, "prepared": date(2024, 8, 20), "learners": [stranger(P1)]}
    assert document(settle_world({**whole, "files": [file]}))["bootcamps"][0]["milestones"]["M1"]["payable"]
    assert STRANGER not in ULNS
    assert reference.uln_is_valid(STRANGER)
