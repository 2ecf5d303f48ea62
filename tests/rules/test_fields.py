"""The rules made from the specification: our verdict is that of the schema, in words that people can use."""

import copy
import re
import string
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from random import Random
from typing import Any

import pytest
from lxml import etree

from openlet.ilr.opening import Unreadable
from openlet.ilr.records import (
    ContactPreference,
    Learner,
    LearnerFAM,
    LearnerHE,
    LearningDeliveryHE,
    LLDDandHealthProblem,
)
from openlet.rules import Checker, Finding, Severity, book
from openlet.rules.fields import GENERAL, GENERAL_CODES, limits, rule_for
from openlet.rules.wording import message, sensitive_elements, values
from openlet.spec.codes import code_rules, codes
from openlet.spec.layout import Entity, Field, entity, layout
from openlet.spec.official_rules import official_rules
from openlet.spec.years import year_of, years
from tests import make
from tests.ilr import invented
from tests.odd_values import ANYTHING, DATES
from tests.reference import YEARS, is_valid, sample

# Our verdict and the schema's, over mutated files.

MUTATED_FILES = 1500  # of each year
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
        yield etree.fromstring(invented.file(year_of(year), Random(seed), fullness=seed / 11).encode())


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
    change_a_value: 12, lengthen_or_shorten: 8, delete: 3, duplicate: 3, repeat_at_the_end: 1, swap: 2, move: 2, rename: 2,
    add_an_attribute: 2, stray_text: 2, change_the_namespace: 1, empty: 1, element_in_a_value: 1,
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

