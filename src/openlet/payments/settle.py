"""Settle one person: judge every bootcamp, then pay each milestone once per ULN over all providers and years."""

from collections.abc import Iterator, Sequence

from openlet.payments.amounts import M1, M2, M3
from openlet.payments.bootcamps import Bootcamp, Settlement
from openlet.payments.claims import Claim
from openlet.payments.gather import cases
from openlet.payments.judging import judge_milestone_1, judge_milestone_2, judge_milestone_3
from openlet.payments.kept import moved
from openlet.payments.ledger import Entry
from openlet.payments.once import once, one_continuing


def settle(person: Sequence[Claim], paid: list[Entry], run: Settlement) -> list[Bootcamp]:
    """Judge all bootcamps of a person and decide what is paid. ``paid``: the person's movements in the ledger.

    Nothing but the person's own claims and ledger entries matters, and their order does not.
    """
    bootcamps = [Bootcamp(case) for case in cases(person, run.contracts, run.standing, run.as_of)]
    for bootcamp in bootcamps:
        bootcamp.to_do += [fault for fault in bootcamp.claim.faults if not fault.no_pay]
        judge_milestone_1(bootcamp, paid)
    one_continuing(bootcamps)
    once(bootcamps, M1, paid, run)
    for bootcamp in bootcamps:
        judge_milestone_2(bootcamp, paid)
    once(bootcamps, M2, paid, run)
    for bootcamp in bootcamps:
        judge_milestone_3(bootcamp, paid)
    for several, own in _counted_together(bootcamps, paid):
        once(several, M3, own, run)
    for bootcamp in bootcamps:
        for milestone in bootcamp.milestones.values():
            milestone.moved = moved(bootcamp, milestone, run)
    return bootcamps


def _counted_together(bootcamps: list[Bootcamp], paid: list[Entry]) -> Iterator[tuple[list[Bootcamp], list[Entry]]]:
    """The bootcamps of which one Milestone 3 is paid: all of a person (AMB-42), or the spells on one bootcamp.

    Without the reading one_m3, each bootcamp may earn one; but one job offer never pays two spells of a bootcamp.
    """
    if any(bootcamp.case.terms.readings.one_m3 for bootcamp in bootcamps):
        yield bootcamps, paid
        return
    for key in sorted({bootcamp.case.key[:2] for bootcamp in bootcamps}):
        spells = [bootcamp for bootcamp in bootcamps if bootcamp.case.key[:2] == key]
        yield spells, [entry for entry in paid if entry.key[:2] == key]
