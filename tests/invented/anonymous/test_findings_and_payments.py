"""Copies of whole returns, with every fault that can be invented: nobody of the original, all findings, all money."""

from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from openlet.contracts.reading import read_contracts
from openlet.contracts.terms import Contracts
from openlet.ilr.opening import Source
from openlet.invented import generate
from openlet.invented.lists import season
from openlet.reference.areas import AreaLookup
from openlet.spec.years import years
from tests.invented.anonymous.copying import copies, findings, payments, remaining, source
from tests.reference import YEARS, sample_file

EXAMPLES = Path(__file__).parents[3] / "examples"
PUBLIC = ("9999999999", "ZZ99 9ZZ")  # texts that say to everybody that nothing is known
LEARNERS, FILES, SEED = 600, 4, 20240401
KEPT = [year for year in years() if year.year in ("2023-24", "2025-26")]  # the oldest with destinations, the newest


@cache
def returns(year: str) -> tuple[list[Source], list[Source], Contracts, date]:
    """An invented run with its faults, its copies, contracts and day."""
    of = next(one for one in years() if one.year == year)
    with TemporaryDirectory() as folder:
        paths = generate(Path(folder), LEARNERS, FILES, of, SEED)
        originals = [Source(path.name, None, path.read_bytes()) for path in paths[:FILES]]
        return originals, copies(originals), read_contracts(paths[FILES:]), season(of).prepared


@pytest.mark.parametrize("year", [year.year for year in KEPT])
def test_nobody_of_an_invented_return_is_in_its_copy(year: str) -> None:
    originals, made, _, _ = returns(year)
    before, after = ([one.content or b"" for one in some] for some in (originals, made))
    assert remaining(before, after, *PUBLIC) == []


@pytest.mark.parametrize("year", [year.year for year in KEPT])
def test_every_finding_of_an_invented_return_is_in_its_copy_at_the_same_place(year: str) -> None:
    originals, made, contracts, day = returns(year)
    found = 0
    for original, copy in zip(originals, made, strict=True):
        before = findings(original, contracts, day)
        assert findings(copy, contracts, day) == before
        found += len(before)
    assert found > 500


@pytest.mark.parametrize("year", [year.year for year in KEPT])
def test_the_copies_earn_what_the_originals_earn(year: str) -> None:
    originals, made, contracts, day = returns(year)
    before = payments(originals, contracts, day)
    assert payments(made, contracts, day) == before
    assert any(float(total["M1"]) > 0 for total in before[1])


def test_the_examples_keep_findings_and_money_and_nobody() -> None:
    originals = [source(path.read_bytes(), path.name) for path in sorted(EXAMPLES.glob("*.xml"))]
    contracts = read_contracts([EXAMPLES / "contract.toml"])
    made = copies(originals, areas=AreaLookup(contracts.all[0].areas))
    day = date(2024, 10, 18)
    for original, copy in zip(originals, made, strict=True):
        assert remaining([original.content or b""], [copy.content or b""], *PUBLIC) == []
        assert findings(copy, contracts, day) == findings(original, contracts, day)
    assert payments(made, contracts, day) == payments(originals, contracts, day)


@pytest.mark.parametrize("year", YEARS)
def test_the_official_samples_keep_their_findings(year: str) -> None:
    original = source(sample_file(year).read_bytes())
    (copy,) = copies([original])
    assert findings(copy, None, date(2026, 1, 1)) == findings(original, None, date(2026, 1, 1))
    assert remaining([original.content or b""], [copy.content or b""], *PUBLIC) == []
