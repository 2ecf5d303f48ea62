"""Put findings into words: the message, the values found, and where."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from openlet.facts import days
from openlet.facts.given import Given
from openlet.ilr.partial import NotHere
from openlet.ilr.records import Learner, LearnerDestinationandProgression, LearningDelivery, Record
from openlet.rules import Finding
from openlet.rules.fields import GENERAL, limits
from openlet.rules.whole import Mark
from openlet.spec.tables import all_rows

HIDDEN = "(hidden)"
BLANK, NOT_SHOWN = "blank", "(not shown)"
MISSING = object()


class Place(dict[str, Any]):
    """Where a finding is: line, UKPRN, LearnRefNumber, ULN, AimSeqNumber, LearnAimRef."""


@cache
def sensitive_elements() -> frozenset[str]:
    """Elements whose values stay out of reports unless asked for: names, NI number, ethnicity, disability, contact."""
    return frozenset(row["element"] for row in all_rows("sensitive.csv"))


def message(finding: Finding, given: Given, with_names: bool = False) -> str:
    """The sentence for a finding: what is wrong with the values found, then what to do."""
    return worded(finding, given, with_names)[0]


def fields(finding: Finding, given: Given, with_names: bool = False) -> dict[str, str | None]:
    """The values found, as text in the ILR's own form, by element name; None where blank."""
    return worded(finding, given, with_names)[1]


def worded(finding: Finding, given: Given, with_names: bool = False) -> tuple[str, dict[str, str | None]]:
    """The sentence for a finding and the values found, worked out together."""
    found = values(finding, given, with_names)
    sentence = finding.rule.message.format_map(_Blank({name: in_words(value) for name, value in found.items()}))
    shown = {
        name: None if value is None else _ilr_text(value)
        for name, value in found.items()
        if name not in ("limits", "element")
    }
    return sentence, shown


def values(finding: Finding, given: Given, with_names: bool = False) -> dict[str, Any]:
    """The values that a finding's rule shows, sensitive ones hidden unless asked for."""
    found = _trouble_values(finding, given) if finding.trouble is not None else _rule_values(finding, given)
    if with_names:
        return found
    return {
        name: HIDDEN if name in sensitive_elements() and value not in (None, "") else value
        for name, value in found.items()
    }


def place(finding: Finding, given: Given) -> Place:
    """Where a finding is."""
    mark = finding.chain[0] if finding.chain else None
    if isinstance(mark, Mark):
        return Place(
            line=mark.line,
            UKPRN=given.ukprn,
            LearnRefNumber=mark.LearnRefNumber,
            ULN=mark.ULN,
            AimSeqNumber=mark.AimSeqNumber,
            LearnAimRef=mark.LearnAimRef,
        )
    person = next((one for one in finding.chain if isinstance(one, Learner | LearnerDestinationandProgression)), None)
    aim = next((one for one in finding.chain if isinstance(one, LearningDelivery)), None)
    record = finding.chain[0] if finding.chain else None
    return Place(
        line=finding.trouble.line if finding.trouble else record.line if record else None,
        UKPRN=given.ukprn,
        LearnRefNumber=person.LearnRefNumber if person else None,
        ULN=person.ULN if person else None,
        AimSeqNumber=aim.AimSeqNumber if aim else None,
        LearnAimRef=aim.LearnAimRef if aim else None,
    )


def in_words(value: Any) -> str:
    """A value as people read it: dates in words, blanks named, lists joined."""
    if value is None or value in ("", (), frozenset()):
        return BLANK
    if isinstance(value, date):
        return days.in_words(value)
    if isinstance(value, tuple | frozenset | set):
        return " and ".join(in_words(one) for one in sorted(value))
    return str(value)


def _ilr_text(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | frozenset | set):
        return " ".join(_ilr_text(one) for one in sorted(value))
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _trouble_values(finding: Finding, given: Given) -> dict[str, Any]:
    trouble = finding.trouble
    assert trouble is not None
    if trouble.kind in GENERAL:
        return {"element": trouble.element}  # never the text: nobody knows what may stand in it
    text = trouble.text if len(trouble.text) <= 60 else trouble.text[:60] + "…"
    return {
        trouble.element: text,
        "limits": limits(given.year, trouble.entity, trouble.element),
    }


def _rule_values(finding: Finding, given: Given) -> dict[str, Any]:
    made, chain = finding.rule, finding.chain
    found = {name: _value(name, chain) for name in made.shows}
    arguments = (*chain, given) if made.takes_given else chain
    return found | {name: _worked_out(work_out, arguments) for name, work_out in made.also.items()}


def _worked_out(work_out: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    """A further value for a message. Wording never stops a run: what cannot be worked out is said to be unknown."""
    try:
        return work_out(*arguments)
    except Exception:
        return "(not known)"


def _value(name: str, chain: tuple[Record | Mark, ...]) -> Any:
    """The value of an element on the record at fault, or on the nearest record above it that has the element."""
    for record in chain:
        if isinstance(record, Mark):
            return record.value(name)
        try:
            held = getattr(record, name, MISSING)
        except NotHere:
            return NOT_SHOWN
        if held is not MISSING:
            return record.raw[name] if held is None and record.raw and name in record.raw else held
    return None


class _Blank(dict[str, str]):
    def __init__(self, known: Mapping[str, str]) -> None:
        super().__init__(known)

    def __missing__(self, name: str) -> str:
        return BLANK
