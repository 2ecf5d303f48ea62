"""Invented returns are always the same, valid, and nobody's."""

import re
import tracemalloc
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from openlet.contracts.reading import read_contracts
from openlet.ilr.identifiers import TEMPORARY_ULN, is_ni_number, is_valid_uln
from openlet.ilr.opening import source
from openlet.ilr.reading import IlrFile
from openlet.ilr.records import Learner
from openlet.invented import Run, generate, write_return
from openlet.invented.lists import courses, places, season, syllables
from openlet.invented.returns import case_of, made
from openlet.reference.areas import AREAS, AreaLookup
from openlet.spec.years import Year, year_of, years
from tests import reference
from tests.invented.corpus import FILES, LEARNERS, run

YEARS = pytest.mark.parametrize("year", years(), ids=str)
THIS = year_of("2023-24")
DRAMA = re.compile(r"01214960\d{3}|01632960\d{3}|07700900\d{3}")
NOBODYS_MAIL = re.compile(r"[a-z]+\.[a-z]+\d+@(example\.org|[a-z]+\.example)")


def learners(year: Year) -> list[Learner]:
    items = [item for path in run(year)[0] for item in IlrFile(source(str(path)))]
    return [item.record for item in items if isinstance(item.record, Learner)]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_same_seed_same_bytes(tmp_path: Path) -> None:
    generate(tmp_path / "one", 60, 3, THIS, 5)
    generate(tmp_path / "two", 60, 3, THIS, 5)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_another_seed_gives_other_learners(tmp_path: Path) -> None:
    one = generate(tmp_path / "one", 60, 1, THIS, 5)[0]
    two = generate(tmp_path / "two", 60, 1, THIS, 6)[0]
    assert one.read_bytes() != two.read_bytes()
    assert not set(re.findall(rb"<ULN>\d+", one.read_bytes())) & set(re.findall(rb"<ULN>\d+", two.read_bytes())) - {
        b"<ULN>9999999999"
    }


def test_paths_are_the_returns_and_then_the_contracts(tmp_path: Path) -> None:
    paths = generate(tmp_path, 40, 5, THIS, 1)
    assert [path.suffix for path in paths] == [".xml"] * 5 + [".toml"] * 5
    assert all(re.fullmatch(r"ILR-1099\d{4}-2324-20240730-\d{6}-01\.xml", path.name) for path in paths[:5])
    assert all(re.fullmatch(r"contract-1099\d{4}\.toml", path.name) for path in paths[5:])


@YEARS
def test_files_are_valid_by_the_official_schema(year: Year) -> None:
    for path in run(year)[0]:
        tree = etree.parse(path)
        assert reference.is_valid(year.year, tree), str(reference.schema(year.year).error_log)[:1000]


@YEARS
def test_every_learner_is_there(year: Year) -> None:
    assert len(learners(year)) == LEARNERS


@YEARS
def test_contracts_load_together_and_hold_each_file_but_the_stray(year: Year) -> None:
    returns, contracts = run(year)
    terms = read_contracts(contracts)
    own = [terms.of(int(path.name[4:12])) for path in returns]
    assert all(own[:-1]) and own[-1] is None
    assert len(terms.all) == FILES
    assert all(season(year).wave_from <= contract.wave_from for contract in terms.all)


def test_without_four_files_every_file_has_its_contract(tmp_path: Path) -> None:
    paths = generate(tmp_path, 30, 3, THIS, 1)
    terms = read_contracts(paths[3:])
    assert all(terms.of(int(path.name[4:12])) for path in paths[:3])


def test_two_years_of_a_seed_go_with_the_same_contracts(tmp_path: Path) -> None:
    first = generate(tmp_path / "first", 50, 2, THIS, 9)[2:]
    second = generate(tmp_path / "second", 50, 2, year_of("2024-25"), 9)[2:]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


@YEARS
def test_ulns_are_real_in_form_and_unique_but_for_the_faults_about_them(year: Year) -> None:
    found = [learner.ULN or 0 for learner in learners(year)]
    wrong = [uln for uln in found if not is_valid_uln(uln) and uln != TEMPORARY_ULN]
    assert 0 < len(wrong) < LEARNERS // 50
    assert found.count(TEMPORARY_ULN) < LEARNERS // 50
    shared = [uln for uln, times in Counter(found).items() if times > 1 and uln != TEMPORARY_ULN]
    assert 0 < len(shared) < LEARNERS // 50


def test_ulns_of_learners_without_fault_are_unique_over_all_files_and_years() -> None:
    found = []
    for year in years():
        asked = Run(3000, 3, year, 12)
        cases = [case_of(asked, file, place) for file in range(3) for place in range(1000) if place % 10 == 0]
        found += [case.learner.ULN for case in cases if case.learner.ULN != TEMPORARY_ULN]
    clean = [uln for uln in found if uln and is_valid_uln(uln)]
    assert len(set(clean)) >= len(clean) - 5  # a few are in two files on purpose


@YEARS
def test_nobody_can_be_reached(year: Year) -> None:
    for learner in learners(year):
        assert learner.Email is None or NOBODYS_MAIL.fullmatch(learner.Email)
        assert learner.TelNo is None or DRAMA.fullmatch(learner.TelNo)
        assert learner.AddLine1 is None or re.search(
            r"Invented|Madeup|Nowhere|Fiction|Sample|Pretend|Example|Specimen", learner.AddLine1
        )


@YEARS
def test_most_ni_numbers_have_the_right_form(year: Year) -> None:
    given = [learner.NINumber for learner in learners(year)]
    assert sum(number is not None and is_ni_number(number) for number in given) > 0.97 * LEARNERS


@YEARS
def test_a_learner_takes_about_2_800_bytes(year: Year) -> None:
    size = sum(path.stat().st_size for path in run(year)[0]) / LEARNERS
    assert 2500 < size < 3200


def test_postcodes_lie_where_the_list_says() -> None:
    directory = AreaLookup()
    for area in AREAS:
        assert places(area)
        assert [place.postcode for place in places(area) if directory.area(place.postcode) != area] == []


def test_lists_hold_no_names_of_people() -> None:
    assert all(len(syllables(name, part)) >= 30 for name in ("given", "family") for part in ("start", "end"))
    assert len({course.title for course in courses()}) == len(courses())


def test_memory_does_not_grow_with_the_file() -> None:
    assert peak(4000) < 1.5 * peak(400) + 500_000


def peak(number: int) -> int:
    asked = Run(number, 1, THIS, 3)
    write_return(Run(50, 1, THIS, 3), 0, lambda text: None)  # the lists are loaded before we look
    tracemalloc.start()
    write_return(asked, 0, lambda text: None)
    _, highest = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return highest


def test_dates_come_from_the_seed_never_the_clock() -> None:
    assert made(Run(10, 1, THIS, 4), 0) == made(Run(99, 1, THIS, 4), 0)
    assert made(Run(10, 1, THIS, 4), 0).date() == date(2024, 7, 30)


@pytest.mark.parametrize(("number", "files"), [(3, 4), (10, 0), (100_000, 9_999)])
def test_numbers_that_do_not_go_together_are_refused(number: int, files: int) -> None:
    with pytest.raises(ValueError, match="file"):
        Run(number, files, THIS, 1)
