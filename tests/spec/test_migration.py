"""The migration table covers every element of both layouts of each step, and says what the official annex says."""

import csv
from typing import Any

import pytest

from openlet.ilr.migrating.carrying import plan_of
from openlet.ilr.records import RECORDS
from openlet.spec.codes import code_rules, left_codes
from openlet.spec.layout import Entity, Field, layout
from openlet.spec.migration import (
    CLEARED,
    COPIED,
    DROPPED,
    IN_FORCE,
    LISTED,
    MADE,
    NEW,
    NUMBERED,
    OPEN_END,
    RENAMED,
    RULES,
    SELECTED,
    WITH_ITS_LEARNER,
    Mapping,
    NoWay,
    mappings,
    steps,
)
from openlet.spec.tables import all_rows
from openlet.spec.years import Year, year_of, years
from tests.reference import reference

STEPS = steps(years()[0], years()[-1])
BOTH = {COPIED, CLEARED, LISTED, NUMBERED, OPEN_END}  # the element stands in both years
each_step = pytest.mark.parametrize("step", STEPS, ids=lambda step: str(step[1]))


def elements(year: Year) -> dict[str, Field]:
    """Every simple element of a year, by path."""
    return {field.path: field for entity in layout(year).walk() for field in entity.fields()}


def entities(year: Year) -> set[str]:
    return {entity.path for entity in layout(year).walk()}


def above(path: str) -> list[str]:
    """The path itself and all above it."""
    parts = path.split("/")
    return ["/".join(parts[:number]) for number in range(len(parts), 0, -1)]


def whole_record(path: str, into: Year) -> Mapping | None:
    """What happens to the nearest record above an element that stays behind as a whole, whatever is in it."""
    for upper in above(path)[1:]:
        for one in mappings(into).get(upper, ()):
            if one.when is None and one.rule in (CLEARED, DROPPED):
                return one
    return None


@each_step
def test_every_element_of_the_old_year_has_something_said_of_it(step: tuple[Year, Year]) -> None:
    of, into = step
    unsaid = [path for path in elements(of) if not whole_record(path, into) and not mappings(into).get(path)]
    assert unsaid == []
    for path in elements(of):
        held = mappings(into).get(path)
        assert held is None or held[-1].when is None, f"{path} has no rule for every case"


@each_step
def test_every_element_of_the_new_year_comes_from_somewhere_or_is_new(step: tuple[Year, Year]) -> None:
    of, into = step
    renamed = {
        f"{path.rpartition('/')[0]}/{one.target}"
        for path, held in mappings(into).items()
        for one in held
        if one.rule == RENAMED
    }
    for path in elements(into):
        held = mappings(into).get(path, ())
        rules = {one.rule for one in held}
        if path in elements(of):
            assert NEW not in rules, path
            assert rules or whole_record(path, into), path
        else:
            assert rules == {NEW}, path
            assert path in renamed or path.endswith("/TLOut"), f"{path}: nothing is carried into it"


@each_step
def test_each_rule_fits_the_layouts(step: tuple[Year, Year]) -> None:
    of, into = step
    old, new = elements(of), elements(into)
    for path, held in mappings(into).items():
        for one in held:
            if one.rule == RENAMED:
                target = f"{path.rpartition('/')[0]}/{one.target}"
                assert path in old and path not in new, path
                assert target in new and target not in old, target
                assert old[path].data_type == new[target].data_type
            elif one.rule in BOTH and path in old:
                assert path in new, f"{path} is {one.rule}, but the new year has no place for it"
            elif one.rule == DROPPED and one.when is None:
                assert path not in new and path not in entities(into), f"{path} is dropped, but the new year has it"
            elif one.rule in (SELECTED, IN_FORCE, WITH_ITS_LEARNER):
                assert path in entities(of) and path in entities(into), path
            elif one.rule == NEW:
                assert path in new and path not in old, path


@each_step
def test_no_row_speaks_of_an_element_that_neither_year_has(step: tuple[Year, Year]) -> None:
    of, into = step
    known = elements(of).keys() | elements(into).keys() | entities(of) | entities(into)
    assert mappings(into).keys() <= known


@each_step
def test_a_value_on_which_a_row_depends_is_an_element_of_its_record(step: tuple[Year, Year]) -> None:
    of, into = step
    for path, held in mappings(into).items():
        record = path if path in entities(of) else path.rpartition("/")[0]
        for one in held:
            if one.when is not None:
                assert f"{record}/{one.when[0]}" in elements(of), path
            if one.rule == LISTED and path in entities(of):
                assert one.when is not None
                assert any(
                    rule.entity == path.rpartition("/")[2] and rule.type_element == one.when[0] for rule in code_rules()
                )


def test_rows_are_known_rules_with_a_reason_where_something_changes_and_with_evidence() -> None:
    seen: set[tuple[str, str, int]] = set()
    for row in all_rows("migration.csv"):
        assert row["rule"] in RULES
        assert row["rule"] in (COPIED, LISTED) or row["reason"], row["path"]
        assert row["certainty"] and row["evidence"], row["path"]
        assert bool(row["target"]) == (row["rule"] == RENAMED), row["path"]
        last = int(row["into_to"] or 9999)
        assert int(row["into_from"]) <= last
        for _, into in STEPS:
            if int(row["into_from"]) <= into.code <= last:
                key = (row["path"], row["when"], into.code)
                assert key not in seen, f"two rows for {key}"
                seen.add(key)


def test_no_code_of_a_sensitive_element_is_ever_named() -> None:
    sensitive = {row["element"] for row in all_rows("sensitive.csv")}
    for row in all_rows("migration.csv"):
        if "{code}" in row["reason"] or row["rule"] == LISTED:
            name = row["path"].rpartition("/")[2]
            typed = {rule.element for rule in code_rules() if rule.entity == name}
            assert not ({name} | typed) & sensitive


@each_step
def test_a_plan_has_every_element_of_the_old_year(step: tuple[Year, Year]) -> None:
    def walk(plan: Any) -> set[str]:
        own = {field.path for field in plan.fields}
        return own.union(*(walk(below) for below in plan.below))

    assert walk(plan_of(*step)) == elements(step[0]).keys()


# The official annex of 2024-25 to 2025-26.

ANNEX = {
    "copy": {COPIED, NUMBERED, LISTED},
    "copy if present": {COPIED, IN_FORCE, OPEN_END, LISTED},
    "copy if present, renamed": {RENAMED},
    "copy if present and the code is valid in the new year": {LISTED},
    "copy if the code is still available": {LISTED},
    "do not carry forward": {CLEARED, DROPPED},
    "recalculate": {NUMBERED},
}
TYPED = {"LearnerFAM": "LearnFAMType", "LearningDeliveryFAM": "LearnDelFAMType", "ContactPreference": "ContPrefType"}


def annex() -> list[dict[str, str]]:
    path = reference("ilr/migration-2425-to-2526.csv")
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def test_our_rules_are_those_of_the_official_annex() -> None:
    into = year_of("2025-26")
    by_name: dict[str, Entity] = {entity.name: entity for entity in layout(year_of("2024-25")).walk()}
    compared = 0
    for row in annex():
        record = by_name[row["entity"]].path
        for element in row["element_2425"].split("/"):
            path = f"{record}/{element}"
            if row["type"]:
                held = [
                    one
                    for one in mappings(into).get(record, ())
                    if one.when == (TYPED[row["entity"]], row["type"]) or (one.when is None and one.rule != SELECTED)
                ] or [one for one in mappings(into)[path] if one.when is None]
            else:
                held = [one for one in mappings(into).get(path, ()) if one.when is None]
            ours = whole_record(path, into) or held[0]
            expected = {LISTED, COPIED} if row["type"] == "NLM" else ANNEX[row["rule"]]  # a code of NLM left in 2024-25
            assert ours.rule in expected, (path, row["type"], row["rule"])
            if ours.rule == RENAMED:
                assert ours.target == row["element_2526"]
            compared += 1
    assert compared > 128


def test_every_element_of_a_learner_is_in_the_annex() -> None:
    """So that no element is carried or cleared on our own authority."""
    said = {(row["entity"], element) for row in annex() for element in row["element_2425"].split("/")}
    said |= {("LearnerFAM", name) for name in ("LearnFAMType", "LearnFAMCode")}
    for entity in layout(year_of("2024-25")).walk():
        if entity.path.startswith("Message/Learner"):
            assert {(entity.name, field.element) for field in entity.fields()} <= said


# Steps and codes.


def test_the_steps_follow_one_another() -> None:
    of, to = year_of("2022-23"), year_of("2025-26")
    assert [(str(before), str(after)) for before, after in steps(of, to)] == [
        ("2022-23", "2023-24"),
        ("2023-24", "2024-25"),
        ("2024-25", "2025-26"),
    ]
    assert steps(year_of("2024-25"), to) == ((year_of("2024-25"), to),)


@pytest.mark.parametrize(("of", "to"), [("2024-25", "2024-25"), ("2025-26", "2022-23")])
def test_there_is_no_way_back(of: str, to: str) -> None:
    with pytest.raises(NoWay, match=f"A return of {of} cannot be carried into {to}, which is not a later year"):
        steps(year_of(of), year_of(to))


@pytest.mark.parametrize(
    ("field", "kind", "code", "last"),
    [
        ("LearnDelFAMCode", "LDM", "358", "2024-25"),
        ("LearnDelFAMCode", "LDM", "377", "2024-25"),
        ("LearnDelFAMCode", "LDM", "384", "2024-25"),
        ("LearnFAMCode", "NLM", "21", "2023-24"),
        ("LearnDelFAMCode", "HHS", "1", "2022-23"),
        ("ProgType", None, "2", "2024-25"),
        ("ProgType", None, "23", "2024-25"),
    ],
)
def test_a_code_leaves_the_list_after_its_last_year(field: str, kind: str | None, code: str, last: str) -> None:
    for year in years():
        assert ((kind, code) in left_codes(field, year)) == (year.code > year_of(last).code)


@pytest.mark.parametrize(
    ("field", "kind", "code"),
    [
        ("LearnDelFAMCode", "DAM", "023"),
        ("LearnDelFAMCode", "LDM", "363"),  # ended for new starts; a continuing learner keeps it
        ("LearnDelFAMCode", "LDM", "397"),  # in no list of ours: the list is known to be incomplete
        ("LearnDelFAMCode", "SOF", "112"),
        ("LearnDelFAMCode", "EVI", "4"),  # new
        ("ProgType", None, "99"),
        ("ProgType", None, "32"),
    ],
)
def test_a_code_that_is_listed_unknown_or_only_ended_has_not_left(field: str, kind: str | None, code: str) -> None:
    assert all((kind, code) not in left_codes(field, year) for year in years())


def test_every_code_that_leaves_within_the_known_years_belongs_to_an_element_that_is_looked_at() -> None:
    looked_at = {rule.element for rule in code_rules()}
    types = {rule.type_element for rule in code_rules()}
    for row in all_rows("codes.csv"):
        if row["list_to"] and row["field"] not in types:
            assert row["field"] in looked_at, row["field"]


def test_records_are_made_for_every_entity_of_a_plan() -> None:
    assert {entity.name for step in STEPS for entity in layout(step[0]).walk()} <= RECORDS.keys()
    assert MADE in {one.rule for one in mappings(STEPS[0][1])["Message/Header/CollectionDetails/Year"]}
