from datetime import date

import pytest

from openlet.contracts.terms import Contract, Contracts
from openlet.facts.given import Given, given_for
from openlet.spec.years import year_of
from tests.make import contract

YEAR = year_of("2024-25")
AS_OF, PREPARED = date(2024, 10, 18), date(2024, 10, 4)
ONE = contract('zz99 = "no_pay"')
TWO = contract(
    text='[contract]\nid = "2"\nukprn = 10999992\n[[contract.bootcamp]]\nlearn_aim_ref = "Z0020009"\n'
    'price_per_learner = "1000.00"\n'
)


def made(ukprn: int | None, *contracts: Contract) -> Given:
    return given_for(Contracts(contracts), YEAR, AS_OF, PREPARED, ukprn)


@pytest.mark.parametrize("contracts", [None, Contracts(())])
def test_without_a_contract(contracts: Contracts | None) -> None:
    found = given_for(contracts, YEAR, AS_OF, PREPARED, 10999991)
    assert (found.year, found.as_of, found.prepared, found.ukprn) == (YEAR, AS_OF, PREPARED, 10999991)
    assert found.contract is None
    assert found.known_aims == frozenset()
    with pytest.raises(AssertionError):
        _ = found.terms


@pytest.mark.parametrize(
    ("ukprn", "contracts", "own", "terms"),
    [
        pytest.param(10999991, (ONE,), True, ONE, id="one contract, its own"),
        pytest.param(10999992, (ONE,), False, ONE, id="one contract, of another provider"),
        pytest.param(None, (ONE,), False, ONE, id="one contract, a file without a UKPRN"),
        pytest.param(10999992, (ONE, TWO), True, TWO, id="two contracts, the second its own"),
    ],
)
def test_whose_terms_a_file_is_judged_with(
    ukprn: int | None, contracts: tuple[Contract, ...], own: bool, terms: Contract
) -> None:
    found = made(ukprn, *contracts)
    assert found.own_contract is own
    assert found.contract is terms
    assert found.terms is terms
    assert found.contract_ukprns == tuple(one.ukprn for one in contracts)


def test_with_several_contracts_of_others_nothing_is_allocated() -> None:
    found = made(10999993, ONE, TWO)
    assert not found.own_contract
    assert found.terms.bootcamps == {}
    assert found.terms.readings.zz99 == "no_pay"
    assert found.known_aims == {"Z0020001", "Z0020002", "Z0020009"}
    assert ONE.bootcamps  # the contract itself is left as it was


def test_the_known_aims_are_those_of_every_contract() -> None:
    assert made(10999991, ONE, TWO).known_aims == {"Z0020001", "Z0020002", "Z0020009"}


def test_a_given_can_be_a_key() -> None:
    one, other = made(10999991, ONE), made(10999991, ONE)
    assert {one: 1, other: 2}[one] == 1
