"""What Milestones 2 and 3 share: their own aim, and the bootcamp completed and achieved."""

from collections.abc import Callable

from openlet.facts.completion import ACHIEVED, COMPLETED
from openlet.facts.given import MILESTONE_2, MILESTONE_3
from openlet.payments.cases import Case
from openlet.payments.claims import Claim
from openlet.payments.verdicts import Unmet

TITLES = {"Z2": MILESTONE_2, "Z3": MILESTONE_3}


def bootcamp_unmet(case: Case) -> list[Unmet]:
    """The bootcamp aim itself must be completed and achieved (A-145, A-146, A-152, A-153)."""
    unmet = []
    if case.claim.CompStatus != COMPLETED:
        unmet.append(
            Unmet(
                "MC-07",
                f"The completion status of the bootcamp aim is {_shown(case.claim.CompStatus)}, not 2 (completed). "
                "When the learner has completed, set it to 2 with the actual end date.",
            )
        )
    if case.claim.Outcome != ACHIEVED:
        unmet.append(
            Unmet(
                "MC-08",
                f"The outcome of the bootcamp aim is {_shown(case.claim.Outcome)}, not 1 (achieved). "
                "Enter 1 when the learner has achieved.",
            )
        )
    return unmet


def aim_unmet(case: Case, kind: str, aim: Claim | None, missing: str) -> list[Unmet]:
    """The milestone aim must be returned, name the bootcamp, and be completed and achieved.

    ``missing`` is the code where there is none: MC-05 for Z0010211, MC-10 for Z0010212.
    """
    if aim is None:
        return [_not_returned(case, kind, missing)]
    if not case.terms.readings.z_status_required or (aim.CompStatus == COMPLETED and aim.Outcome == ACHIEVED):
        return []
    return [
        Unmet(
            "MC-13",
            f"{TITLES[kind]} has completion status {_shown(aim.CompStatus)} and outcome {_shown(aim.Outcome)}. "
            "Set them to 2 (completed) and 1 (achieved).",
        )
    ]


def milestone_aims_for(case: Case, kind: str) -> tuple[Claim, ...]:
    """The milestone aims to judge: those that name the bootcamp, or else one that names a bootcamp not allocated.

    The latter carries NP-04, which stops it (AMB-20); all other strays are MC-06.
    """
    matched = case.z2 if kind == "Z2" else case.z3
    if matched:
        return matched
    return tuple(
        stray
        for stray in case.strays
        if stray.kind == kind and stray.names is not None and not case.terms.allocates(stray.names)
    )


def choose(aims: tuple[Claim, ...], is_good: Callable[[Claim], bool]) -> Claim | None:
    """The aim to judge of several that name the bootcamp: the earliest good one, otherwise the earliest."""
    ordered = sorted(aims, key=lambda aim: (str(aim.LearnStartDate), aim.returned.age, aim.AimSeqNumber or 0))
    return next((aim for aim in ordered if is_good(aim)), ordered[0] if ordered else None)


def _not_returned(case: Case, kind: str, missing: str) -> Unmet:
    ref = case.claim.LearnAimRef
    strays = [stray for stray in case.strays if stray.kind == kind]
    if not strays:
        return Unmet(missing, f"No {TITLES[kind]} that names {ref} is returned. Add it when the offer has been made.")
    named = " and ".join(strays[0].bootcamps) or "no bootcamp"
    return Unmet(
        "MC-06",
        f"{TITLES[kind]} names {named} in its provider specified fields, not the one bootcamp attended. "
        f"Enter {ref} in one of the four fields, and no other bootcamp.",
    )


def _shown(value: int | None) -> str:
    return "blank" if value is None else str(value)
