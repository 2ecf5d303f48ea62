"""Migration over invented returns: all adds up, the schema accepts it, and no value of a person is in the report."""

from collections import Counter
from dataclasses import fields
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from openlet.ilr.migrating import (
    AIM,
    DESTINATION,
    FIELD,
    LEARNER,
    Choice,
    Choices,
    Migrating,
    Outcome,
    Row,
    Totals,
    repeated_references,
)
from openlet.ilr.migrating import step as step_module
from openlet.ilr.migrating.carrying import Plan, Telling, carry
from openlet.ilr.reading import Item
from openlet.ilr.records import Learner, LearnerDestinationandProgression, Record
from openlet.invented.returns import Run, records
from openlet.rules import Severity
from openlet.rules.fields import rule_for
from openlet.spec.years import Year, year_of, years
from tests import make
from tests.ilr import invented
from tests.ilr.migrated import Migrated, from_file, values
from tests.reference import is_valid

YEARS = [str(year) for year in years()]
WAYS = [(of, to) for of in YEARS for to in YEARS if of < to]
ways = pytest.mark.parametrize(("of", "to"), WAYS, ids=lambda year: str(year))
ENDS = ("2022-10-01", "2023-07-31", "2023-08-01", "2024-07-31", "2024-08-01", "2025-03-01", "2025-08-01")
NAMED_ANEW = {"SOC2000": "SOC", "UCASAPPID": "UCASSCHEMECODE", "DOMICILE": "PERMADDCOUNTRY"}
anything = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def a_return(year: Year, choose: Random, odd: bool = True) -> str:
    """A valid file full of everything, whose aims continue, have ended or contradict themselves; some references stand
    twice, some records are of kinds on which something depends."""
    root = etree.fromstring(invented.file(year, choose, choose.random(), odd, tolerated=odd).encode())
    for learner in root.findall("{*}Learner"):
        if choose.random() < 0.2:
            learner.find("{*}LearnRefNumber").text = "TWICE"
    for aim in root.iterfind(".//{*}LearningDelivery"):
        _set_status(aim, choose)
    for kind, codes in (
        ("LearnDelFAM", ("LDM 358", "LDM 363", "DAM 023", "HHS 1", "ACT 1", "ACT 2", "SOF 112", "SOF 108")),
        ("LearnFAM", ("NLM 21", "NLM 17", "LSR 36", "EHC 1", "HNS 1")),
    ):
        for typed in root.iterfind(f".//{{*}}{kind}Type"):
            if choose.random() < 0.8:
                named, code = choose.choice(codes).split()
                typed.text = named
                typed.getparent().find(f"{{*}}{kind}Code").text = code
    references = [one.text for one in root.iterfind("{*}Learner/{*}LearnRefNumber")]
    for reference in root.iterfind("{*}LearnerDestinationandProgression/{*}LearnRefNumber"):
        reference.text = choose.choice(references)
    return str(etree.tostring(root, encoding="unicode"))


def _set_status(aim: Any, choose: Random) -> None:
    """A status that is one of those of the list nine times in ten, and an end and an outcome that go with it."""
    if choose.random() < 0.1:
        return
    for name in ("LearnActEndDate", "Outcome"):
        for found in aim.findall(f"{{*}}{name}"):
            aim.remove(found)
    status = aim.find("{*}CompStatus")
    status.text = choose.choice("111236")
    if status.text != "1":
        _after(aim, status, "LearnActEndDate", choose.choice(ENDS))
        before = aim.find("{*}WithdrawReason")
        ended = before if before is not None else aim.find("{*}LearnActEndDate")
        _after(aim, ended, "Outcome", choose.choice("1138"))


def _after(aim: Any, before: Any, name: str, text: str) -> None:
    made = etree.Element(before.tag.replace(etree.QName(before).localname, name))
    made.text = text
    aim.insert(aim.index(before) + 1, made)


def counted(content: str) -> Counter[str]:
    """What a file holds, counted without any of our own reading."""
    root = etree.fromstring(content.encode())
    found = Counter({FIELD: sum(1 for _ in values(content))})
    found[LEARNER] = len(root.findall("{*}Learner"))
    found[AIM] = len(root.findall("{*}Learner/{*}LearningDelivery"))
    found[DESTINATION] = len(root.findall("{*}LearnerDestinationandProgression"))
    return +found


def told(totals: Totals, *outcomes: Outcome) -> Counter[str]:
    counts: Counter[str] = Counter()
    for (what, outcome), number in totals.told.items():
        counts[what] += number if outcome in outcomes else 0
    return +counts


def from_rows(made: Migrated, totals: Totals) -> dict[tuple[str, Outcome], int]:
    counts: Counter[tuple[str, Outcome]] = Counter()
    for row in made.migration.report:
        if row.into is totals.into:
            counts[FIELD, row.outcome] += row.fields
            if row.what != FIELD:
                counts[row.what, row.outcome] += 1
    return +counts


some_choices = st.builds(
    Choices,
    breaks=st.sampled_from([None, *Choice]),
    unknown_outcomes=st.sampled_from([None, *Choice]),
    renumber=st.booleans(),
)


# All adds up.


@anything
@given(st.randoms(use_true_random=False), st.sampled_from(WAYS), some_choices)
def test_carried_left_behind_and_kept_aside_make_up_the_input(
    choose: Random, way: tuple[str, str], choices: Choices
) -> None:
    content = a_return(year_of(way[0]), choose)
    made = from_file(content, way[1], choices)
    totals = made.migration.totals
    assert +totals[0].found == counted(content)
    for one in totals:
        assert told(one, *Outcome) == +one.found
        assert from_rows(made, one) == +one.told
    for before, after in pairwise(totals):
        assert told(before, Outcome.CARRIED, Outcome.CHANGED) == +after.found
    assert told(totals[-1], Outcome.CARRIED, Outcome.CHANGED) == counted(made.xml)


@anything
@given(st.randoms(use_true_random=False), st.sampled_from(WAYS), some_choices)
def test_every_learner_aim_and_destination_record_has_one_row_in_each_step_it_comes_to(
    choose: Random, way: tuple[str, str], choices: Choices
) -> None:
    made = from_file(a_return(year_of(way[0]), choose), way[1], choices)
    lines = Counter((row.into, row.what, row.line) for row in made.migration.report if row.what != FIELD)
    assert not lines or max(lines.values()) == 1
    for row in made.migration.report:
        assert row.reason
        assert row.fields > 0 or row.what != FIELD
        assert row.attention or row.outcome is not Outcome.ASIDE or row.what == AIM


@anything
@given(st.randoms(use_true_random=False), st.sampled_from(WAYS), some_choices)
def test_nothing_is_invented(choose: Random, way: tuple[str, str], choices: Choices) -> None:
    """Each value of the new file stood in the old one, under the same name or the one it had before."""
    content = a_return(year_of(way[0]), choose)
    made = from_file(content, way[1], choices)
    before = Counter((NAMED_ANEW.get(name, name), text) for name, text in values(content))
    after = Counter((NAMED_ANEW.get(name, name), text) for name, text in values(made.xml))
    if choices.renumber:
        after = Counter({key: number for key, number in after.items() if key[0] != "AimSeqNumber"})
    assert after <= before


@pytest.mark.parametrize(("of", "to"), [("2023-24", "2024-25"), ("2023-24", "2025-26"), ("2024-25", "2025-26")])
def test_the_returns_of_the_trials_add_up_too(of: str, to: str) -> None:
    made = from_file(make.xml(records(Run(120, 1, year_of(of), 5), 0), of), to)
    assert told(made.migration.totals[-1], Outcome.CARRIED, Outcome.CHANGED) == counted(made.xml)
    assert all(told(one, *Outcome) == +one.found for one in made.migration.totals)


# The new file.


@pytest.mark.parametrize("seed", range(25))
@ways
def test_what_was_valid_is_valid_in_the_new_year(of: str, to: str, seed: int) -> None:
    content = a_return(year_of(of), Random(seed), odd=False)
    _, items = make.read(content)
    assert not any(item.troubles for item in items), "the test's own file must be valid"
    made = from_file(content, to)
    if not made.learners:
        return
    ilr, again = make.read(made.xml)
    troubles = [trouble for item in again for trouble in item.troubles] + ilr.troubles
    assert [one for one in troubles if rule_for(one).severity == Severity.SCHEMA] == []
    assert is_valid(of, etree.fromstring(content.encode()))
    assert is_valid(to, etree.fromstring(made.xml.encode()))


def test_the_valid_files_are_not_all_left_behind() -> None:
    made = [from_file(a_return(year_of("2022-23"), Random(seed), odd=False), "2025-26") for seed in range(25)]
    assert sum(len(one.learners) for one in made) > 8


def test_going_in_one_go_is_going_year_by_year() -> None:
    for seed in range(20):
        content = a_return(year_of("2022-23"), Random(seed))
        at_once = from_file(content, "2025-26").xml
        by_steps = content
        for to in YEARS[1:]:
            by_steps = from_file(by_steps, to).xml
        assert at_once == by_steps


@pytest.mark.parametrize("seed", range(10))
def test_other_learners_change_nothing(seed: int) -> None:
    content = a_return(year_of("2023-24"), Random(seed))
    _, items = make.read(content)
    together = {one.LearnRefNumber: make.xml([one], "2024-25") for one in from_file(content, "2024-25").learners}
    apart = {}
    repeated = repeated_references(item.record for item in items)
    for item in items:
        if isinstance(item.record, Learner):
            migrating = Migrating(year_of("2023-24"), year_of("2024-25"), repeated=repeated)
            for made in migrating.records([item]):
                apart[made.LearnRefNumber] = make.xml([made], "2024-25")
    assert together == apart


# What the report never holds.


def _marked(record: Record, number: list[int]) -> None:
    """Put a text of its own into every text element below a record."""
    for one in fields(record):
        held = getattr(record, one.name)
        if isinstance(held, list):
            for below in held:
                _marked(below, number)
        elif isinstance(held, Record):
            _marked(held, number)
        elif isinstance(held, str) and one.name not in KEYS:
            number[0] += 1
            setattr(record, one.name, f"MARK{number[0]:04d}")


KEYS = {"LearnRefNumber", "LearnAimRef", "LearnDelFAMType", "LearnFAMType", "ESMType", "ContPrefType", "AFinType"}


@ways
def test_no_value_is_in_the_report(of: str, to: str) -> None:
    marks = 0
    for seed in range(10):
        _, items = make.read(a_return(year_of(of), Random(seed)))
        number = [0]
        for item in items:
            _marked(item.record, number)
        marks += number[0]
        rows: list[Row] = []
        list(Migrating(year_of(of), year_of(to), tell=rows.append).records(items))
        assert "MARK" not in "".join(str(row) for row in rows)
    assert marks > 300


def test_no_unreadable_text_is_in_the_report() -> None:
    content = make.xml([make.learner()])
    for element, text in (("ULN", "1000000027"), ("Ethnicity", "31"), ("DateOfBirth", "1990-02-03"), ("EmpStat", "11")):
        content = content.replace(f"<{element}>{text}</{element}>", f"<{element}>Kestrel Road</{element}>")
    made = from_file(content, "2024-25")
    assert made.xml.count("Kestrel Road") == 4
    assert sum(row.attention for row in made.migration.report) == 4
    assert "Kestrel" not in str(made.migration.report)


# The streaming way.


def test_records_come_one_by_one_and_destination_records_last() -> None:
    people = [make.learner(LearnRefNumber=f"L{number}") for number in range(4)]
    asked: list[str] = []

    def items() -> Any:
        for person in people:
            asked.append(str(person.LearnRefNumber))
            yield Item(person, [])
        yield Item(make.progression(LearnRefNumber="L0"), [])

    made = Migrating(year_of("2022-23"), year_of("2023-24")).records(items())
    next(made)
    assert asked == ["L0"]
    rest = list(made)
    assert [type(one) for one in rest] == [Learner, Learner, Learner, LearnerDestinationandProgression]


def test_a_second_learner_of_a_reference_is_kept_aside_even_if_nobody_looked_before() -> None:
    rows: list[Row] = []
    twins = [Item(make.learner(), []), Item(make.learner(), [])]
    made = list(Migrating(year_of("2023-24"), year_of("2024-25"), tell=rows.append).records(twins))
    assert len(made) == 1
    assert [row.outcome for row in rows if row.what == LEARNER] == [Outcome.CARRIED, Outcome.ASIDE]


def test_references_that_stand_twice_are_found() -> None:
    people = [make.learner(LearnRefNumber=name) for name in ("A", "B", "A", None, None)]
    assert repeated_references([*people, make.progression(LearnRefNumber="B")]) == {"A"}


def test_a_fault_of_our_own_that_would_lose_a_value_stops_the_migration(monkeypatch: pytest.MonkeyPatch) -> None:
    def forgetful(plan: Plan, record: Record, to: Year, circumstances: Any, telling: Telling, but: str = "") -> Record:
        made = carry(plan, record, to, circumstances, telling, but)
        telling.popitem()
        return made

    monkeypatch.setattr(step_module, "carry", forgetful)
    with pytest.raises(AssertionError, match="neither carried nor left behind nor kept aside"):
        from_file(make.xml([make.learner(PlanLearnHours=None)]), "2024-25")
