"""What is said of a finding, where it is, and what stays hidden."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from openlet.facts.given import Given
from openlet.ilr.reading import Trouble
from openlet.ilr.records import Learner, LearningDeliveryFAM, PriorAttain
from openlet.rules import Checker, Finding, Rule, Severity, Source, book
from openlet.rules.whole import Mark
from openlet.rules.wording import BLANK, HIDDEN, Place, fields, in_words, message, place, sensitive_elements, values
from tests.make import BOOTCAMP, ULN, aim, fams, given, learner, progression, read, xml

GIVEN = given()


def always(*_: Any) -> bool:
    """Something must be so."""
    return True


def made(shows: tuple[str, ...], text: str, **more: Any) -> Rule:
    return Rule("T_1", "LearningDelivery", Severity.ERROR, shows, text, Source("Test", "wording"), always, **more)


def found(rule: Rule, person: Learner | None = None, change: tuple[str, str] | None = None) -> Finding:
    """The finding of a rule on the first aim of a learner that went through XML."""
    text = xml([person or learner()])
    if change:
        assert change[0] in text
        text = text.replace(*change)
    (item,) = read(text)[1]
    (finding,) = (one for one in Checker(GIVEN, [rule]).item(item) if one.trouble is None)
    return finding


@pytest.mark.parametrize(
    ("value", "said"),
    [
        pytest.param(None, BLANK, id="absent"),
        pytest.param("", BLANK, id="no text"),
        pytest.param((), BLANK, id="no values"),
        pytest.param(date(2024, 5, 1), "1 May 2024", id="a date"),
        pytest.param(0, "0", id="nought is not blank"),
        pytest.param("text", "text", id="text"),
        pytest.param(("b", "a"), "a and b", id="several, in order"),
        pytest.param({date(2024, 5, 2), date(2024, 5, 1)}, "1 May 2024 and 2 May 2024", id="several dates"),
        pytest.param(("only",), "only", id="one of several"),
        pytest.param(Decimal("0.10"), "0.10", id="a share"),
    ],
)
def test_a_value_in_words(value: Any, said: str) -> None:
    assert in_words(value) == said


def test_a_message_names_the_values_found() -> None:
    rule = made(
        ("LearnAimRef", "LearnStartDate", "ULN", "Outcome"),
        "{LearnAimRef} starts {LearnStartDate}, ULN {ULN}, outcome {Outcome}.",
    )
    assert message(found(rule), GIVEN) == f"{BOOTCAMP} starts 1 May 2024, ULN {ULN}, outcome blank."


def test_values_come_from_the_nearest_record_that_has_the_element() -> None:
    rule = Rule(
        "T_1",
        "LearningDeliveryFAM",
        Severity.ERROR,
        ("LearnDelFAMCode", "LearnAimRef", "LearnRefNumber", "NoSuchElement"),
        "Wrong.",
        Source("Test", "wording"),
        always,
    )
    finding = found(rule, learner(aim(LearningDeliveryFAM=fams("SOF112"))))
    assert values(finding, GIVEN) == {
        "LearnDelFAMCode": "112",
        "LearnAimRef": BOOTCAMP,
        "LearnRefNumber": "L0001",
        "NoSuchElement": None,
    }


def test_what_is_worked_out_gets_what_the_rule_gets() -> None:
    def plain(*arguments: Any) -> int:
        return len(arguments)

    rule = made((), "{count}.", also={"count": plain})
    asking = made((), "{count}.", also={"count": plain}, takes_given=True)
    assert message(found(rule), GIVEN) == "2."
    assert message(found(asking), GIVEN) == "3."


def test_a_name_that_nobody_fills_is_blank() -> None:
    assert message(Finding(made((), "It is {unknown}."), ()), GIVEN) == "It is blank."


def test_fields_in_the_form_of_the_ilr() -> None:
    rule = made(
        ("LearnStartDate", "ULN", "Outcome"),
        "Wrong.",
        also={"codes": lambda *_: ("2", "1"), "share": lambda *_: Decimal("1E+2"), "none": lambda *_: ()},
    )
    assert fields(found(rule), GIVEN) == {
        "LearnStartDate": "2024-05-01",
        "ULN": "1000000027",
        "Outcome": None,
        "codes": "1 2",
        "share": "100",
        "none": "",
    }


def test_a_value_that_could_not_be_read_is_shown_as_it_stands() -> None:
    rule = made(("LearnAimRef",), "Wrong.")
    finding = found(rule, change=("<CompStatus>1<", "<CompStatus>one<"))
    other = Finding(made(("CompStatus",), "It is {CompStatus}."), finding.chain)
    assert message(other, GIVEN) == "It is one."
    assert fields(other, GIVEN) == {"CompStatus": "one"}


# What stays hidden.

PRIVATE = (
    "FamilyName", "GivenNames", "NINumber", "Ethnicity", "LLDDHealthProb", "AddLine1", "TelNo", "Email",
)  # fmt: skip


@pytest.mark.parametrize("element", PRIVATE)
def test_sensitive_values_stay_hidden_unless_asked_for(element: str) -> None:
    person = learner(TelNo="01210000000", Email="person@example.org")
    finding = found(made((element,), f"It is {{{element}}}."), person)
    held = str(getattr(person, element))
    assert message(finding, GIVEN) == f"It is {HIDDEN}."
    assert fields(finding, GIVEN) == {element: HIDDEN}
    assert message(finding, GIVEN, with_names=True) == f"It is {held}."
    assert fields(finding, GIVEN, with_names=True) == {element: held}


def test_a_sensitive_blank_may_be_seen() -> None:
    finding = found(made(("NINumber",), "It is {NINumber}."), learner(NINumber=None))
    assert message(finding, GIVEN) == "It is blank."
    assert fields(finding, GIVEN) == {"NINumber": None}


def test_a_sensitive_value_that_could_not_be_read_stays_hidden() -> None:
    judged = found(made(("LearnAimRef",), "Wrong."), change=("<Ethnicity>31<", "<Ethnicity>British<"))
    finding = Finding(made(("Ethnicity",), "It is {Ethnicity}."), judged.chain)
    assert message(finding, GIVEN) == f"It is {HIDDEN}."
    assert message(finding, GIVEN, with_names=True) == "It is British."


def test_which_elements_are_sensitive() -> None:
    assert {"FamilyName", "GivenNames", "NINumber", "Ethnicity", "LLDDHealthProb", "LLDDCat"} <= sensitive_elements()
    assert not {"ULN", "LearnRefNumber", "LearnAimRef", "LearnStartDate"} & sensitive_elements()


@pytest.mark.parametrize(
    ("change", "private"),
    [
        pytest.param(("<FamilyName>Invented<", f"<FamilyName>{'Invented' * 20}<"), "Invented", id="a long name"),
        pytest.param(("<NINumber>AB123456C<", "<NINumber>AB12345678C<"), "AB123456", id="a long NI number"),
        pytest.param(("<Ethnicity>31<", "<Ethnicity>Klingon<"), "Klingon", id="ethnicity in words"),
        pytest.param(("<Learner>", "<Learner>Person Invented"), "Invented", id="stray text"),
        pytest.param(("<Learner>", "<Learner><Extra>Person</Extra>"), "Person", id="text of an unknown element"),
    ],
)
def test_troubles_of_the_layout_hide_sensitive_text(change: tuple[str, str], private: str) -> None:
    (item,) = read(xml([learner()]).replace(*change))[1]
    troubles = [one for one in Checker(GIVEN, []).item(item) if one.trouble is not None]
    assert troubles
    for one in troubles:
        assert private not in message(one, GIVEN)
        assert private not in str(fields(one, GIVEN))


# Troubles of the layout.


def trouble(change: tuple[str, str], judged_with: Given = GIVEN) -> Finding:
    (item,) = read(xml([learner()]).replace(*change))[1]
    (only,) = Checker(judged_with, []).item(item)
    return only


def test_a_trouble_names_the_value_and_the_limits() -> None:
    only = trouble(("<LearnStartDate>2024-05-01<", "<LearnStartDate>1 May<"))
    assert message(only, GIVEN) == (
        "LearnStartDate is 1 May. It must be a date written year-month-day, such as 2024-05-01: correct it."
    )
    assert fields(only, GIVEN) == {"LearnStartDate": "1 May"}


def test_a_long_text_is_cut() -> None:
    only = trouble(("<LearnAimRef>Z0020001<", f"<LearnAimRef>{'Z' * 500}<"))
    assert fields(only, GIVEN) == {"LearnAimRef": "Z" * 60 + "…"}


def test_of_stray_text_and_unknown_elements_the_text_is_never_shown() -> None:
    only = trouble(("<LearnAimRef>", "<Secret>Person Invented</Secret><LearnAimRef>"))
    assert message(only, GIVEN).startswith("Secret is not an element of this place")
    assert "Invented" not in message(only, GIVEN)
    assert fields(only, GIVEN) == {}


# Where a finding is.


def test_the_place_of_a_finding_on_an_aim() -> None:
    finding = found(made((), "Wrong."))
    line = xml([learner()]).split("\n").index("    <LearningDelivery>") + 1
    assert place(finding, GIVEN) == Place(
        line=line, UKPRN=10999991, LearnRefNumber="L0001", ULN=ULN, AimSeqNumber=1, LearnAimRef=BOOTCAMP
    )


def test_the_place_of_a_finding_on_a_record_below_an_aim() -> None:
    rule = Rule("T_1", "LearningDeliveryFAM", Severity.ERROR, (), "Wrong.", Source("Test", "x"), always)
    finding = found(rule, learner(aim(LearningDeliveryFAM=fams("SOF112"))))
    line = xml([learner()]).split("\n").index("      <LearningDeliveryFAM>") + 1
    assert place(finding, GIVEN)["line"] == line
    assert place(finding, GIVEN)["AimSeqNumber"] == 1


def test_the_place_of_a_finding_on_a_learner_has_no_aim() -> None:
    (item,) = read(xml([learner(ULN=9999999999)]))[1]
    (finding,) = (one for one in Checker(GIVEN, [one for one in book() if one.code == "NP-02"]).item(item))
    assert place(finding, GIVEN) == Place(
        line=item.record.line,
        UKPRN=10999991,
        LearnRefNumber="L0001",
        ULN=9999999999,
        AimSeqNumber=None,
        LearnAimRef=None,
    )


def test_the_place_of_a_finding_on_a_destination_record() -> None:
    rule = Rule("T_1", "DPOutcome", Severity.ERROR, (), "Wrong.", Source("Test", "x"), always)
    items = read(xml([learner(), progression(LearnRefNumber="L0007")]))[1]
    (finding,) = (one for item in items for one in Checker(GIVEN, [rule]).item(item))
    assert place(finding, GIVEN)["LearnRefNumber"] == "L0007"
    assert place(finding, GIVEN)["line"] == finding.chain[0].line


def test_the_place_of_a_trouble_is_the_line_of_the_value() -> None:
    text = xml([learner()]).replace("<LearnStartDate>2024-05-01<", "<LearnStartDate>1 May<")
    only = trouble(("<LearnStartDate>2024-05-01<", "<LearnStartDate>1 May<"))
    (line,) = (number for number, one in enumerate(text.split("\n"), 1) if "1 May" in one)
    assert place(only, GIVEN) == Place(
        line=line, UKPRN=10999991, LearnRefNumber="L0001", ULN=ULN, AimSeqNumber=1, LearnAimRef=BOOTCAMP
    )


def test_the_place_and_the_values_of_a_mark() -> None:
    mark = Mark(41, "L0001", ULN, 2, BOOTCAMP, (("LearnActEndDate", date(2024, 7, 1)), ("NINumber", "AB123456C")))
    rule = made(("LearnAimRef", "LearnActEndDate", "NINumber"), "{LearnAimRef} ended {LearnActEndDate} ({NINumber}).")
    finding = Finding(rule, (mark,))
    assert message(finding, GIVEN) == f"{BOOTCAMP} ended 1 July 2024 ({HIDDEN})."
    assert place(finding, GIVEN) == Place(
        line=41, UKPRN=10999991, LearnRefNumber="L0001", ULN=ULN, AimSeqNumber=2, LearnAimRef=BOOTCAMP
    )


def test_a_finding_without_records_has_a_place_all_the_same() -> None:
    of_the_file = Trouble("unknown", "Message", "Extra", 3, "", ())
    (finding,) = Checker(GIVEN, []).troubles([of_the_file])
    assert place(finding, GIVEN)["line"] == 3
    assert place(finding, GIVEN)["LearnRefNumber"] is None
    assert message(finding, GIVEN).startswith("Extra is not an element of this place")
    assert place(Finding(made((), "x."), ()), GIVEN)["line"] is None


# Every sentence of the book.


def test_every_message_of_the_book_says_what_to_do_and_fills_every_name() -> None:
    """Worded on records without any value, so that every name must bear a blank."""
    empty = (LearningDeliveryFAM(), aim(LearningDeliveryFAM=[]), learner())
    for rule in book():
        said = rule.message.format_map(dict.fromkeys([*rule.shows, *rule.also, "limits", "element"], "x"))
        assert said.endswith("."), rule.code
        assert ". " in said or ": " in said, rule.code
        assert "{" not in said, rule.code
        assert message(Finding(Rule(**_without_also(rule)), empty), GIVEN), rule.code


def _without_also(rule: Rule) -> dict[str, Any]:
    names = ("code", "on", "severity", "shows", "message", "source", "fault")
    return {name: getattr(rule, name) for name in names}


def test_a_value_of_another_type_is_worded_too() -> None:
    attained = PriorAttain(PriorLevel=5, DateLevelApp=date(2010, 7, 31))
    rule = made(("PriorLevel", "DateLevelApp"), "Level {PriorLevel} since {DateLevelApp}.")
    assert message(Finding(rule, (attained, learner())), GIVEN) == "Level 5 since 31 July 2010."
