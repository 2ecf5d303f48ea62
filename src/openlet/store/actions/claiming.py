"""What the claims of Milestone 2 and Milestone 3 share: an aim of their own, dated the day of the offer."""

from datetime import date

from openlet.facts.aims import SOURCE_OF_FUNDING
from openlet.facts.completion import ACHIEVED, COMPLETED
from openlet.facts.contribution import contribution_texts
from openlet.facts.days import in_words
from openlet.facts.fund_models import usual_fund_model
from openlet.spec.scheme import terms
from openlet.store.actions.boxes import filled
from openlet.store.actions.plans import Errors
from openlet.store.actions.subject import (
    AIMS,
    Subject,
    milestone_aims_naming,
    next_number,
    why_no_bootcamp,
    why_no_number,
    why_not_continuing,
)
from openlet.store.documents import ID, Document, Operation, new_id

AIM_TYPE: int = terms()["codes"]["aim_type"]
DELIVERY_EXCLUSION: str = terms()["codes"]["delivery_exclusion_dam"]


def why_no_claim(bootcamp: Subject, kind: str, reference: str, milestone: str) -> str | None:
    """Why a milestone cannot be claimed now, or None. ``kind``: ``Z2`` or ``Z3``.

    A bootcamp that is not completed yet is no reason: the offer may come earlier (AMB-51), and the plan warns.
    """
    reason = why_no_bootcamp(bootcamp)
    if reason is not None:
        return reason
    claimed = milestone_aims_naming(bootcamp, kind)
    if claimed:
        day = claimed[0].LearnStartDate
        dated = f", dated {in_words(day)}" if day else ""
        return f"{reference} for {bootcamp.name} is there already{dated}. If a date is wrong, correct it on that aim."
    over = None if bootcamp.aim.CompStatus == COMPLETED else why_not_continuing(bootcamp)
    if over is not None:
        return f"{milestone} is paid for a completed bootcamp only. {over}"
    return why_no_number(bootcamp)


def check_offer(errors: Errors, bootcamp: Subject, offered: date | None) -> None:
    """The day of the offer is there, and not before the learner started."""
    start = bootcamp.aim.LearnStartDate
    errors.require(offered is not None, "offered", "Enter the day on which the offer was made.")
    if offered is not None and start is not None:
        errors.require(
            offered >= start,
            "offered",
            f"The offer is dated {in_words(offered)}, before {bootcamp.name} started on {in_words(start)}. "
            "Enter the day on which it was made.",
        )


def claim(bootcamp: Subject, reference: str, offered: date) -> Operation:
    """The step that adds a milestone aim: all three dates the day of the offer, the rest as on the bootcamp aim."""
    day, old = offered.isoformat(), bootcamp.tree
    texts = (bootcamp.aim.LearnAimRef or "", *contribution_texts(bootcamp.aim, bootcamp.given))
    made = {
        ID: new_id(),
        "LearnAimRef": reference,
        "AimType": str(AIM_TYPE),
        "AimSeqNumber": str(next_number(bootcamp)),
        "LearnStartDate": day,
        "LearnPlanEndDate": day,
        "LearnActEndDate": day,
        "FundModel": str(usual_fund_model(offered, bootcamp.given, bootcamp.aim.FundModel)),
        "CompStatus": str(COMPLETED),
        "Outcome": str(ACHIEVED),
        "LearningDeliveryFAM": _codes(bootcamp),
        "ProviderSpecDeliveryMonitoring": filled(bootcamp.year, *texts),
    }
    made |= {name: old[name] for name in ("DelLocPostCode", "LSDPostcode") if old.get(name)}
    return Operation("add", f"{AIMS}/{made[ID]}", new=made)


def _codes(bootcamp: Subject) -> list[Document]:
    """Source of funding, funding indicator and DAM codes as on the bootcamp aim, and those that WMCA always wants."""
    held = [
        (fam.get("LearnDelFAMType", ""), fam.get("LearnDelFAMCode", ""))
        for fam in bootcamp.tree.get("LearningDeliveryFAM", ())
    ]
    pairs = [(kind, code) for kind, code in held if kind in ("SOF", "FFI", "DAM") and code]
    if not any(kind == "SOF" for kind, _ in pairs):
        pairs.insert(0, ("SOF", SOURCE_OF_FUNDING))
    pairs.append(("DAM", DELIVERY_EXCLUSION))
    return [{ID: new_id(), "LearnDelFAMType": kind, "LearnDelFAMCode": code} for kind, code in dict.fromkeys(pairs)]
