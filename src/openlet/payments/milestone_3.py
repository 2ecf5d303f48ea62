"""Milestone 3, job offer or equivalent (A-148 to A-154)."""

from openlet.facts.days import add_months
from openlet.payments.cases import Case
from openlet.payments.claims import Claim
from openlet.payments.milestone_aims import aim_unmet, bootcamp_unmet
from openlet.payments.verdicts import CannotSay, Paid, Unmet, Verdict, Withheld
from openlet.payments.words import day


def milestone_3(case: Case, aim: Claim | None, m2_payable: bool) -> Verdict:
    """Whether the conditions of Milestone 3 are met, judged with one Z0010212 (or none).

    The milestone aim names the bootcamp and is completed and achieved; so is the bootcamp aim; Z0010211 was returned,
    now or before (or Milestone 2 is payable: reading m3_requires_m2, AMB-39); and the offer was made not more than six
    calendar months after the bootcamp ended. The 80 % is not tested again.
    """
    unmet = aim_unmet(case, "Z3", aim, "MC-10") + bootcamp_unmet(case)
    unmet += _before_unmet(case, m2_payable)
    missing: tuple[str, ...] = ()
    ended = case.claim.LearnActEndDate
    if ended is None and not unmet:
        missing = ("LearnActEndDate is missing",)
    elif ended is not None and aim is not None:
        unmet += _too_late(case, aim)
    if unmet:
        return Withheld(tuple(unmet), aim)
    if missing:
        return CannotSay(missing, aim)
    return Paid(
        (
            f"Job (or equivalent) offered on {day(aim.LearnStartDate) if aim else 'no day'}, within "
            f"{case.terms.milestones.m3_months} months of the end on {day(ended)}.",
            "Z0010211 has been returned, and the bootcamp is completed and achieved.",
        ),
        aim,
    )


def _before_unmet(case: Case, m2_payable: bool) -> list[Unmet]:
    if case.terms.readings.m3_requires_m2 == "payable":
        if m2_payable:
            return []
        return [
            Unmet("MC-11", "Milestone 2 of this bootcamp is not payable, and this contract asks for it. Mend it first.")
        ]
    if case.z2_ever:
        return []
    return [
        Unmet(
            "MC-11",
            f"No Z0010211 that names {case.claim.LearnAimRef} was ever returned. Return it, or give the earlier "
            "return that holds it as well.",
        )
    ]


def _too_late(case: Case, aim: Claim) -> list[Unmet]:
    ended, offered = case.claim.LearnActEndDate, aim.LearnStartDate
    if ended is None or offered is None:
        return []
    last = add_months(ended, case.terms.milestones.m3_months)
    if offered <= last:
        return []
    return [
        Unmet(
            "MC-12",
            f"The job offer of {day(offered)} is more than {case.terms.milestones.m3_months} months after the bootcamp "
            f"ended on {day(ended)} (last day {day(last)}). Check both dates; if right, Milestone 3 is not earned.",
            f"{(offered - last).days} days late",
        )
    ]
