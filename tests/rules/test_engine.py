"""The engine: declaring rules, running them, and what is said of those that could not run."""

from collections.abc import Callable, Container, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from openlet.facts.days import in_words
from openlet.facts.given import Given, given_for
from openlet.ilr.reading import Item
from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryFAM
from openlet.reference import areas
from openlet.rules import (
    ABOUT,
    NEEDS,
    PRESENT,
    BadRule,
    Checker,
    Finding,
    Only,
    Rule,
    Severity,
    Source,
    Status,
    _registered,
    book,
    check,
    register,
    rule,
)
from openlet.rules.whole import Mark, Whole
from openlet.rules.wording import message
from openlet.spec.layout import layout
from openlet.spec.years import Year, year_of, years
from tests.make import (
    AS_OF,
    BOOTCAMP,
    OTHER_ULN,
    PLANNED_END,
    UKPRN,
    aim,
    boxes,
    contract,
    fams,
    finished,
    given,
    learner,
    milestone,
    outcome,
    progression,
    read,
    status,
    xml,
)

HERE = Source("Test", "engine", "A-000")
ORDINARY = "60012345"
WITHOUT_WINDOW = """
[contract]
id = "EXAMPLE-0001"
ukprn = 10999991

[[contract.bootcamp]]
learn_aim_ref = "Z0020001"
price_per_learner = "3000.00"
"""
NOTHING = given_for(None, year_of("2023-24"), AS_OF, AS_OF, UKPRN)


def always(*_: Any) -> bool:
    """Something must be so."""
    return True


def never(*_: Any) -> bool:
    """Something must be so."""
    return False


def made(code: str = "T_1", on: str = "LearningDelivery", fault: Callable[..., Any] = always, **more: Any) -> Rule:
    """A rule of the tests' own, not in the book."""
    usual = {"severity": Severity.ERROR, "shows": (), "message": "Wrong. Mend it.", "source": HERE}
    return Rule(code, on, fault=fault, **{**usual, **more})


def items(*people: Any, judged_with: Given | None = None, change: tuple[str, str] | None = None) -> list[Item]:
    """Records that were written to XML, perhaps changed there, and read back."""
    judged_with = judged_with or given()
    text = xml(people or (learner(),), judged_with.year.year)
    if change:
        assert change[0] in text
        text = text.replace(*change)
    return read(text)[1]


def run(rules: list[Rule], read_items: list[Item], judged_with: Given | None = None) -> tuple[Checker, list[Finding]]:
    """What a checker with only these rules finds."""
    checker = Checker(judged_with or given(), rules)
    found = [finding for item in read_items for finding in checker.item(item)]
    return checker, found + checker.finish()


def fam(kind: str, code: str, begins: date) -> LearningDeliveryFAM:
    """A dated funding and monitoring record."""
    return LearningDeliveryFAM(LearnDelFAMType=kind, LearnDelFAMCode=code, LearnDelFAMDateFrom=begins)


def fired(rules: list[Rule], *people: Any, judged_with: Given | None = None) -> list[str]:
    """The codes found, in order."""
    return [finding.rule.code for finding in run(rules, items(*people, judged_with=judged_with), judged_with)[1]]


# Declaring a rule.


@pytest.fixture
def tidy() -> Iterator[None]:
    """Leave the book as it was."""
    before = dict(_registered)
    yield
    _registered.clear()
    _registered.update(before)


def declared(code: str = "T_Declared", fault: Callable[..., Any] = always, **more: Any) -> Rule:
    """A rule that was declared as rule files do it."""
    usual: dict[str, Any] = {
        "on": "LearningDelivery",
        "severity": Severity.ERROR,
        "shows": ("LearnAimRef",),
        "message": "{LearnAimRef} is wrong. Mend it.",
        "source": HERE,
    }
    rule(code, **{**usual, **more})(fault)
    return _registered[code]


@pytest.mark.usefixtures("tidy")
def test_a_rule_is_declared_with_all_it_needs() -> None:
    found = declared(priority=2, about="bootcamp aim", needs=("contract",), blocks=("M2",), first_year=2324)
    assert (found.code, found.on, found.severity, found.shows) == (
        "T_Declared",
        "LearningDelivery",
        Severity.ERROR,
        ("LearnAimRef",),
    )
    assert (found.priority, found.about, found.needs, found.blocks, found.first_year, found.last_year) == (
        2,
        "bootcamp aim",
        ("contract",),
        ("M2",),
        2324,
        None,
    )
    assert found.page == "Something must be so."
    assert str(found.source) == "Test, engine, A-000"


def test_a_source_without_statements() -> None:
    assert str(Source("Document", "place")) == "Document, place"


@pytest.mark.usefixtures("tidy")
def test_declaring_a_rule_leaves_the_function_as_it_is() -> None:
    usual: dict[str, Any] = {"severity": Severity.ERROR, "shows": (), "message": "Wrong. Mend it.", "source": HERE}
    assert rule("T_Same", on="Learner", **usual)(always) is always


def without_docstring(*_: Any) -> bool:
    return True


def blank_docstring(*_: Any) -> bool:
    """ """
    return True


@pytest.mark.parametrize(
    ("fault", "changed", "said"),
    [
        pytest.param(without_docstring, {}, "T_Declared needs a docstring, a message and a source", id="no docstring"),
        pytest.param(blank_docstring, {}, "T_Declared needs a docstring, a message and a source", id="blank docstring"),
        pytest.param(always, {"message": ""}, "T_Declared needs a docstring, a message and a source", id="no message"),
        pytest.param(
            always, {"source": Source("", "x")}, "T_Declared needs a docstring, a message and a source", id="no source"
        ),
        pytest.param(
            always, {"needs": ("luck",)}, "T_Declared is about or needs something unknown", id="an unknown need"
        ),
        pytest.param(
            always, {"needs": ("contract", "luck")}, "T_Declared is about or needs something unknown", id="one of two"
        ),
        pytest.param(
            always, {"about": "everything"}, "T_Declared is about or needs something unknown", id="about what"
        ),
        pytest.param(
            always,
            {"where": {"FundModel": (35,)}},
            "T_Declared is narrowed by an element that it does not show or that LearningDelivery does not have",
            id="narrowed by what it does not show",
        ),
        pytest.param(
            always,
            {"where": {"EmpStat": (10,)}, "shows": ("LearnAimRef", "EmpStat")},
            "T_Declared is narrowed by an element that it does not show or that LearningDelivery does not have",
            id="narrowed by an element of another record",
        ),
        pytest.param(
            always,
            {"message": "{ULN} and {LearnAimRef}. Mend it."},
            "the message of T_Declared names ULN, which it does not show",
            id="a value that it does not show",
        ),
        pytest.param(
            always,
            {"message": "{LearnAimRef.title}. Mend it."},
            "the message of T_Declared names LearnAimRef.title, which it does not show",
            id="a part of a value",
        ),
    ],
)
@pytest.mark.usefixtures("tidy")
def test_an_incomplete_rule_is_refused(fault: Callable[..., Any], changed: dict[str, Any], said: str) -> None:
    with pytest.raises(BadRule) as refused:
        declared(fault=fault, **changed)
    assert str(refused.value) == said
    assert "T_Declared" not in _registered


@pytest.mark.usefixtures("tidy")
def test_a_code_is_declared_once() -> None:
    declared()
    with pytest.raises(BadRule, match=r"^T_Declared is declared twice$"):
        declared(fault=never)
    assert _registered["T_Declared"].fault is always


@pytest.mark.usefixtures("tidy")
def test_a_message_may_name_what_is_worked_out() -> None:
    found = declared(message="{LearnAimRef} and {sum}. Mend it.", also={"sum": lambda *_: 3})
    assert found.message == "{LearnAimRef} and {sum}. Mend it."


@pytest.mark.usefixtures("tidy")
def test_whether_a_rule_asks_for_what_the_return_is_judged_with() -> None:
    def plain(aim: LearningDelivery, learner: Learner) -> bool:
        """Something must be so."""
        return True

    def asking(aim: LearningDelivery, learner: Learner, given: Given) -> bool:
        """Something must be so."""
        return True

    assert not declared("T_Plain", plain).takes_given
    assert declared("T_Asking", asking).takes_given


# The book.


def test_the_book_is_in_the_order_of_the_codes() -> None:
    codes = [one.code for one in book()]
    assert len(set(codes)) == len(codes)
    assert [code for code in codes if code.startswith("NP-")] == sorted(
        code for code in codes if code.startswith("NP-")
    )


@pytest.mark.usefixtures("tidy")
def test_numbers_of_codes_are_ordered_as_numbers() -> None:
    from openlet.rules import _code_order

    codes = ["T_10", "T_9", "t_1", "S", "T-2"]
    assert sorted(codes, key=_code_order) == ["S", "t_1", "T-2", "T_9", "T_10"]


def test_every_rule_of_the_book_is_on_something_that_exists() -> None:
    """A rule on a record that no year has would never run, and be called clean."""
    entities = {entity.name for year in years() for entity in layout(year).walk()}
    assert {one.on for one in book()} <= entities | {"Return", "Layout", "Opening"}


def test_only_rules_on_aims_are_about_a_kind_of_aim() -> None:
    """On any other record the kind of aim is not known, so such a rule would never run, and be called clean."""
    assert not [one.code for one in book() if ABOUT[one.about] and one.on != "LearningDelivery"]


def test_every_rule_of_the_book_is_in_some_year() -> None:
    assert not [one.code for one in book() if not any(one.in_year(year) for year in years())]


def test_every_reading_that_raises_a_rule_exists() -> None:
    readings = contract().readings
    assert {getattr(readings, one.no_pay_if) for one in book() if one.no_pay_if} == {"todo"}


def test_every_no_pay_rule_blocks_milestones() -> None:
    assert not [one.code for one in book() if not one.blocks or not set(one.blocks) <= {"M1", "M2", "M3"}]


# Which records a rule sees.


def test_a_rule_gets_its_record_and_those_above_it() -> None:
    seen: dict[str, tuple[str, ...]] = {}

    def noting(code: str) -> Callable[..., bool]:
        def fault(*chain: Any) -> bool:
            seen[code] = tuple(type(one).__name__ for one in chain)
            return False

        return fault

    rules = [
        made("T_1", "Learner", noting("T_1")),
        made("T_2", "LearningDelivery", noting("T_2")),
        made("T_3", "LearningDeliveryFAM", noting("T_3")),
        made("T_4", "EmploymentStatusMonitoring", noting("T_4")),
        made("T_5", "DPOutcome", noting("T_5")),
        made("T_6", "LearningDelivery", noting("T_6"), takes_given=True),
    ]
    run(rules, items(learner(), progression()))
    assert seen == {
        "T_1": ("Learner",),
        "T_2": ("LearningDelivery", "Learner"),
        "T_3": ("LearningDeliveryFAM", "LearningDelivery", "Learner"),
        "T_4": ("EmploymentStatusMonitoring", "LearnerEmploymentStatus", "Learner"),
        "T_5": ("DPOutcome", "LearnerDestinationandProgression"),
        "T_6": ("LearningDelivery", "Learner", "Given"),
    }


@pytest.mark.parametrize(
    ("about", "refs"),
    [
        ("any", [BOOTCAMP, "Z0010211", "Z0010212", ORDINARY]),
        ("bootcamp aim", [BOOTCAMP]),
        ("Z0010211", ["Z0010211"]),
        ("Z0010212", ["Z0010212"]),
        ("milestone aim", ["Z0010211", "Z0010212"]),
        ("bootcamp or milestone aim", [BOOTCAMP, "Z0010211", "Z0010212"]),
        ("bootcamp learner", [BOOTCAMP, "Z0010211", "Z0010212", ORDINARY]),
    ],
)
def test_which_aims_a_rule_is_about(about: str, refs: list[str]) -> None:
    person = learner(finished(), milestone(), milestone("Z0010212"), aim(LearnAimRef=ORDINARY, AimSeqNumber=4))
    _, found = run([made(about=about)], items(person))
    assert [finding.chain[0].LearnAimRef for finding in found] == refs  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("where", "refs"),
    [
        pytest.param({"FundModel": (35,)}, [BOOTCAMP, "Z0010211"], id="one value"),
        pytest.param({"FundModel": (35, 99)}, [BOOTCAMP, "Z0010211", ORDINARY], id="one of two values"),
        pytest.param({"FundModel": (None,)}, ["Z0010212"], id="absent"),
        pytest.param({"FundModel": (35,), "CompStatus": (1,)}, [BOOTCAMP], id="two elements"),
        pytest.param({"FundModel": (36,)}, [], id="none"),
        pytest.param({"FundModel": PRESENT}, [BOOTCAMP, "Z0010211", ORDINARY], id="any that is there"),
        pytest.param({"FundModel": PRESENT, "CompStatus": (1,)}, [BOOTCAMP, ORDINARY], id="there, and a value"),
    ],
)
def test_which_values_a_rule_is_narrowed_to(where: dict[str, Container[int | None]], refs: list[str]) -> None:
    person = learner(
        aim(),
        milestone(FundModel=35),
        milestone("Z0010212", FundModel=None),
        aim(LearnAimRef=ORDINARY, AimSeqNumber=4, FundModel=99),
    )
    _, found = run([made(where=where, shows=tuple(where)), made("T_2", fault=never)], items(person))
    own = [finding for finding in found if finding.rule.code == "T_1"]
    assert [finding.chain[0].LearnAimRef for finding in own] == refs  # type: ignore[union-attr]


def test_what_follows_from_values_is_asked_once_for_equal_ones() -> None:
    asked: list[int | None] = []

    def holds(record: Any, year: Year) -> bool:
        asked.append(record.FundModel)
        return bool(record.FundModel == 35)

    narrowed = replace(made(shows=("FundModel",)), only=Only(("FundModel",), holds))
    person = learner(aim(), milestone(FundModel=35), aim(LearnAimRef=ORDINARY, AimSeqNumber=4, FundModel=99), aim())
    _, found = run([narrowed], items(person))
    assert [finding.chain[0].FundModel for finding in found] == [35, 35, 35]  # type: ignore[union-attr]
    assert len(asked) < 4


@pytest.mark.parametrize(
    "narrow",
    [
        {"where": {"FundModel": (35,)}},
        {"where": {"FundModel": PRESENT}},
        {"only": Only(("FundModel",), lambda record, year: False)},
    ],
    ids=["a value", "any value", "what follows from it"],
)
def test_a_rule_narrowed_by_a_value_that_cannot_be_read_does_not_judge(narrow: dict[str, Any]) -> None:
    narrowed = replace(made(shows=("FundModel",)), **narrow)
    checker, found = run([narrowed], items(change=("<FundModel>35</FundModel>", "<FundModel>x</FundModel>")))
    assert "T_1" not in {finding.rule.code for finding in found}
    assert checker.outcomes["T_1"].unjudged == 1
    assert checker.outcomes["T_1"].status == Status.SKIPPED


@pytest.mark.parametrize(
    ("on", "reads", "judged"),
    [
        pytest.param("Learner", ("LearningDeliveryFAM",), False, id="below an aim of the learner"),
        pytest.param("Learner", ("LearningDelivery",), True, id="not on the aim itself"),
        pytest.param("LearningDelivery", ("LearningDeliveryFAM",), False, id="below the aim"),
        pytest.param("LearningDeliveryFAM", ("LearningDeliveryFAM",), False, id="beside the record"),
        pytest.param("LearningDelivery", ("LearnerEmploymentStatus",), True, id="beside the aim"),
    ],
)
def test_a_rule_does_not_judge_while_what_it_reads_cannot_be_read(on: str, reads: tuple[str], judged: bool) -> None:
    person = learner(aim(LearningDeliveryFAM=[fam("LSF", "1", date(2024, 5, 1))]))
    read_items = items(person, change=("<LearnDelFAMDateFrom>2024-05-01<", "<LearnDelFAMDateFrom>May<"))
    checker, _ = run([made(on=on, reads=reads)], read_items)
    assert (checker.outcomes["T_1"].count == 1) is judged
    assert (checker.outcomes["T_1"].unjudged == 1) is not judged


def test_every_kind_of_about_is_tested() -> None:
    assert len(ABOUT) == 7


@pytest.mark.parametrize(
    ("about", "on", "count"),
    [
        pytest.param("any", "Learner", 2, id="any learner"),
        pytest.param("bootcamp learner", "Learner", 1, id="bootcamp learners"),
        pytest.param("bootcamp learner", "LearnerEmploymentStatus", 1, id="records of bootcamp learners"),
        pytest.param("any", "LearnerDestinationandProgression", 2, id="any destination record"),
        pytest.param("bootcamp learner", "LearnerDestinationandProgression", 1, id="those of bootcamp learners"),
        pytest.param("bootcamp learner", "DPOutcome", 1, id="outcomes of bootcamp learners"),
    ],
)
def test_rules_about_bootcamp_learners(about: str, on: str, count: int) -> None:
    people = (
        learner(),
        learner(aim(LearnAimRef=ORDINARY), LearnRefNumber="L0002", ULN=OTHER_ULN),
        progression(),
        progression(outcome(), LearnRefNumber="L0002", ULN=OTHER_ULN),
    )
    assert fired([made(on=on, about=about)], *people) == ["T_1"] * count


def test_findings_come_in_the_order_of_the_file_and_of_the_rules() -> None:
    rules = [
        made("T_c", "LearningDelivery"),
        made("T_b", "Learner"),
        made("T_a", "LearningDelivery"),
        made("T_d", "LearningDeliveryFAM"),
    ]
    two = [aim(LearningDeliveryFAM=fams("SOF112")), aim(AimSeqNumber=2, LearningDeliveryFAM=fams("SOF112"))]
    people = [learner(*two), learner(*two, LearnRefNumber="L0002", ULN=OTHER_ULN)]
    each = ["T_b", "T_c", "T_a", "T_d", "T_c", "T_a", "T_d"]
    for _ in range(2):
        assert fired(rules, *people) == each * 2


def test_check_yields_the_findings_of_the_records_and_then_of_the_return() -> None:
    def repeated(whole: Whole, given: Given) -> Iterator[Mark]:
        yield from whole.repeated_references

    rules = [made("T_r", "Return", repeated), made("T_l", "Learner")]
    found = [finding.rule.code for finding in check(items(learner(), learner()), given(), rules)]
    assert found == ["T_l", "T_l", "T_r"]


def test_check_asks_the_whole_book_unless_told_otherwise() -> None:
    people = items(learner(ULN=9999999999))
    assert "NP-02" in {finding.rule.code for finding in check(people, given())}
    assert not list(check(people, given(), []))


# How a rule ends.


def test_clean_found_and_the_count() -> None:
    checker, _ = run([made("T_clean", fault=never), made("T_found")], items(learner(aim(), aim(AimSeqNumber=2))))
    clean, found = checker.outcomes["T_clean"], checker.outcomes["T_found"]
    assert (clean.status, clean.count, clean.why()) == (Status.CLEAN, 0, None)
    assert (found.status, found.count, found.why()) == (Status.FOUND, 2, None)


@pytest.mark.parametrize(
    ("need", "judged_with"),
    [
        pytest.param("contract", NOTHING, id="no contract"),
        pytest.param("salaries", NOTHING, id="no contract, so no salaries"),
        pytest.param("salaries", given(), id="no salaries"),
        pytest.param("planned end window", NOTHING, id="no contract, so no window"),
        pytest.param(
            "planned end window",
            given(terms=contract(text=WITHOUT_WINDOW)),
            id="no window",
        ),
        pytest.param("destinations", given(year="2024-25"), id="a year without destination records"),
        pytest.param("settlement", given(), id="decided elsewhere"),
        pytest.param("settlement", NOTHING, id="decided elsewhere, no contract"),
    ],
)
def test_a_rule_that_lacks_something_is_skipped_with_its_reason(need: str, judged_with: Given) -> None:
    checker, found = run([made(needs=(need,))], items(judged_with=judged_with), judged_with)
    outcome_found = checker.outcomes["T_1"]
    assert not found
    assert (outcome_found.status, outcome_found.why()) == (Status.SKIPPED, NEEDS[need])


def test_a_rule_that_lacks_the_area_table_is_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(areas, "_release", lambda: None)
    checker, found = run([made(needs=("areas",))], items())
    assert not found
    assert checker.outcomes["T_1"].why() == NEEDS["areas"]


@pytest.mark.parametrize("need", ["contract", "areas", "planned end window", "destinations"])
def test_a_rule_that_has_what_it_needs_runs(need: str) -> None:
    assert fired([made(needs=(need,))]) == ["T_1"]


def test_the_first_thing_that_is_lacking_is_named() -> None:
    checker, _ = run([made(needs=("areas", "salaries", "settlement"))], items())
    assert checker.outcomes["T_1"].why() == NEEDS["salaries"]


@pytest.mark.parametrize(
    ("first", "last", "runs"),
    [
        pytest.param(None, None, True, id="of every year"),
        pytest.param(2324, 2324, True, id="of this year only"),
        pytest.param(2324, None, True, id="from this year"),
        pytest.param(None, 2324, True, id="up to this year"),
        pytest.param(2425, None, False, id="from next year"),
        pytest.param(None, 2223, False, id="up to last year"),
    ],
)
def test_years_of_a_rule(first: int | None, last: int | None, runs: bool) -> None:
    checker, found = run([made(first_year=first, last_year=last)], items())
    assert bool(found) is runs
    ended = checker.outcomes["T_1"]
    assert ended.status is (Status.FOUND if runs else Status.SKIPPED)
    assert ended.why() == (None if runs else "not a rule of 2023-24")


def test_of_a_rule_with_two_shapes_the_years_decide() -> None:
    rules = [made("T_old", last_year=2324), made("T_new", first_year=2425)]
    assert fired(rules) == ["T_old"]
    assert fired(rules, judged_with=given(year="2024-25")) == ["T_new"]


# Crashes.


def crashing(*_: Any) -> bool:
    """Something must be so."""
    raise ValueError("Person Invented, AB123456C, 1000000027")


@pytest.mark.parametrize("on", ["Learner", "LearningDelivery", "LearningDeliveryFAM", "DPOutcome"])
def test_a_crash_never_stops_the_run_and_never_counts_as_clean(on: str) -> None:
    rules = [made("T_before", on), made("T_crash", on, crashing), made("T_after", on), made("T_clean", on, never)]
    checker, found = run(rules, items(learner(aim(LearningDeliveryFAM=fams("SOF112"))), progression()))
    assert [finding.rule.code for finding in found] == ["T_before", "T_after"]
    assert {code: ended.status for code, ended in checker.outcomes.items()} == {
        "T_before": Status.FOUND,
        "T_crash": Status.CRASHED,
        "T_after": Status.FOUND,
        "T_clean": Status.CLEAN,
    }


def test_the_reason_of_a_crash_holds_no_learner_data() -> None:
    checker, _ = run([made(fault=crashing)], items())
    reason = checker.outcomes["T_1"].why()
    line = crashing.__code__.co_firstlineno + 2
    assert reason == f"ValueError in crashing, line {line}"


def test_the_reason_names_where_the_crash_arose_and_not_where_it_was_met() -> None:
    def fault(*_: Any) -> bool:
        """Something must be so."""
        return crashing()

    checker, _ = run([made(fault=fault)], items())
    assert (checker.outcomes["T_1"].why() or "").startswith("ValueError in crashing, line ")


def test_a_rule_that_crashed_once_has_crashed_whatever_else_it_found() -> None:
    def fault(one: LearningDelivery, *_: Any) -> bool:
        """Something must be so."""
        if one.AimSeqNumber == 2:
            raise KeyError("Invented")
        return True

    people = learner(aim(), aim(AimSeqNumber=2), aim(AimSeqNumber=3))
    checker, found = run([made(fault=fault)], items(people))
    ended = checker.outcomes["T_1"]
    assert len(found) == ended.count == 2
    assert ended.status is Status.CRASHED
    assert (ended.why() or "").startswith("KeyError in fault, line ")


def test_a_crash_on_the_return_finds_nothing_and_stops_nothing() -> None:
    def halfway(whole: Whole, given: Given) -> Iterator[Mark]:
        """Something must be so."""
        yield Mark(1, "L0001", None)
        raise ValueError("Person Invented")

    def sound(whole: Whole, given: Given) -> Iterator[Mark]:
        """Something must be so."""
        yield Mark(2, "L0001", None)

    checker, found = run([made("T_1", "Return", halfway), made("T_2", "Return", sound)], items())
    assert [finding.rule.code for finding in found] == ["T_2"]
    assert checker.outcomes["T_1"].status is Status.CRASHED
    assert checker.outcomes["T_1"].count == 0
    assert (checker.outcomes["T_1"].why() or "").startswith("ValueError in halfway, line ")
    assert checker.outcomes["T_2"].status is Status.FOUND


# Values that could not be read.

BAD_START = ("<LearnStartDate>2024-05-01<", "<LearnStartDate>1 May<")


def start_missing(one: LearningDelivery, *_: Any) -> bool:
    """Something must be so."""
    return one.LearnStartDate is None


@pytest.mark.parametrize(
    ("on", "shows", "change", "judged"),
    [
        pytest.param("LearningDelivery", ("LearnStartDate",), BAD_START, False, id="a value of the record"),
        pytest.param("LearningDelivery", ("LearnAimRef", "LearnStartDate"), BAD_START, False, id="one of two values"),
        pytest.param("LearningDeliveryFAM", ("LearnStartDate",), BAD_START, False, id="a value of the record above"),
        pytest.param("LearningDelivery", ("LearnAimRef",), BAD_START, True, id="a value that the rule does not show"),
        pytest.param("Learner", ("LearnStartDate",), BAD_START, True, id="a value of a record below"),
        pytest.param(
            "LearningDelivery", ("ULN",), ("<ULN>1000000027<", "<ULN>unknown<"), False, id="a value of the learner"
        ),
        pytest.param(
            "LearningDelivery",
            ("LearnPlanEndDate",),
            ("<LearnPlanEndDate>2024-09-30<", "<LearnPlanEndDate><"),
            True,
            id="an empty element, which gives no value",
        ),
        pytest.param(
            "LearningDelivery", ("CompStatus",), ("<CompStatus>1<", "<CompStatus>01<"), True, id="an unusual spelling"
        ),
        pytest.param(
            "LearningDelivery",
            ("LSDPostcode",),
            ("<LSDPostcode>B1 1AA<", "<LSDPostcode>somewhere in Birmingham<"),
            True,
            id="a text that is too long is still a text",
        ),
    ],
)
def test_a_rule_does_not_judge_a_value_that_could_not_be_read(
    on: str, shows: tuple[str, ...], change: tuple[str, str], judged: bool
) -> None:
    person = learner(aim(LearningDeliveryFAM=fams("SOF112")))
    checker, found = run([made(on=on, shows=shows)], items(person, change=change))
    ended = checker.outcomes["T_1"]
    assert [finding.rule.code for finding in found if finding.trouble is None] == (["T_1"] if judged else [])
    assert (ended.count, ended.unjudged) == ((1, 0) if judged else (0, 1))
    assert ended.status is (Status.FOUND if judged else Status.SKIPPED)


def test_a_rule_that_could_not_judge_everything_is_never_clean() -> None:
    people = [learner(aim(), aim(AimSeqNumber=2)), learner(LearnRefNumber="L0002", ULN=OTHER_ULN)]
    text = xml(people).replace(*BAD_START, 1)
    checker, _ = run([made(fault=never, shows=("LearnStartDate",))], read(text)[1])
    ended = checker.outcomes["T_1"]
    assert ended.status is Status.SKIPPED
    assert ended.why() == "1 record(s) hold values that could not be read"


def test_a_rule_that_could_not_judge_everything_may_find_something_elsewhere() -> None:
    text = xml([learner(aim(), aim(AimSeqNumber=2))]).replace(*BAD_START, 1)
    checker, found = run([made(shows=("LearnStartDate",))], read(text)[1])
    ended = checker.outcomes["T_1"]
    assert (ended.status, ended.count, ended.unjudged) == (Status.FOUND, 1, 1)
    assert ended.why() == "1 record(s) hold values that could not be read"
    assert [one.rule.code for one in found if one.trouble is None] == ["T_1"]


def test_a_blank_is_judged() -> None:
    checker, _ = run([made(fault=start_missing, shows=("LearnStartDate",))], items(learner(aim(LearnStartDate=None))))
    assert checker.outcomes["T_1"].status is Status.FOUND


@pytest.mark.parametrize(
    ("code", "person", "change"),
    [
        ("NP-02", learner(), ("<ULN>1000000027<", "<ULN>pending<")),
        ("NP-03", learner(), ("<DateOfBirth>1990-02-03<", "<DateOfBirth>3 February<")),
        ("NP-05", learner(), BAD_START),
        ("NP-06", learner(), ("<LearnPlanEndDate>2024-09-30<", "<LearnPlanEndDate>July<")),
        ("NP-10", learner(), BAD_START),
        ("NP-14", learner(), ("<CompStatus>1<", "<CompStatus>6.<")),
        ("NP-15", learner(milestone(AimSeqNumber=1)), ("<LearnActEndDate>2024-08-05<", "<LearnActEndDate>x<")),
        ("NP-16", learner(milestone("Z0010212")), ("<LearnStartDate>2024-08-05<", "<LearnStartDate>x<")),
    ],
)
def test_no_pay_rules_do_not_judge_values_that_could_not_be_read(
    code: str, person: Learner, change: tuple[str, str]
) -> None:
    checker, found = run(list(book()), items(person, change=change))
    assert code not in [finding.rule.code for finding in found]
    assert checker.outcomes[code].status is Status.SKIPPED
    assert checker.outcomes[code].why() == "1 record(s) hold values that could not be read"


# Findings.


def test_a_finding_keeps_the_rule_and_the_records() -> None:
    one = made("T_1", "LearningDeliveryFAM")
    (item,) = items(learner(aim(LearningDeliveryFAM=fams("SOF112"))))
    (found,) = Checker(given(), [one]).item(item)
    assert found.rule is one
    assert isinstance(item.record, Learner)
    delivery = item.record.LearningDelivery[0]
    assert found.chain == (delivery.LearningDeliveryFAM[0], delivery, item.record)
    assert found.trouble is None


def test_a_finding_is_worded_only_when_it_is_shown() -> None:
    asked: list[str] = []

    def note(*_: Any) -> str:
        asked.append("worded")
        return "a note"

    one = made(message="{note}. Mend it.", also={"note": note})
    _, found = run([one], items())
    assert asked == []
    assert message(found[0], given()) == "a note. Mend it."
    assert asked == ["worded"]


@pytest.mark.parametrize(
    ("reading", "judged_with", "severity"),
    [
        pytest.param("mandatory_missing", given(), Severity.TO_DO, id="to-do by default"),
        pytest.param(
            "mandatory_missing", given('mandatory_missing = "todo"'), Severity.TO_DO, id="to-do by the contract"
        ),
        pytest.param("mandatory_missing", given('mandatory_missing = "no_pay"'), Severity.NO_PAY, id="raised"),
        pytest.param(
            "mandatory_missing", given('zz99 = "no_pay"'), Severity.TO_DO, id="another reading raises nothing"
        ),
        pytest.param("mandatory_missing", NOTHING, Severity.TO_DO, id="no contract"),
        pytest.param(None, given('mandatory_missing = "no_pay"'), Severity.TO_DO, id="a rule that nothing raises"),
    ],
)
def test_a_reading_may_raise_the_severity(reading: str | None, judged_with: Given, severity: Severity) -> None:
    assert made(severity=Severity.TO_DO, no_pay_if=reading).severity_for(judged_with) is severity


def test_troubles_of_the_layout_are_findings_whatever_rules_are_asked() -> None:
    checker, found = run([], items(change=BAD_START))
    (trouble,) = found
    assert trouble.rule.severity is Severity.SCHEMA
    assert trouble.trouble is not None
    assert checker.outcomes[trouble.rule.code].status is Status.FOUND
    assert type(trouble.chain[0]).__name__ == "LearningDelivery"


# Rules on a return.


def note_all(whole: Whole, given: Given) -> Iterator[Mark]:
    """Something must be so."""
    yield from whole.first_by_reference.values()
    yield from whole.repeated_references


def test_a_rule_on_the_return_yields_the_records_at_fault() -> None:
    people = [learner(), learner(LearnRefNumber="L0002", ULN=OTHER_ULN), learner(ULN=OTHER_ULN)]
    checker, found = run([made(on="Return", fault=note_all)], items(*people))
    assert checker.outcomes["T_1"].count == 3
    marks = [finding.chain[0] for finding in found]
    assert [(mark.LearnRefNumber, mark.ULN) for mark in marks if isinstance(mark, Mark)] == [
        ("L0001", 1000000027),
        ("L0002", OTHER_ULN),
        ("L0001", OTHER_ULN),
    ]


def test_a_rule_on_the_return_that_finds_nothing_is_clean() -> None:
    checker, found = run([made(on="Return", fault=note_all)], [])
    assert not found
    assert checker.outcomes["T_1"].status is Status.CLEAN


def test_a_rule_on_the_return_that_lacks_something_is_skipped() -> None:
    checker, found = run([made(on="Return", fault=note_all, needs=("contract",))], items(), NOTHING)
    assert not found
    assert checker.outcomes["T_1"].status is Status.SKIPPED


def test_what_is_known_of_a_whole_return() -> None:
    left = finished(LearnActEndDate=date(2024, 7, 1))
    people = [
        learner(left, milestone()),
        learner(aim(), LearnRefNumber="L0002", ULN=OTHER_ULN),
        learner(finished(LearnAimRef=ORDINARY), LearnRefNumber="L0003", ULN=OTHER_ULN),
        learner(LearnRefNumber=None),
        learner(aim(CompStatus=3, ProviderSpecDeliveryMonitoring=boxes("WMCA1.1", "WMCA1.2")), LearnRefNumber="L0005"),
        progression(outcome("EMP"), outcome("NPE")),
        progression(outcome("EDU", 4)),
        progression(outcome("GAP"), LearnRefNumber="L0009"),
    ]
    checker, _ = run([], items(*people))
    whole = checker.whole
    assert list(whole.first_by_reference) == ["L0001", "L0002", "L0003", "L0005"]
    assert whole.bootcamp_learners == {"L0001", "L0002", "L0005"}
    assert [(one.mark.LearnRefNumber, one.mark.LearnAimRef, one.wmca_code) for one in whole.leavers] == [
        ("L0001", BOOTCAMP, "WMCA1.3"),
        ("L0005", BOOTCAMP, None),
    ]
    assert whole.leavers[0].mark.value("LearnActEndDate") == date(2024, 7, 1)
    assert [mark.LearnRefNumber for mark in whole.destinations] == ["L0001", "L0001", "L0009"]
    assert [one.OutType for one in whole.outcomes["L0001"]] == ["EMP", "NPE", "EDU"]


def test_the_values_of_a_mark() -> None:
    mark = Mark(7, "L0001", 1000000027, 2, BOOTCAMP, (("Outcome", 1),))
    assert [mark.value(name) for name in ("LearnRefNumber", "ULN", "AimSeqNumber", "LearnAimRef", "Outcome", "x")] == [
        "L0001",
        1000000027,
        2,
        BOOTCAMP,
        1,
        None,
    ]


def test_a_date_in_words() -> None:
    assert in_words(date(2024, 5, 1)) == "1 May 2024"
    assert in_words(date(2024, 12, 31)) == "31 December 2024"


def test_a_sound_return_has_no_finding_and_no_crash() -> None:
    people = [learner(finished(), milestone(day=PLANNED_END), LearnerEmploymentStatus=[status(12)]), progression()]
    checker, found = run(list(book()), items(*people))
    assert found == []
    assert {ended.status for ended in checker.outcomes.values()} == {Status.CLEAN, Status.SKIPPED}


@pytest.mark.usefixtures("tidy")
def test_what_is_registered_is_kept_under_its_code() -> None:
    one = made("T_Kept")
    register(one)
    assert _registered["T_Kept"] is one
