"""Restart after a break: the learner comes back, on an aim of its own (A-075, A-076)."""

from datetime import date

from openlet.facts.completion import CONTINUING, TEMPORARILY_WITHDRAWN
from openlet.facts.days import in_words
from openlet.facts.destinations import LOOKS_LIKE_A_CODE
from openlet.facts.given import Given
from openlet.facts.spells import RESTART
from openlet.spec.years import Year
from openlet.store.actions.planning import planned, refuse
from openlet.store.actions.plans import Action, Errors, Plan
from openlet.store.actions.subject import (
    AIMS,
    Subject,
    next_number,
    subject,
    why_no_bootcamp,
    why_no_number,
    why_not_here,
    why_over,
    why_restarted,
)
from openlet.store.documents import ID, Document, Operation, new_id

NAME, TITLE = "restart_after_break", "Restart after a break"

# What was planned for the bootcamp and still holds; what came of the first spell is not taken over.
PLANNED = (
    "LearnAimRef", "AimType", "FundModel", "PHours", "ProgType", "FworkCode", "PwayCode", "StdCode", "PartnerUKPRN",
    "DelLocPostCode", "LSDPostcode", "AddHours", "ConRefNumber", "EPAOrgID",
)  # fmt: skip
DATED = ("LearnDelFAMDateFrom", "LearnDelFAMDateTo")  # such codes belong to the days of the first spell


def why_not(bootcamp: Subject) -> str | None:
    """Why the learner cannot restart now, or None."""
    return (
        why_no_bootcamp(bootcamp)
        or why_not_here(bootcamp)
        or why_over(bootcamp)
        or why_restarted(bootcamp)
        or _why_no_break(bootcamp)
        or why_no_number(bootcamp)
    )


def _why_no_break(bootcamp: Subject) -> str | None:
    if bootcamp.aim.CompStatus != TEMPORARILY_WITHDRAWN:
        return f"{bootcamp.name} is not on a break. Start the break first, with the last day that the learner attended."
    if bootcamp.aim.LearnStartDate is None or bootcamp.aim.LearnActEndDate is None:
        return f"{bootcamp.name} lacks its start or its last day before the break. Enter both first."
    return None


def restart_after_break(
    document: Document,
    year: Year,
    aim: str,
    given: Given,
    *,
    LearnStartDate: date | None,
    LearnPlanEndDate: date | None,
) -> Plan:
    """Plan to add an aim that goes on with the bootcamp: what was planned for it, RES 1, and the original start.

    Raises ``WrongInput``, ``NotDone``, ``Gone``.
    """
    bootcamp = subject(document, year, aim, given)
    refuse(why_not(bootcamp))
    errors = Errors()
    _check(errors, bootcamp, LearnStartDate, LearnPlanEndDate)
    errors.refuse()
    assert LearnStartDate is not None and LearnPlanEndDate is not None
    tree = _aim(bootcamp, LearnStartDate, LearnPlanEndDate)
    step = Operation("add", f"{AIMS}/{tree[ID]}", new=tree)
    return planned(NAME, TITLE, bootcamp, [step], reads=(AIMS,))


def _check(errors: Errors, bootcamp: Subject, start: date | None, planned_end: date | None) -> None:
    left = bootcamp.aim.LearnActEndDate
    errors.require(start is not None, "LearnStartDate", "Enter the day on which the learner came back.")
    errors.require(planned_end is not None, "LearnPlanEndDate", "Enter the day on which the bootcamp will end now.")
    if start is not None and left is not None:
        errors.require(
            start > left,
            "LearnStartDate",
            f"The restart is {in_words(start)}, not after the last day before the break, {in_words(left)}. "
            "Enter a later day.",
        )
    if start is not None and planned_end is not None:
        errors.require(
            planned_end >= start,
            "LearnPlanEndDate",
            f"The planned end is {in_words(planned_end)}, before the restart on {in_words(start)}. Enter a later day.",
        )


def _aim(bootcamp: Subject, start: date, planned_end: date) -> Document:
    old = bootcamp.tree
    original = bootcamp.aim.OrigLearnStartDate or bootcamp.aim.LearnStartDate
    assert original is not None
    made: Document = {ID: new_id()} | {name: old[name] for name in PLANNED if old.get(name)}
    made |= {
        "AimSeqNumber": str(next_number(bootcamp)),
        "LearnStartDate": start.isoformat(),
        "OrigLearnStartDate": original.isoformat(),
        "LearnPlanEndDate": planned_end.isoformat(),
        "CompStatus": str(CONTINUING),
        "LearningDeliveryFAM": [*_codes(old), {ID: new_id(), "LearnDelFAMType": "RES", "LearnDelFAMCode": RESTART}],
    }
    boxes = [
        {**box, ID: new_id()}
        for box in old.get("ProviderSpecDeliveryMonitoring", ())
        if not LOOKS_LIKE_A_CODE.fullmatch(box.get("ProvSpecDelMon", "").strip())
    ]
    return made | ({"ProviderSpecDeliveryMonitoring": boxes} if boxes else {})


def _codes(old: Document) -> list[Document]:
    """The funding and monitoring codes that are not dated, RES aside."""
    return [
        {**fam, ID: new_id()}
        for fam in old.get("LearningDeliveryFAM", ())
        if fam.get("LearnDelFAMType") != "RES" and not any(fam.get(name) for name in DATED)
    ]


ACTION = Action(NAME, TITLE, lambda _: ("LearnStartDate", "LearnPlanEndDate"), why_not, restart_after_break)
