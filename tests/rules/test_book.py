"""The book of rules against the official catalogue: nothing is missing, nothing differs, nothing is out of its time."""

import importlib
import re
from pathlib import Path

import pytest

from openlet.rules import Checker, Rule, Severity, Status, book
from openlet.rules.official import priority_of, source_of
from openlet.spec.layout import layout
from openlet.spec.official_rules import OfficialRule, not_built, official_rules
from openlet.spec.years import Year, years
from tests.make import learner, read, xml
from tests.rules.table import judged

HERE = Path(__file__).parent
RULES = HERE.parents[1] / "src" / "openlet" / "rules"
FOLDERS = ("learner", "employment", "aim", "cross_record", "destination", "whole_file", "reference_data")
ACTIVE, OF_A_CATEGORY = 810, "Field definition"
FROM_SPEC = {"Layout"}


def built() -> dict[str, Rule]:
    return {rule.code: rule for rule in book()}


def active() -> dict[str, OfficialRule]:
    """The rules of the official list of 2025-26."""
    return {code: rule for code, rule in official_rules().items() if rule.last_year is None}


def ended() -> dict[str, OfficialRule]:
    return {code: rule for code, rule in official_rules().items() if rule.last_year is not None}


def files() -> list[Path]:
    return [path for folder in FOLDERS for path in sorted((RULES / folder).glob("*.py")) if path.name != "__init__.py"]


def code_in(path: Path) -> str:
    """The official code that a rule file declares."""
    (code,) = re.findall(r'@official\(\s*"([^"]+)"', path.read_text(encoding="utf-8"))
    return str(code)


def test_the_catalogue_is_the_whole_official_list() -> None:
    assert len(active()) == ACTIVE
    assert all(rule.confidence == "official" for rule in active().values())
    assert all(rule.severity in ("error", "warning") for rule in official_rules().values())


def test_every_active_rule_is_built_or_has_its_reason() -> None:
    missing = active().keys() - built().keys() - not_built().keys()
    assert sorted(missing) == []


def test_what_is_built_is_not_excused() -> None:
    assert sorted(not_built().keys() & built().keys()) == []
    assert not_built().keys() <= active().keys()
    assert all(len(reason) > 20 for reason in not_built().values())


def test_every_rule_in_scope_is_built() -> None:
    in_scope = {code for code, rule in official_rules().items() if rule.scope == "yes"}
    assert sorted(in_scope - built().keys()) == []


def test_every_ended_rule_is_built_and_says_how_sure_we_are() -> None:
    assert sorted(ended().keys() - built().keys()) == []
    for rule in ended().values():
        assert rule.confidence.startswith(("high", "medium")), rule.rule
        assert rule.evidence


@pytest.mark.parametrize("code", sorted(official_rules().keys() & built().keys()))
def test_severity_place_and_source_agree(code: str) -> None:
    rule, official = built()[code], official_rules()[code]
    if rule.on in FROM_SPEC:
        assert rule.severity is Severity.SCHEMA, "what the schema refuses, whatever the list calls it"
        assert official.category == OF_A_CATEGORY
        return
    assert rule.severity == official.severity
    assert rule.priority == priority_of(official)
    assert rule.source == source_of(official)


@pytest.mark.parametrize("year", years(), ids=str)
def test_no_rule_is_built_for_a_year_in_which_it_does_not_exist(year: Year) -> None:
    entities = {entity.name for entity in layout(year).walk()} | {"Return", "Layout", "Opening"}
    for code, official in official_rules().items():
        rule = built().get(code)
        if rule is None or not rule.in_year(year):
            continue
        assert (official.first_year or 0) <= year.code <= (official.last_year or year.code), code
        assert rule.on in entities, code


@pytest.mark.parametrize("year", years(), ids=str)
def test_a_rule_of_another_year_is_skipped_and_says_so(year: Year) -> None:
    checker = Checker(judged(year.year))
    for code, official in official_rules().items():
        if code not in built() or (official.first_year or 0) <= year.code <= (official.last_year or year.code):
            continue
        outcome = checker.outcomes[code]
        assert (outcome.status, outcome.why()) == (Status.SKIPPED, f"not a rule of {year}"), code


@pytest.mark.parametrize("year", years(), ids=str)
def test_no_rule_crashes_on_a_usual_learner(year: Year) -> None:
    checker = Checker(judged(year.year))
    for item in read(xml([learner()], year.year))[1]:
        checker.item(item)
    checker.finish()
    assert [code for code, outcome in checker.outcomes.items() if outcome.crashed] == []


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(RULES)))
def test_a_rule_has_a_file_of_its_own_named_by_its_code(path: Path) -> None:
    code = code_in(path)
    assert path.stem == re.sub(r"[^a-z0-9]+", "_", code.lower())
    assert len(path.read_text(encoding="utf-8").splitlines()) < 100


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(RULES)))
def test_a_rule_file_reads_as_all_do(path: Path) -> None:
    rule = built()[code_in(path)]
    first, _, rest = rule.page.partition("\n")
    assert re.search(r"\b(must|should|may)\b", first), "the first line says what the provider must do"
    assert re.search(r"^Fault where: ", rest, re.MULTILINE)
    parts = re.findall(r"^(Fault where|Except|Read as): ", rest, re.MULTILINE)
    assert parts == sorted(parts, key=("Fault where", "Except", "Read as").index)
    assert len(parts) == len(set(parts))
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\btry:|\bimport xml|\.today\(\)|\.now\(\)", text)


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(RULES)))
def test_a_rule_has_a_table_with_firing_and_quiet_cases(path: Path) -> None:
    """So every official rule is proven by cases that went through the real writer and reader."""
    relative = path.relative_to(RULES)
    test = HERE / relative.parent / f"test_{relative.name}"
    if not test.exists():
        test = HERE / relative.parent / "test_refused_files.py"  # rules on files that cannot be opened share a test
        assert path.stem in ("zip_corrupt", "zip_empty", "protected_zip_file", "namespace_mismatch")
        assert f'"{code_in(path)}"' in test.read_text(encoding="utf-8")
        return
    module = importlib.import_module(f"tests.rules.{relative.parent.name}.{test.stem}")
    assert code_in(path) == module.CODE
    expected = [case.values[-1] for case in module.TABLE]
    assert any(expected), "no case fires"
    assert not all(expected), "no case is quiet"
    sentences = [case.id for case in module.TABLE]
    assert len(set(sentences)) == len(sentences)
