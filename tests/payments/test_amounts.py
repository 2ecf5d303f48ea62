"""Money: the worked examples of C.2, and that the parts never add up to more than the whole."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openlet.contracts.terms import Contracts, Milestones
from openlet.payments.amounts import MILESTONES, entitlements, pounds, share
from openlet.reports.pay import _rate, document
from tests import make
from tests.payments.settling import bootcamp, pay, settled, terms

TERMS = make.contract().milestones


@pytest.mark.parametrize(
    ("price", "contribution", "wanted"),
    [
        pytest.param("3000.00", "0", (120000, 90000, 90000), id="3000 without a contribution: 1200, 900, 900"),
        pytest.param("3000.00", "0.10", (108000, 81000, 81000), id="3000 less 10 %: 1080, 810, 810"),
        pytest.param("3000.00", "0.30", (84000, 63000, 63000), id="3000 less 30 %: 840, 630, 630"),
        pytest.param("2999.99", "0", (120000, 89999, 90000), id="2999.99: 1200.00, 899.99, 900.00"),
        pytest.param("0.01", "0", (0, 1, 0), id="one penny is paid once"),
        pytest.param("0.00", "0.10", (0, 0, 0), id="nothing"),
        pytest.param("0.05", "0.10", (2, 1, 2), id="1.8, 3.15 and 4.5 pence: the half goes up"),
        pytest.param("3000.00", "1", (0, 0, 0), id="the employer pays all"),
    ],
)
def test_the_entitlements(price: str, contribution: str, wanted: tuple[int, ...]) -> None:
    found = entitlements(Decimal(price), TERMS, dict.fromkeys(MILESTONES, Decimal(contribution)))
    assert tuple(found[name] for name in MILESTONES) == wanted


def test_each_milestone_has_its_own_contribution() -> None:
    rates = {"M1": Decimal("0.10"), "M2": Decimal(0), "M3": Decimal("0.30")}
    assert entitlements(Decimal("3000"), TERMS, rates) == {"M1": 108000, "M2": 90000, "M3": 63000}


@given(
    price=st.decimals("0", "99999.99", places=2),
    rates=st.tuples(*[st.sampled_from([Decimal(0), Decimal("0.10"), Decimal("0.30"), Decimal("0.125")])] * 3),
    first=st.integers(0, 100),
    second=st.integers(0, 100),
)
@settings(max_examples=500, derandomize=True, deadline=None)
def test_the_parts_are_the_rounded_whole(price: Decimal, rates: tuple[Decimal, ...], first: int, second: int) -> None:
    """Never negative, and together the exact sum rounded half up: at most half a penny above it."""
    one, two = sorted((first, second))
    shares = replace(
        TERMS, m1_share=Decimal(one) / 100, m2_share=Decimal(two - one) / 100, m3_share=Decimal(100 - two) / 100
    )
    each = dict(zip(MILESTONES, rates, strict=True))
    found = entitlements(price, shares, each)
    exact = sum(price * 100 * share(name, shares) * (1 - each[name]) for name in MILESTONES)
    assert min(found.values()) >= 0
    assert -Decimal("0.5") < sum(found.values()) - exact <= Decimal("0.5")


@given(price=st.decimals("0", "99999.99", places=2), rate=st.sampled_from(["0", "0.10", "0.30"]))
@settings(max_examples=300, derandomize=True, deadline=None)
def test_the_three_never_exceed_the_net_price(price: Decimal, rate: str) -> None:
    found = entitlements(price, TERMS, dict.fromkeys(MILESTONES, Decimal(rate)))
    net = price * 100 * (1 - Decimal(rate))
    assert sum(found.values()) <= net.quantize(Decimal(1), "ROUND_HALF_UP")
    if rate == "0":
        assert sum(found.values()) == price * 100


@pytest.mark.parametrize(
    ("pence", "said"),
    [(108000, "1080.00"), (89999, "899.99"), (1, "0.01"), (0, "0.00"), (-90000, "-900.00"), (-5, "-0.05")],
)
def test_pence_as_pounds(pence: int, said: str) -> None:
    assert pounds(pence) == said


@pytest.mark.parametrize(
    ("rate", "said"),
    [
        ("0.4", "0.40"),
        ("0.360", "0.36"),
        ("0.315", "0.315"),
        ("0.285", "0.285"),
        ("0", "0.00"),
        ("1", "1.00"),
        ("0.3325", "0.3325"),
    ],
)
def test_a_rate_is_shown_exactly(rate: str, said: str) -> None:
    assert _rate(Decimal(rate)) == said


def co_funded(text: str, *aims: Any) -> tuple[Any, ...]:
    """The aims with FFI 2 and a contribution text each."""
    for aim in aims:
        aim.LearningDeliveryFAM = make.fams("SOF112", "FFI2", "DAM023")
        values = [box.ProvSpecDelMon for box in aim.ProviderSpecDeliveryMonitoring]
        aim.ProviderSpecDeliveryMonitoring = make.boxes(*values, text)
    return aims


def whole() -> tuple[Any, ...]:
    """A bootcamp that has earned everything."""
    return (
        make.finished(),
        make.milestone("Z0010211", make.PLANNED_END),
        make.milestone("Z0010212", date(2024, 8, 9)),
    )


def amounts(answer: dict[str, Any]) -> list[str]:
    """The three amounts of the one bootcamp."""
    return [one["amount"] for one in bootcamp(answer)["milestones"].values()]


@pytest.mark.parametrize(
    ("price", "wanted"),
    [
        pytest.param("3000.00", ["1200.00", "900.00", "900.00"], id="3000"),
        pytest.param("2999.99", ["1200.00", "899.99", "900.00"], id="2999.99"),
    ],
)
def test_the_worked_examples_through_files(price: str, wanted: list[str]) -> None:
    contracts = Contracts((terms(make.UKPRN, ((make.BOOTCAMP, price),)),))
    assert amounts(document(settled([make.xml([make.learner(*whole())])], contracts))) == wanted


@pytest.mark.parametrize(
    ("text", "wanted", "net"),
    [
        pytest.param(
            "Contribution 10", ["1080.00", "810.00", "810.00"], ["0.36", "0.27", "0.27"], id="a small employer"
        ),
        pytest.param(
            "Contribution 30", ["840.00", "630.00", "630.00"], ["0.28", "0.21", "0.21"], id="a large employer"
        ),
        pytest.param("CONTRIBUTION   10", ["1080.00", "810.00", "810.00"], ["0.36", "0.27", "0.27"], id="as in A-162"),
    ],
)
def test_a_contribution_on_all_aims(text: str, wanted: list[str], net: list[str]) -> None:
    answer = pay(make.learner(*co_funded(text, *whole())))
    assert amounts(answer) == wanted
    assert [one["net_share_of_price"] for one in bootcamp(answer)["milestones"].values()] == net


@pytest.mark.parametrize(
    ("readings", "wanted", "sources"),
    [
        pytest.param(
            "", ["1080.00", "810.00", "810.00"], ["bootcamp aim", "inherited", "inherited"],
            id="a milestone aim without a text inherits the bootcamp's contribution",
        ),
        pytest.param(
            'contribution_scope = "per_aim"', ["1080.00", "900.00", "900.00"], ["bootcamp aim", "none", "none"],
            id="per aim: a milestone aim without a text has none",
        ),
    ],
)  # fmt: skip
def test_a_contribution_on_the_bootcamp_aim_only(readings: str, wanted: list[str], sources: list[str]) -> None:
    aim, *others = whole()
    answer = pay(make.learner(*co_funded("Contribution 10", aim), *others), readings=readings)
    assert amounts(answer) == wanted
    assert [one["contribution_source"] for one in bootcamp(answer)["milestones"].values()] == sources


def test_a_milestone_aim_may_have_a_contribution_of_its_own() -> None:
    aim, z2, z3 = whole()
    answer = pay(make.learner(aim, *co_funded("Contribution 30", z2), z3))
    assert amounts(answer) == ["1200.00", "630.00", "900.00"]


def test_exact_matching_refuses_another_spelling() -> None:
    answer = pay(make.learner(*co_funded("CONTRIBUTION 10", *whole())), readings='contribution_match = "exact"')
    assert amounts(answer) == ["0.00", "0.00", "0.00"]
    assert "NP-08" in {one["code"] for one in bootcamp(answer)["no_pay"]}


def test_shares_come_from_the_contract() -> None:
    text = make.CONTRACT + '\n[milestones]\nm1_share = "0.50"\nm2_share = "0.35"\nm3_share = "0.15"\n'
    contracts = Contracts((make.contract(text=text),))
    answer = document(settled([make.xml([make.learner(*co_funded("Contribution 10", *whole()))])], contracts))
    assert amounts(answer) == ["1350.00", "945.00", "405.00"]
    assert bootcamp(answer)["milestones"]["M2"]["net_share_of_price"] == "0.315"


def test_the_share_of_each_milestone() -> None:
    shares: Milestones = TERMS
    assert [share(name, shares) for name in MILESTONES] == [Decimal("0.40"), Decimal("0.30"), Decimal("0.30")]
