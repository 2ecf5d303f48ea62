"""The rules made from the specification: our verdict is that of the schema, in words that people can use."""

import copy
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from random import Random
from typing import Any

import pytest
from lxml import etree

from openlet.facts.given import Given
from openlet.ilr.opening import Unreadable
from openlet.ilr.reading import Trouble
from openlet.ilr.records import RECORDS, ContactPreference, Learner, LearnerHE, LLDDandHealthProblem
from openlet.rules import Checker, Finding, Severity, book
from openlet.rules.fields import GENERAL, limits, rule_for
from openlet.rules.wording import message, sensitive_elements, values
from openlet.spec.codes import code_rules, codes
from openlet.spec.layout import UNBOUNDED, Entity, Field, entity, layout
from openlet.spec.official_rules import official_rules
from openlet.spec.years import year_of, years
from tests import make
from tests.ilr import invented
from tests.odd_values import ANYTHING, DATES
from tests.reference import YEARS, is_valid, sample

# Our verdict and the schema's, over mutated files.

MUTATED_FILES = 1000  # of each year
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
WRONG_NAMESPACES = ("", "ESFA/ILR/2019-20", "urn:other")


def parts(year: str) -> Iterator[Any]:
    """Small valid files of a year: each learner of the sample alone, made ones, and invented ones."""
    whole = etree.fromstring(sample(year).encode())
    learners = whole.findall("{*}Learner")
    others = whole.findall("{*}LearnerDestinationandProgression")
    for number, learner in enumerate(learners):
        alone = copy.deepcopy(whole)
        for element in (*alone.findall("{*}Learner"), *alone.findall("{*}LearnerDestinationandProgression")):
            alone.remove(element)
        alone.append(copy.deepcopy(learner))
        alone.extend(copy.deepcopy(others[number : number + 1]))
        yield alone
    destinations = [make.progression()] if year in ("2022-23", "2023-24") else []
    made = make.learner(make.finished(), make.milestone(), FamilyName="O'Brien & Söhne")
    yield etree.fromstring(make.xml([made, *destinations], year).encode())
    for seed in range(12):
        yield etree.fromstring(invented.file(year_of(year), Random(seed), fullness=seed / 24).encode())


def elements(tree: Any) -> list[Any]:
    return [element for element in tree.iter("{*}*") if element is not tree]


def leaves(tree: Any) -> list[Any]:
    return [element for element in elements(tree) if not len(element)]


def change_a_value(tree: Any, choose: Random) -> None:
    leaf = choose.choice(leaves(tree))
    dated = re.match(r"\s*\d{4}-", leaf.text or "") is not None
    leaf.text = choose.choice(DATES if dated and choose.random() < 0.8 else ANYTHING + DATES)


def lengthen_or_shorten(tree: Any, choose: Random) -> None:
    leaf = choose.choice(leaves(tree))
    text = leaf.text or ""
    leaf.text = choose.choice((text + text[-1:], text[:-1], " " + text, text + "\n", "0" + text, text * 3, text + "."))


def delete(tree: Any, choose: Random) -> None:
    gone = choose.choice(elements(tree))
    gone.getparent().remove(gone)


def duplicate(tree: Any, choose: Random) -> None:
    element = choose.choice(elements(tree))
    for _ in range(choose.choice((1, 1, 1, 2, 4, 10, 25))):
        element.addnext(copy.deepcopy(element))


def repeat_at_the_end(tree: Any, choose: Random) -> None:
    element = choose.choice(elements(tree))
    element.getparent().append(copy.deepcopy(element))


def swap(tree: Any, choose: Random) -> None:
    element = choose.choice(elements(tree))
    following = element.getnext()
    if following is not None:
        following.addnext(element)


def move(tree: Any, choose: Random) -> None:
    element = choose.choice(elements(tree))
    target = choose.choice([tree, *elements(tree)])
    if target not in element.iter():
        target.insert(choose.randint(0, len(target)), element)


def rename(tree: Any, choose: Random) -> None:
    element = choose.choice(elements(tree))
    namespace, _, name = element.tag.rpartition("}")
    others = [other.tag.rpartition("}")[2] for other in elements(tree)]
    element.tag = f"{namespace}}}{choose.choice((name.lower(), name + 's', 'PriorAttain', 'NUMHU', *others))}"


def add_an_attribute(tree: Any, choose: Random) -> None:
    attributes = [
        (XSI + "nil", "true"), (XSI + "nil", "false"), (XSI + "schemaLocation", "a b"),
        (XSI + "noNamespaceSchemaLocation", "a"), ("id", "1"), ("{urn:other}a", ""),
        ("{http://www.w3.org/XML/1998/namespace}lang", "en"),
    ]  # fmt: skip
    choose.choice([tree, *elements(tree)]).set(*choose.choice(attributes))


def stray_text(tree: Any, choose: Random) -> None:
    element = choose.choice(elements(tree))
    element.tail = choose.choice(("x", "0", "\u00a0", " \n\t ", "", "\u200b", "&"))


def change_the_namespace(tree: Any, choose: Random) -> None:
    element = choose.choice(elements(tree))
    namespace = choose.choice(WRONG_NAMESPACES)
    element.tag = f"{{{namespace}}}{element.tag.rpartition('}')[2]}" if namespace else element.tag.rpartition("}")[2]


def empty(tree: Any, choose: Random) -> None:
    element = choose.choice(elements(tree))
    for below in list(element):
        element.remove(below)
    element.text = None


def element_in_a_value(tree: Any, choose: Random) -> None:
    leaf = choose.choice(leaves(tree))
    etree.SubElement(leaf, choose.choice((leaf.tag, "b"))).tail = choose.choice(("", "x"))


def comment_or_instruction_in_a_value(tree: Any, choose: Random) -> None:
    leaf = choose.choice(leaves(tree))
    text = leaf.text or ""
    half = len(text) // 2
    note = choose.choice((etree.Comment("a note"), etree.ProcessingInstruction("note", "x")))
    leaf.text, note.tail = text[:half], text[half:]
    leaf.append(note)


def comment_between(tree: Any, choose: Random) -> None:
    choose.choice(elements(tree)).addprevious(etree.Comment("a note"))


def character_data(tree: Any, choose: Random) -> None:
    leaf = choose.choice(leaves(tree))
    leaf.text = etree.CDATA(choose.choice((leaf.text or "", "", "x & y")))


MUTATIONS: dict[Callable[[Any, Random], None], int] = {
    change_a_value: 12, lengthen_or_shorten: 8, delete: 3, duplicate: 3, repeat_at_the_end: 1, swap: 2, move: 2,
    rename: 2, add_an_attribute: 2, stray_text: 2, change_the_namespace: 1, empty: 1, element_in_a_value: 1,
    comment_or_instruction_in_a_value: 2, comment_between: 2, character_data: 2,
}  # fmt: skip


def our_verdict(content: bytes) -> bool:
    """Whether our reader and the rules for what it meets find nothing that the schema would refuse."""
    try:
        ilr, items = make.read(content)
    except Unreadable:
        return False
    troubles = [*ilr.troubles, *(trouble for item in items for trouble in item.troubles)]
    return all(rule_for(trouble).severity != Severity.SCHEMA for trouble in troubles)


def their_verdict(year: str, content: bytes) -> bool:
    try:
        tree = etree.fromstring(content)
    except etree.XMLSyntaxError:
        return False
    return is_valid(year, tree)


@pytest.mark.parametrize("year", YEARS)
def test_our_verdict_is_the_schemas_on_mutated_files(year: str) -> None:
    choose = Random(f"mutations of {year}")
    whole = list(parts(year))
    kinds, weights = list(MUTATIONS), list(MUTATIONS.values())
    verdicts: Counter[bool] = Counter()
    for number in range(MUTATED_FILES):
        tree = copy.deepcopy(whole[number % len(whole)])
        done = choose.choices(kinds, weights, k=choose.choice((0, 1, 1, 1, 1, 2, 3)))
        for mutate in done:
            if leaves(tree):
                mutate(tree, choose)
        content = etree.tostring(tree, encoding="utf-8")
        theirs = their_verdict(year, content)
        verdicts[theirs] += 1
        assert our_verdict(content) == theirs, (
            f"file {number} of {year}, after {[mutate.__name__ for mutate in done]}: the schema says "
            f"{'valid' if theirs else 'not valid'}\n{content.decode()}"
        )
    assert min(verdicts.values()) > MUTATED_FILES / 5, verdicts


@pytest.mark.parametrize(
    ("year", "severity"),
    [
        ("2022-23", Severity.WARNING),
        ("2023-24", Severity.WARNING),
        ("2024-25", Severity.SCHEMA),
        ("2025-26", Severity.SCHEMA),
    ],
)
@pytest.mark.parametrize(("element", "text"), [("NUMHUS", "AB12"), ("PCFLDCS", "50.5"), ("PCTLDCS", "0")])
def test_an_element_that_the_derived_schemas_may_lack_gives_a_warning_each_time(
    element: str, text: str, year: str, severity: Severity
) -> None:
    tree = etree.fromstring(invented.file(year_of(year), Random(7), fullness=1, odd=False).encode())
    records = tree.findall(".//{*}LearningDeliveryHE")
    assert len(records) > 1
    for record in records:
        following = record.find("{*}SSN" if element == "NUMHUS" else "{*}SPECFEE")
        made = etree.Element(f"{{ESFA/ILR/{year}}}{element}")
        made.text = text
        following.addprevious(made)
    _, items = make.read(etree.tostring(tree, encoding="utf-8"))
    found = [rule_for(trouble).severity for item in items for trouble in item.troubles]
    assert found == [severity] * len(records)


@pytest.mark.parametrize("day", ["12024-05-01", "-0044-03-15"])
def test_a_date_that_no_calendar_of_ours_holds_is_an_error_but_not_the_schemas(day: str) -> None:
    content = make.xml([make.learner()]).replace("1990-02-03", day)
    assert our_verdict(content.encode())
    _, items = make.read(content)
    assert [rule_for(trouble).severity for trouble in items[0].troubles] == [Severity.ERROR]
    assert items[0].record.unreadable("DateOfBirth")


# The official names.


@pytest.mark.parametrize(
    ("entity_name", "element", "kind", "code"),
    [
        ("Learner", "Accom", "digits", "FD_Accom_AL"),
        ("Learner", "Ethnicity", "type", "FD_Ethnicity_AL"),
        ("Learner", "NINumber", "length", "FD_NINumber_AL"),
        ("Learner", "MathGrade", "length", "FD_MathGrade_AL"),
        ("Learner", "AddLine1", "length", "FD_AddLine1_AL"),
        ("Learner", "Email", "length", "FD_Email_AL"),
        ("LearningDelivery", "LearnAimRef", "length", "FD_LearnAimRef_AL"),
        ("LearningDelivery", "CompStatus", "digits", "FD_CompStatus_AL"),
        ("LearningDelivery", "AimType", "type", "FD_AimType_AL"),
        ("LearningDelivery", "ConRefNumber", "length", "FD_ConRefNumber_AL"),
        ("LearningDeliveryFAM", "LearnDelFAMCode", "length", "FD_LearnDelFAMCode_AL"),
        ("LearnerFAM", "LearnFAMType", "length", "FD_LearnFAMType_AL"),
        ("EmploymentStatusMonitoring", "ESMCode", "digits", "FD_ESMCode_AL"),
        ("AppFinRecord", "AFinType", "length", "FD_AFinType_AL"),
        ("LearningDeliveryHE", "MSTUFEE", "digits", "FD_MSTUFEE_AL"),
        ("LLDDandHealthProblem", "LLDDCat", "digits", "FD_LLDDCat_AL"),
        ("Learner", "AddLine1", "pattern", "FD_AddLine1_AP"),
        ("Learner", "AddLine4", "characters", "FD_AddLine4_AP"),
        ("Learner", "CampId", "pattern", "FD_CampId_AP"),
        ("Learner", "Email", "pattern", "FD_Email_AP"),
        ("Learner", "FamilyName", "pattern", "FD_FamilyName_AP"),
        ("Learner", "GivenNames", "pattern", "FD_GivenNames_AP"),
        ("Learner", "LearnRefNumber", "pattern", "FD_LearnRefNumber_AP"),
        ("Learner", "MathGrade", "characters", "FD_MathGrade_AP"),
        ("Learner", "NINumber", "characters", "FD_NINumber_AP"),
        ("LearningDelivery", "DelLocPostCode", "characters", "FD_DelLocPostCode_AP"),
        ("LearningDelivery", "LearnAimRef", "characters", "FD_LearnAimRef_AP"),
        ("LearningDelivery", "OutGrade", "characters", "FD_OutGrade_AP"),
        ("LearningDeliveryFAM", "LearnDelFAMType", "characters", "FD_LearnDelFAMType_AP"),
        ("EmploymentStatusMonitoring", "ESMType", "characters", "FD_ESMType_AP"),
        ("LearnerHE", "UCASPERID", "pattern", "FD_UCASPERID_AP"),
        ("Learner", "FamilyName", "length", "FD_FamilyName_AL"),
        ("Learner", "ULN", "digits", "FD_ULN_AL"),
        ("Learner", "ULN", "range", "FD_ULN_AR"),
        ("Learner", "ULN", "type", "FD_ULN_AR"),
        ("Learner", "ALSCost", "range", "FD_ALSCost_AR"),
        ("Learner", "PlanLearnHours", "range", "FD_PlanLearnHours_AR"),
        ("Learner", "PlanEEPHours", "type", "FD_PlanEEPHours_AR"),
        ("Learner", "PMUKPRN", "range", "FD_PMUKPRN_AR"),
        ("Learner", "PrevUKPRN", "range", "FD_PrevUKPRN_AR"),
        ("LearningDelivery", "AimSeqNumber", "range", "FD_AimSeqNumber_AR"),
        ("LearningDelivery", "PHours", "range", "FD_PHours_AR"),
        ("LearningDelivery", "OTJActHours", "range", "FD_OTJActHours_AR"),
        ("LearningDelivery", "PartnerUKPRN", "range", "FD_PartnerUKPRN_AR"),
        ("LearningDelivery", "PriorLearnFundAdj", "range", "FD_PriorLearnFundAdj_AR"),
        ("LearningDeliveryHE", "STULOAD", "range", "FD_STULOAD_AR"),
        ("LearningDeliveryHE", "PCOLAB", "type", "FD_PCOLAB_AR"),
        ("LearningDeliveryWorkPlacement", "WorkPlaceHours", "range", "FD_WorkPlaceHours_AR"),
        ("AppFinRecord", "AFinAmount", "range", "FD_AFinAmount_AR"),
        ("Learner", "LearnRefNumber", "missing", "FD_LearnRefNumber_MA"),
        ("Learner", "ULN", "missing", "FD_ULN_MA"),
        ("Learner", "Ethnicity", "missing", "FD_Ethnicity_MA"),
        ("Learner", "Sex", "missing", "FD_Sex_MA"),
        ("Learner", "LLDDHealthProb", "missing", "FD_LLDDHealthProb_MA"),
        ("Learner", "PostcodePrior", "missing", "FD_PostcodePrior_MA"),
        ("PriorAttain", "DateLevelApp", "missing", "FD_DateLevelApp_MA"),
        ("LearnerEmploymentStatus", "EmpStat", "missing", "FD_EmpStat_MA"),
        ("LearnerEmploymentStatus", "DateEmpStatApp", "missing", "FD_DateEmpStatApp_MA"),
        ("EmploymentStatusMonitoring", "ESMType", "missing", "FD_ESMType_MA"),
        ("LearningDelivery", "LearnAimRef", "missing", "FD_LearnAimRef_MA"),
        ("LearningDelivery", "AimType", "missing", "FD_AimType_MA"),
        ("LearningDelivery", "LearnStartDate", "missing", "FD_LearnStartDate_MA"),
        ("LearningDelivery", "LearnPlanEndDate", "missing", "FD_LearnPlanEndDate_MA"),
        ("LearningDelivery", "CompStatus", "missing", "FD_CompStatus_MA"),
        ("LearningDeliveryFAM", "LearnDelFAMType", "missing", "FD_LearnDelFAMType_MA"),
        ("Learner", "LearningDelivery", "missing", "FD_LearningDelivery_EO"),
        ("Learner", "LearnerFAM", "occurrences", "FD_LearnerFAM_EO"),
        ("Learner", "LearnerHE", "occurrences", "FD_LearnerHE_EO"),
        ("Learner", "LLDDandHealthProblem", "occurrences", "FD_LLDDandHealthProblem_EO"),
        ("Learner", "ProviderSpecLearnerMonitoring", "occurrences", "FD_ProviderSpecLearnerMonitoring_EO"),
        ("LearnerHE", "LearnerHEFinancialSupport", "occurrences", "FD_LearnerHEFinancialSupport_EO"),
        ("LearnerEmploymentStatus", "EmploymentStatusMonitoring", "occurrences", "FD_EmploymentStatusMonitoring_EO"),
        ("LearningDelivery", "LearningDeliveryHE", "occurrences", "FD_LearningDeliveryHE_EO"),
        ("LearningDelivery", "ProviderSpecDeliveryMonitoring", "occurrences", "FD_ProviderSpecDeliveryMonitoring_EO"),
        ("Message", "Learner", "missing", "Schema_Message_Learner_EO"),
        # no official name: ours says where
        ("LearnerDestinationandProgression", "ULN", "missing", "Schema_LearnerDestinationandProgression_ULN_MA"),
        ("Learner", "DateOfBirth", "type", "Schema_Learner_DateOfBirth_DT"),
        ("Learner", "ULN", "occurrences", "Schema_Learner_ULN_EO"),
    ],
)
def test_a_field_rule_has_its_official_name(entity_name: str, element: str, kind: str, code: str) -> None:
    made = rule_for(Trouble(kind, entity_name, element, 1, "", ()))
    assert made.code == code
    assert made.severity == Severity.SCHEMA
    assert (code in official_rules()) == (not code.startswith("Schema_"))


def test_every_official_field_rule_but_one_is_built() -> None:
    ours = {made.code for made in book()}
    missing = {code for code in official_rules() if code.startswith("FD_")} - ours
    assert missing == {"FD_UCASPERID_AR"}  # the schema has a pattern for it (FD_UCASPERID_AP) and no range


# The words.


@cache
def given_in(year: str) -> Given:
    return make.given(year=year)


def every_trouble() -> Iterator[tuple[str, Trouble]]:
    """One trouble of every kind for every field and entity of every year, with a telltale value."""
    for year in years():
        for holder in layout(year).walk():
            for child in holder.children:
                name = child.element if isinstance(child, Field) else child.name
                for kind in kinds_of(child):
                    text = "17" if isinstance(child, Entity) else "Q7x"
                    yield year.year, Trouble(kind, holder.name, name, 1, text, ())
    for kind in GENERAL:
        yield "2023-24", Trouble(kind, "Learner", "ULN", 1, "Q7x", ())


def kinds_of(child: Field | Entity) -> list[str]:
    """The kinds of trouble that a child can have, worked out from what the reader does with odd texts."""
    kinds = ["missing"] if child.required else []
    if isinstance(child, Entity):
        return kinds + (["occurrences"] if child.max_occurs < UNBOUNDED else [])
    texts = [*ANYTHING, *DATES, "7" * 300, "|" * 3]
    faults = {child.read(text).fault for text in texts} - {None, "far date"}
    return [*kinds, "occurrences", *sorted(str(fault) for fault in faults)]


def test_every_trouble_that_the_reader_can_meet_has_a_rule_and_a_clear_message() -> None:
    worded = set()
    for year, trouble in every_trouble():
        finding = Finding(rule_for(trouble), (), trouble)
        given = given_in(year)
        for with_names in (False, True):
            text = message(finding, given, with_names)
            assert not re.search(r"\{[A-Za-z]\w*\}", text), text
            assert not re.search(r"\bblank\b|None|as in the ILR specification", text), text
            assert text.endswith("."), text
            assert text.count(". ") >= 1 or ": " in text, text
        worded.add(finding.rule.code)
        assert trouble.element in text or trouble.kind == "text", text
    built = {made.code for made in book() if made.on == "Layout"}
    assert worded == built


def test_a_message_shows_the_value_unless_it_is_sensitive() -> None:
    shown = hidden = 0
    for year, trouble in every_trouble():
        finding = Finding(rule_for(trouble), (), trouble)
        given = given_in(year)
        if trouble.kind in ("missing", "occurrences") or trouble.kind in GENERAL:
            assert "Q7x" not in message(finding, given, with_names=True)
        elif trouble.element in sensitive_elements():
            assert "Q7x" not in message(finding, given)
            assert "Q7x" not in str(values(finding, given))
            assert "Q7x" in message(finding, given, with_names=True)
            hidden += 1
        else:
            assert f"is Q7x. It must be {limits(given.year, trouble.entity, trouble.element)}" in message(
                finding, given
            )
            shown += 1
    assert hidden > 50
    assert shown > 500


@pytest.mark.parametrize(
    ("spoilt", "code", "words"),
    [
        (("<ULN>1000000027", "<ULN>12"), "FD_ULN_AR",
         "ULN is 12. It must be a whole number from 1000000000 to 9999999999: correct it."),
        (("<ULN>1000000027</ULN>", ""), "FD_ULN_MA", "ULN is missing from Learner. Enter it."),
        (("<ULN>1000000027</ULN>", "<ULN>1000000027</ULN>" * 2), "Schema_Learner_ULN_EO",
         "ULN stands more than once in Learner. Keep only the right one."),
        (("<PriorAttain>", "<LearnerHE/><LearnerHE/><PriorAttain>"), "FD_LearnerHE_EO",
         "Learner holds 2 LearnerHE record(s). It must hold at most 1: enter or remove them."),
        (("<PriorLevel>5</PriorLevel>", "<PriorLevel></PriorLevel>"), "Schema_PriorAttain_PriorLevel_AL",
         "PriorLevel is blank. It must be a whole number of at most 2 digits: correct it."),
        (("<DateOfBirth>1990-02-03", "<DateOfBirth>03/02/1990"), "Schema_Learner_DateOfBirth_DT",
         "DateOfBirth is 03/02/1990. It must be a date written year-month-day, such as 2024-05-01: correct it."),
        (("<NINumber>AB123456C", "<NINumber>AB 12 34 56 C"), "FD_NINumber_AL",
         "NINumber is (hidden). It must be text of 1 to 9 characters (letters, figures and common signs): correct it."),
        (("<Sex>F</Sex>", "<Sex>F</Sex><Shoe>7</Shoe>"), "Schema_Unknown",
         "Shoe is not an element of this place in the ILR of the year. Remove it, or check the year of the file."),
    ],
)  # fmt: skip
def test_a_finding_in_a_file_says_what_is_wrong_and_what_to_do(spoilt: tuple[str, str], code: str, words: str) -> None:
    content = make.xml([make.learner()])
    assert content.count(spoilt[0]) >= 1
    _, items = make.read(content.replace(*spoilt, 1))
    given = make.given()
    found = [finding for item in items for finding in Checker(given).item(item)]
    assert words in [message(finding, given) for finding in found if finding.rule.code == code]


# Code lists.


def with_code(entity_name: str, element: str, code: Any, kind: str | None, day: date | None = None) -> Learner:
    """A learner with one coded value in one record, and its aim's start and status date on a day."""
    record: Any = RECORDS[entity_name](**({element: code} | ({TYPE_ELEMENT[element]: kind} if kind else {})))
    start = day or make.START
    if entity_name == "Learner":
        return make.learner(**{element: code})
    if entity_name == "LearningDelivery":
        return make.learner(make.aim(**{element: code}))
    if entity_name in ("LearningDeliveryFAM", "ProviderSpecDeliveryMonitoring", "LearningDeliveryWorkPlacement",
                       "AppFinRecord"):  # fmt: skip
        return make.learner(make.aim(LearnStartDate=start, **{entity_name: [record]}))
    if entity_name == "LearningDeliveryHE":
        return make.learner(make.aim(LearnStartDate=start, LearningDeliveryHE=record))
    if entity_name == "LearnerHE":
        return make.learner(LearnerHE=record)
    if entity_name == "LearnerHEFinancialSupport":
        return make.learner(LearnerHE=LearnerHE(LearnerHEFinancialSupport=[record]))
    if entity_name == "EmploymentStatusMonitoring":
        status = make.status(11, start)
        status.EmploymentStatusMonitoring = [record]
        return make.learner(LearnerEmploymentStatus=[status])
    if entity_name == "LearnerEmploymentStatus":
        return make.learner(LearnerEmploymentStatus=[make.status(code)])
    return make.learner(make.aim(LearnStartDate=start), **{entity_name: [record]})


TYPE_ELEMENT = {rule.element: rule.type_element or "" for rule in code_rules()}


def refused(records: Any, rule: str, year: str = "2023-24") -> bool:
    return rule in make.codes(records, given_in(year))


@pytest.mark.parametrize(
    ("entity_name", "element", "rule", "in_list", "not_in_list"),
    [
        ("Learner", "Ethnicity", "Ethnicity_01", 31, 48),
        ("Learner", "Sex", "Sex_01", "M", "X"),
        ("Learner", "LLDDHealthProb", "LLDDHealthProb_01", 9, 3),
        ("Learner", "Accom", "Accom_01", 5, 4),
        ("Learner", "MathGrade", "MathGrade_02", "NONE", "10"),
        ("Learner", "EngGrade", "EngGrade_02", "A*", "H"),
        ("PriorAttain", "PriorLevel", "PriorAttain_03", 99, 96),
        ("LLDDandHealthProblem", "LLDDCat", "LLDDCat_01", 17, 19),
        ("LLDDandHealthProblem", "PrimaryLLDD", "PrimaryLLDD_02", 1, 2),
        ("ProviderSpecLearnerMonitoring", "ProvSpecLearnMonOccur", "ProvSpecLearnMonOccur_01", "B", "C"),
        ("LearnerEmploymentStatus", "EmpStat", "EmpStat_05", 98, 97),
        ("LearnerHE", "TTACCOM", "TTACCOM_01", 9, 3),
        ("LearnerHEFinancialSupport", "FINTYPE", "FINTYPE_01", 4, 5),
        ("LearningDelivery", "AimType", "AimType_01", 5, 2),
        ("LearningDelivery", "FundModel", "FundModel_01", 37, 34),
        ("LearningDelivery", "ProgType", "ProgType_03", 25, 26),
        ("LearningDelivery", "EmpOutcome", "EmpOutcome_02", 2, 3),
        ("LearningDelivery", "CompStatus", "CompStatus_01", 6, 4),
        ("LearningDelivery", "WithdrawReason", "WithdrawReason_02", 98, 99),
        ("LearningDelivery", "Outcome", "Outcome_01", 8, 4),
        ("LearningDeliveryWorkPlacement", "WorkPlaceMode", "WorkPlaceMode_01", 2, 3),
        ("ProviderSpecDeliveryMonitoring", "ProvSpecDelMonOccur", "ProvSpecDelMonOccur_01", "D", "E"),
        ("LearningDeliveryHE", "SEC", "SEC_01", 9, 0),
        ("LearningDeliveryHE", "TYPEYR", "TYPEYR_01", 2, 0),
        ("LearningDeliveryHE", "MODESTUD", "MODESTUD_01", 99, 4),
        ("LearningDeliveryHE", "FUNDLEV", "FUNDLEV_01", 31, 40),
        ("LearningDeliveryHE", "FUNDCOMP", "FUNDCOMP_01", 9, 4),
        ("LearningDeliveryHE", "MSTUFEE", "MSTUFEE_01", 99, 16),
        ("LearningDeliveryHE", "SPECFEE", "SPECFEE_01", 0, 8),
        ("LearningDeliveryHE", "ELQ", "ELQ_02", 9, 4),
    ],
)
def test_a_code_must_be_in_the_list(entity_name: str, element: str, rule: str, in_list: Any, not_in_list: Any) -> None:
    assert not refused(with_code(entity_name, element, in_list, None), rule)
    assert refused(with_code(entity_name, element, not_in_list, None), rule)
    assert not refused(with_code(entity_name, element, None, None), rule)


@pytest.mark.parametrize(
    ("entity_name", "element", "rule", "kind", "code", "is_refused"),
    [
        ("LearnerFAM", "LearnFAMCode", "LearnFAMType_01", "LSR", 55, False),
        ("LearnerFAM", "LearnFAMCode", "LearnFAMType_01", "LSR", 1, True),
        ("LearnerFAM", "LearnFAMCode", "LearnFAMType_01", "HNS", 1, False),
        ("LearnerFAM", "LearnFAMCode", "LearnFAMType_01", "HNS", 55, True),
        ("LearnerFAM", "LearnFAMCode", "LearnFAMType_01", "XYZ", 1, True),
        ("LearnerFAM", "LearnFAMCode", "LearnFAMType_01", None, 99, False),
        ("EmploymentStatusMonitoring", "ESMCode", "ESMType_01", "LOU", 5, False),
        ("EmploymentStatusMonitoring", "ESMCode", "ESMType_01", "LOU", 6, True),
        ("EmploymentStatusMonitoring", "ESMCode", "ESMType_01", "SEI", 2, True),
        ("EmploymentStatusMonitoring", "ESMCode", "ESMType_01", "lou", 1, True),
        ("LearningDeliveryFAM", "LearnDelFAMCode", "LearnDelFAMType_04", "FFI", "1", False),
        ("LearningDeliveryFAM", "LearnDelFAMCode", "LearnDelFAMType_04", "FFI", "3", True),
        ("LearningDeliveryFAM", "LearnDelFAMCode", "LearnDelFAMType_04", "FFI", "01", True),
        ("LearningDeliveryFAM", "LearnDelFAMCode", "LearnDelFAMType_04", "ACT", "2", False),
        ("LearningDeliveryFAM", "LearnDelFAMCode", "LearnDelFAMType_04", "ACT", "1 ", True),
        ("LearningDeliveryFAM", "LearnDelFAMCode", "LearnDelFAMType_04", "LDM", "034", False),
        ("LearningDeliveryFAM", "LearnDelFAMCode", "LearnDelFAMType_04", "LDM", "777", False),
        ("LearningDeliveryFAM", "LearnDelFAMCode", "LearnDelFAMType_04", "DAM", "999", False),
        ("LearningDeliveryFAM", "LearnDelFAMCode", "LearnDelFAMType_04", "SOF", "112", False),
        ("LearningDeliveryFAM", "LearnDelFAMCode", "LearnDelFAMType_04", "SOF", "777", False),
        ("LearningDeliveryFAM", "LearnDelFAMCode", "LearnDelFAMType_04", "XXX", "1", True),
        ("AppFinRecord", "AFinCode", "AFinType_02", "TNP", 4, False),
        ("AppFinRecord", "AFinCode", "AFinType_02", "PMR", 4, True),
        ("AppFinRecord", "AFinCode", "AFinType_02", "RIP", 1, True),
    ],
)
def test_a_typed_code_must_be_in_the_list_of_its_type_unless_that_list_is_open(
    entity_name: str, element: str, rule: str, kind: str | None, code: Any, is_refused: bool
) -> None:
    assert refused(with_code(entity_name, element, code, kind), rule) == is_refused


@pytest.mark.parametrize(
    ("entity_name", "element", "rule", "kind", "code", "allowed"),
    [
        ("EmploymentStatusMonitoring", "ESMCode", "ESMType_01", "OET", 4, {"2024-25", "2025-26"}),
        ("EmploymentStatusMonitoring", "ESMCode", "ESMType_01", "OET", 3, set(YEARS)),
        ("LLDDandHealthProblem", "LLDDCat", "LLDDCat_01", None, 18, {"2024-25", "2025-26"}),
        ("LearnerFAM", "LearnFAMCode", "LearnFAMType_01", "NLM", 21, {"2022-23", "2023-24"}),
        ("LearnerFAM", "LearnFAMCode", "LearnFAMType_01", "MMH", 3, {"2025-26"}),
        ("LearningDelivery", "FundModel", "FundModel_01", None, 70, {"2022-23"}),
        ("LearningDelivery", "FundModel", "FundModel_01", None, 35, set(YEARS)),
        ("LearningDelivery", "FundModel", "FundModel_01", None, 38, {"2024-25", "2025-26"}),
        ("LearningDelivery", "ProgType", "ProgType_03", None, 20, {"2022-23", "2023-24", "2024-25"}),
        ("LearningDeliveryFAM", "LearnDelFAMCode", "LearnDelFAMType_04", "HHS", "1", {"2022-23"}),
        ("LearningDeliveryFAM", "LearnDelFAMCode", "LearnDelFAMType_04", "ACL", "7", set(YEARS) - {"2022-23"}),
        ("LearningDeliveryHE", "MSTUFEE", "MSTUFEE_01", None, 10, {"2024-25", "2025-26"}),
    ],
)
def test_a_code_counts_in_the_years_that_have_it(
    entity_name: str, element: str, rule: str, kind: str | None, code: Any, allowed: set[str]
) -> None:
    learner = with_code(entity_name, element, code, kind)
    assert {year for year in YEARS if not refused(learner, rule, year)} == allowed


@pytest.mark.parametrize(
    ("rule", "in_years"),
    [
        ("ContPrefType_01", {"2022-23", "2023-24", "2024-25"}),
        ("ContPrefType_03", {"2022-23", "2023-24", "2024-25"}),
        ("EmpOutcome_02", {"2022-23", "2023-24"}),
        ("OutType_01", {"2022-23", "2023-24"}),
        ("Tlout_02", {"2024-25", "2025-26"}),
        ("Sex_01", set(YEARS)),
    ],
)
def test_a_rule_is_skipped_with_its_reason_in_a_year_that_lacks_the_field(rule: str, in_years: set[str]) -> None:
    skipped = {year: Checker(make.given(year=year)).outcomes[rule].reason for year in YEARS}
    assert {year for year, reason in skipped.items() if reason is None} == in_years
    assert {reason for reason in skipped.values() if reason} <= {f"not a rule of {year}" for year in YEARS}


@pytest.mark.parametrize(
    ("kind", "code", "is_refused"),
    [("RUI", 4, False), ("RUI", 8, True), ("PMC", 6, False), ("PMC", 7, True), ("XXX", 1, True)],
)
def test_a_contact_preference_must_be_in_the_list(kind: str, code: int, is_refused: bool) -> None:
    learner = make.learner(ContactPreference=[ContactPreference(ContPrefType=kind, ContPrefCode=code)])
    assert refused(learner, "ContPrefType_01", "2024-25") == is_refused


@pytest.mark.parametrize(("kind", "code", "is_refused"), [("EMP", 5, False), ("EMP", 6, True), ("XYZ", 1, True)])
def test_an_outcome_must_be_in_the_list(kind: str, code: int, is_refused: bool) -> None:
    records = [make.learner(), make.progression(make.outcome(kind, code))]
    assert refused(records, "OutType_01", "2023-24") == is_refused


@pytest.mark.parametrize(
    ("code", "start", "is_refused"),
    [
        (3, date(2015, 7, 31), False),
        (3, date(2015, 8, 1), True),
        (4, date(2015, 8, 1), False),
        (9, date(2015, 8, 1), False),
        (3, None, False),
    ],
)
def test_an_outcome_must_not_have_ended_before_it_started(code: int, start: Any, is_refused: bool) -> None:
    records = [make.learner(), make.progression(make.outcome("EMP", code, start))]
    assert refused(records, "OutType_05", "2023-24") == is_refused


@pytest.mark.parametrize(("code", "is_refused"), [(1, False), (11, False), (12, True)])
def test_a_t_level_outcome_must_be_in_the_list(code: int, is_refused: bool) -> None:
    assert refused(make.learner(make.aim(TLOut=code)), "Tlout_02", "2024-25") == is_refused


@pytest.mark.parametrize(
    ("entity_name", "element", "rule", "kind", "code", "last_day", "year"),
    [
        ("LLDDandHealthProblem", "LLDDCat", "LLDDCat_02", None, 15, date(2025, 7, 31), "2025-26"),
        ("LLDDandHealthProblem", "LLDDCat", "LLDDCat_02", None, 3, date(2015, 7, 31), "2022-23"),
        ("EmploymentStatusMonitoring", "ESMCode", "ESMType_11", "BSI", 2, date(2020, 7, 31), "2023-24"),
        ("EmploymentStatusMonitoring", "ESMCode", "ESMType_11", "EII", 4, date(2018, 7, 31), "2025-26"),
        ("ContactPreference", "ContPrefCode", "ContPrefType_03", "RUI", 6, date(2022, 7, 31), "2023-24"),
        ("LearningDeliveryFAM", "LearnDelFAMCode", "LearnDelFAMType_06", "SOF", "117", date(2024, 7, 31), "2024-25"),
        ("LearningDeliveryHE", "MSTUFEE", "MSTUFEE_02", None, 2, date(2024, 7, 31), "2025-26"),
    ],
)
def test_a_code_may_be_used_up_to_its_last_day_and_not_after(
    entity_name: str, element: str, rule: str, kind: str | None, code: Any, last_day: date, year: str
) -> None:
    the_day_after = date.fromordinal(last_day.toordinal() + 1)
    assert not refused(with_code(entity_name, element, code, kind, last_day), rule, year)
    assert refused(with_code(entity_name, element, code, kind, the_day_after), rule, year)


def learner_with_category_15(*starts: date | None) -> Learner:
    aims = [make.aim(AimSeqNumber=number, LearnStartDate=start) for number, start in enumerate(starts, 1)]
    return make.learner(*aims, LLDDandHealthProblem=[LLDDandHealthProblem(LLDDCat=15)])


@pytest.mark.parametrize(
    ("starts", "is_refused"),
    [
        ((date(2025, 7, 31), date(2025, 9, 1)), False),  # continuing: the earliest start counts
        ((date(2025, 9, 1), date(2025, 7, 31)), False),
        ((date(2025, 8, 1), date(2025, 9, 1)), True),
        ((date(2025, 8, 1), None), True),
        ((None,), False),
    ],
)
def test_the_earliest_start_decides_for_a_learner(starts: tuple[date | None, ...], is_refused: bool) -> None:
    assert refused(learner_with_category_15(*starts), "LLDDCat_02", "2025-26") == is_refused


def test_a_start_that_cannot_be_read_leaves_the_earliest_start_unknown() -> None:
    content = make.xml([learner_with_category_15(date(2025, 8, 1), date(2025, 9, 1))], "2025-26")
    spoilt = content.replace("<LearnStartDate>2025-09-01", "<LearnStartDate>01/09/2025")
    assert spoilt != content
    _, items = make.read(spoilt)
    found = Checker(make.given(year="2025-26")).item(items[0])
    assert "LLDDCat_02" not in {finding.rule.code for finding in found}


def test_a_restart_keeps_an_ended_code() -> None:
    fams = make.fams("SOF117", "FFI1", "RES1")
    aim = make.aim(LearnStartDate=date(2024, 9, 1), LearningDeliveryFAM=fams)
    assert not refused(make.learner(aim), "LearnDelFAMType_06", "2024-25")
    aim.LearningDeliveryFAM = fams[:2]
    assert refused(make.learner(aim), "LearnDelFAMType_06", "2024-25")


def test_a_code_of_an_open_list_is_never_refused_for_its_date() -> None:
    aim = make.aim(LearnStartDate=date(2024, 9, 1), LearningDeliveryFAM=make.fams("LDM034"))
    assert not refused(make.learner(aim), "LearnDelFAMType_06", "2024-25")


def test_a_dated_message_names_the_day_that_counts() -> None:
    given = make.given(year="2025-26")
    found = make.findings(learner_with_category_15(date(2025, 8, 1)), given)
    words = [message(finding, given, with_names=True) for finding in found if finding.rule.code == "LLDDCat_02"]
    assert words == [
        "LLDDCat is 15, a code that had ended before the earliest start, 1 August 2025. Choose a code that was valid "
        "on that day."
    ]
    assert all("15" not in message(finding, given) for finding in found if finding.rule.code == "LLDDCat_02")


def test_every_rule_of_a_code_list_is_in_the_book_with_an_official_source() -> None:
    built = {made.code: made for made in book()}
    for of in code_rules():
        for code in filter(None, (of.rule, of.dated_rule)):
            assert built[code].on == of.entity
            assert built[code].severity == Severity.ERROR
            assert code in str(built[code].source)
            assert entity(year_of("2023-24"), of.entity) is not None or of.element == "TLOut"


def test_every_code_list_has_codes_in_every_year_that_has_the_field() -> None:
    for of in code_rules():
        for year in years():
            holder = entity(year, of.entity)
            if holder is not None and any(field.element == of.element for field in holder.fields()):
                assert codes(of.element, year), (of.element, year)
