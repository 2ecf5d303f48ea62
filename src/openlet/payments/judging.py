"""Judge the milestones of one bootcamp, each by itself, with its worth in pence and its no-pay reasons."""

from dataclasses import replace
from decimal import Decimal

from openlet.payments.amounts import M1, M2, M3, MILESTONES, entitlements, share
from openlet.payments.bootcamps import Bootcamp, Milestone
from openlet.payments.cases import Case
from openlet.payments.claims import Claim, Fault
from openlet.payments.ledger import Entry
from openlet.payments.milestone_1 import milestone_1
from openlet.payments.milestone_2 import milestone_2
from openlet.payments.milestone_3 import milestone_3
from openlet.payments.milestone_aims import choose, milestone_aims_for
from openlet.payments.verdicts import Paid, Unmet, Verdict


def judge_milestone_1(bootcamp: Bootcamp, paid: list[Entry]) -> None:
    """Judge Milestone 1 by itself."""
    _add(bootcamp, M1, milestone_1(bootcamp.case), paid)


def judge_milestone_2(bootcamp: Bootcamp, paid: list[Entry]) -> None:
    """Judge Milestone 2 with the best Z0010211 that names the bootcamp; Milestone 1 must have been settled."""
    case = bootcamp.case
    aims = milestone_aims_for(case, "Z2")
    aim = choose(aims, lambda one: _is_good(one, M2, milestone_2(case, one)))
    milestone = _add(bootcamp, M2, milestone_2(case, aim), paid)
    if case.terms.readings.m2_requires_m1 and not bootcamp.milestones[M1].is_payable:
        milestone.lost.append(
            Unmet("MC-03", "Milestone 1 of this bootcamp is not payable, and this contract asks for it. Mend it first.")
        )


def judge_milestone_3(bootcamp: Bootcamp, paid: list[Entry]) -> None:
    """Judge Milestone 3 with the best Z0010212 that names the bootcamp; Milestone 2 must have been settled."""
    case, m2_payable = bootcamp.case, bootcamp.milestones[M2].is_payable
    aims = milestone_aims_for(case, "Z3")
    aim = choose(aims, lambda one: _is_good(one, M3, milestone_3(case, one, m2_payable)))
    _add(bootcamp, M3, milestone_3(case, aim, m2_payable), paid)


def _is_good(aim: Claim, name: str, verdict: Verdict) -> bool:
    return isinstance(verdict, Paid) and not aim.unknown and not _stopping(aim, name)


def _add(bootcamp: Bootcamp, name: str, verdict: Verdict, paid: list[Entry]) -> Milestone:
    case, aim = bootcamp.case, verdict.claim
    price = case.terms.bootcamps.get(case.claim.LearnAimRef)
    rates = {earlier.name: earlier.contribution for earlier in bootcamp.milestones.values()}
    rates[name], source = _contribution(case, aim)
    for later in MILESTONES:
        rates.setdefault(later, rates[name])
    worth = entitlements(price.price, case.terms.milestones, rates)[name] if price else 0
    milestone = Milestone(
        name=name,
        verdict=verdict,
        worth=worth,
        share=share(name, case.terms.milestones),
        contribution=rates[name],
        contribution_source=source,
        no_pay=[*_stopping(case.claim, name), *(_stopped_by_aim(aim, name, case.claim) if aim else [])]
        + [fault for fault in bootcamp.stopped if name in fault.blocks],
        unknown=case.unknown() + (aim.unknown if aim else ()),
        paid=[entry for entry in paid if entry.key == (*case.key, name)],
    )
    bootcamp.milestones[name] = milestone
    if aim is not None:
        bootcamp.to_do += _new([fault for fault in aim.faults if not fault.no_pay], case.claim)
    return milestone


def _stopping(claim: Claim, name: str) -> list[Fault]:
    """The no-pay faults of a claim that stop a milestone."""
    return [fault for fault in claim.faults if fault.no_pay and name in fault.blocks]


def _stopped_by_aim(aim: Claim, name: str, bootcamp: Claim) -> list[Fault]:
    """The no-pay faults of a milestone aim, and of its learner in that return: they stop its own milestone only."""
    return [replace(fault, blocks=(name,)) for fault in _new(_stopping(aim, name), bootcamp)]


def _new(faults: list[Fault], than: Claim) -> list[Fault]:
    """Those faults that the bootcamp aim does not have already (what concerns the learner is on every claim)."""
    had = {fault.code for fault in than.faults if fault.AimSeqNumber is None}
    return [fault for fault in faults if fault.AimSeqNumber is not None or fault.code not in had]


def _contribution(case: Case, aim: Claim | None) -> tuple[Decimal, str]:
    """The employer's share on a milestone, and where it comes from (AMB-45)."""
    own = aim.contribution if aim is not None else None
    if own is not None:
        return own, "milestone aim"
    inherits = aim is None or case.terms.readings.contribution_scope == "inherit"
    if inherits and case.claim.contribution is not None:
        return case.claim.contribution, "bootcamp aim" if aim is None else "inherited"
    return Decimal(0), "none"
