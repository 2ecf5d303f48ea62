from pathlib import Path

import pytest

from openlet.contracts.reading import read_contract
from openlet.contracts.terms import Contract, Contracts
from tests.make import CONTRACT, contract

SECOND = """
[contract]
id = "EXAMPLE-0002"
ukprn = 10999992

[[contract.bootcamp]]
learn_aim_ref = "Z0020009"
price_per_learner = "1000.00"
"""
ONE, TWO = contract(), contract(text=SECOND)


@pytest.mark.parametrize(
    ("ukprn", "found"),
    [
        pytest.param(10999991, ONE, id="the first"),
        pytest.param(10999992, TWO, id="the second"),
        pytest.param(10999993, None, id="a provider without one"),
        pytest.param(None, None, id="no UKPRN"),
    ],
)
def test_the_contract_of_a_provider(ukprn: int | None, found: Contract | None) -> None:
    assert Contracts((ONE, TWO)).of(ukprn) is found


@pytest.mark.parametrize("ukprn", [10999992, None])
def test_a_single_contract_judges_everybodys_file(ukprn: int | None) -> None:
    assert Contracts((ONE,)).terms_for(ukprn) is ONE


def test_a_provider_with_a_contract_among_several_has_its_own_terms() -> None:
    assert Contracts((ONE, TWO)).terms_for(10999992) is TWO


def test_a_provider_without_a_contract_among_several_has_nothing_allocated() -> None:
    found = Contracts((ONE, TWO)).terms_for(10999993)
    assert found.bootcamps == {}
    assert found.readings == ONE.readings
    assert not found.allocates("Z0020001")


def test_the_known_aims_are_those_of_all_contracts_and_registers(tmp_path: Path) -> None:
    (tmp_path / "register.csv").write_text("learn_aim_ref,ukprn\nZ0020077,10999993\n", encoding="utf-8")
    path = tmp_path / "contract.toml"
    path.write_text(f'{CONTRACT}\n[reference]\nregister = "register.csv"\n', encoding="utf-8")
    contracts = Contracts((read_contract(path), TWO))
    assert contracts.known_aims() == {"Z0020001", "Z0020002", "Z0020009", "Z0020077"}
    assert Contracts(()).known_aims() == frozenset()


def test_side_files_stay_out_of_what_is_printed() -> None:
    """A contract that is printed by mistake shows neither salaries nor postcodes."""
    assert "salaries" not in repr(ONE)
    assert "areas" not in repr(ONE)
