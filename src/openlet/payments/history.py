"""What earlier returns say against the newest: values that must not change but did."""

from openlet.payments.bootcamps import Bootcamp
from openlet.payments.claims import Claim, Fault
from openlet.payments.words import day
from openlet.spec.scheme import GUIDE


def with_history(bootcamp: Bootcamp) -> Bootcamp:
    """Add to a bootcamp's to-do list what changed between its returns."""
    bootcamp.to_do += history_of(bootcamp)
    return bootcamp


def history_of(bootcamp: Bootcamp) -> list[Fault]:
    """What changed between the returns of a bootcamp and should not have."""
    if not bootcamp.case.earlier:
        return []
    return [fault for fault in (_planned_end(bootcamp), _postcode_prior(bootcamp)) if fault is not None]


def _planned_end(bootcamp: Bootcamp) -> Fault | None:
    """The planned end must remain unchanged, also when a learner overruns (A-067, AMB-11)."""
    first = next((one.LearnPlanEndDate for one in bootcamp.case.earlier if one.LearnPlanEndDate is not None), None)
    now = bootcamp.claim.LearnPlanEndDate
    if first is None or now == first:
        return None
    return _fault(
        bootcamp.claim,
        "WMCA_LearnPlanEndDate_90",
        f"The planned end date is {day(now)}, but {day(first)} was returned first and must remain unchanged; the 80% "
        f"is judged on {day(bootcamp.case.planned_end)}. Put the first date back.",
        "Learning Delivery: Learning Information, item 5, A-067",
        {"LearnPlanEndDate": None if now is None else now.isoformat()},
    )


def _postcode_prior(bootcamp: Bootcamp) -> Fault | None:
    """The postcode prior to enrolment is not updated when the learner moves (A-041)."""
    first, now = bootcamp.case.earlier[0].PostcodePrior, bootcamp.claim.PostcodePrior
    if first is None or now == first:
        return None
    return _fault(
        bootcamp.claim,
        "WMCA_PostcodePrior_90",
        f"The postcode prior to enrolment is {now or 'blank'}, but {first} was returned first. It is not updated when "
        "the learner moves: put the first one back, unless that was wrong.",
        "Learner: Learner Information, item 3, A-041",
        {"PostcodePrior": now},
    )


def _fault(claim: Claim, code: str, message: str, place: str, fields: dict[str, str | None]) -> Fault:
    return Fault(code, False, message, f"{GUIDE}, {place}", (), 5, claim.AimSeqNumber, fields)
