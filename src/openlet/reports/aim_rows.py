"""The cells that several reports share: of an aim, and of what a rule found on it."""

import re

from openlet.payments.claims import Claim, Fault
from openlet.reports.tables import Cell
from openlet.rules import book
from openlet.spec.scheme import reasons

AIM_COLUMNS = (
    "learn_ref_number", "uln", "aim_seq", "learn_aim_ref", "aim_kind", "bootcamp_ref",
    "start", "planned_end", "actual_end", "comp_status", "outcome",
)  # fmt: skip
STATEMENT = re.compile(r"A-\d{3}")
IDENTIFIES = {"LearnAimRef"}  # shown to say which aim is meant; at fault only when nothing else is shown
END_OF_SENTENCE = re.compile(r"\. (?=[A-Z])")
BLANK = "blank"
FIELDS_OF_CONDITIONS = {
    "MC-01": "LearnStartDate",
    "MC-02": "LearnActEndDate; CompStatus",
    "MC-05": "LearnAimRef",
    "MC-06": "ProvSpecDelMon",
    "MC-07": "CompStatus",
    "MC-08": "Outcome",
    "MC-09": "LearnActEndDate; LearnPlanEndDate",
    "MC-10": "LearnAimRef",
    "MC-11": "LearnAimRef",
    "MC-12": "LearnStartDate; LearnActEndDate",
    "MC-13": "CompStatus; Outcome",
    "MC-14": "ULN",
}


def aim_cells(claim: Claim) -> tuple[Cell, ...]:
    """The learner and the aim as returned."""
    return (
        claim.LearnRefNumber, claim.ULN, claim.AimSeqNumber, claim.LearnAimRef, claim.kind, bootcamps_named(claim),
        claim.LearnStartDate, claim.LearnPlanEndDate, claim.LearnActEndDate, claim.CompStatus, claim.Outcome,
    )  # fmt: skip


def bootcamps_named(claim: Claim) -> str | None:
    """The bootcamp of an aim: its own reference, or those that a milestone aim names."""
    return " ".join(claim.bootcamps) or None


def elements(fault: Fault) -> dict[str, str | None]:
    """The ILR elements to look at with the values found; what only helps the message (in small letters) is left out."""
    named = {name: value for name, value in fault.fields.items() if name[:1].isupper()}
    return {name: value for name, value in named.items() if name not in IDENTIFIES} or named


def field_names(fault: Fault) -> str:
    """The elements to look at: "LearnStartDate; LearnPlanEndDate"."""
    return "; ".join(elements(fault))


def values_found(fault: Fault) -> str:
    """The values found: the value alone where there is one element, otherwise "FFI=2; ProvSpecDelMon=blank"."""
    found = {name: BLANK if value in (None, "") else str(value) for name, value in elements(fault).items()}
    if len(found) == 1:
        return next(iter(found.values()))
    return "; ".join(f"{name}={value}" for name, value in found.items())


def what_is_wrong(message: str) -> str:
    """The first sentence of a message."""
    first, *rest = END_OF_SENTENCE.split(message, maxsplit=1)
    return f"{first}." if rest else first


def what_to_do(message: str) -> str:
    """What a message says to do: all after its first sentence, which says what is wrong."""
    _, *rest = END_OF_SENTENCE.split(message, maxsplit=1)
    return rest[0] if rest else message


def statements(code: str, source: str = "") -> str:
    """The guide's statement numbers behind a code: "A-144 A-159"."""
    reason = reasons().get(code)
    return reason.statements if reason else " ".join(STATEMENT.findall(source))


def phrase(code: str) -> str:
    """A reason in plain words: the guide's, or the first line of the rule's page."""
    reason = reasons().get(code)
    if reason is not None:
        return reason.phrase
    made = next((one for one in book() if one.code == code), None)
    return made.page.splitlines()[0] if made else code


def reading(code: str) -> str | None:
    """The reading (AMB-nn) that a reason depends on, or None."""
    reason = reasons().get(code)
    return reason.reading if reason else None
