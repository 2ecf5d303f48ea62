"""What the rules and the payments would say after an action, judged as everything in the store is judged."""

from collections.abc import Iterable

from openlet.contracts.terms import Contracts
from openlet.facts.given import Given
from openlet.payments.bootcamps import Bootcamp, Milestone
from openlet.payments.ledger import Ledger
from openlet.rules import Severity
from openlet.spec.years import Year
from openlet.store.actions.plans import applied
from openlet.store.actions.subject import Subject
from openlet.store.documents import Document, Operation
from openlet.store.judging import Basis, Judged, judge, return_of, settle_person


def warnings(bootcamp: Subject, steps: tuple[Operation, ...], claimed: str | None = None) -> tuple[str, ...]:
    """What would be held against the learner after some steps and is not now, in sentences.

    That is every milestone condition of the bootcamp that was met before or not asked for, and every new message of a
    rule. For a milestone that the steps claim (``claimed``: M2 or M3) it is all that keeps it from being paid.
    """
    if not steps:
        return ()
    before, after = bootcamp.document, applied(steps, bootcamp.document, bootcamp.year)
    now, then = _judged(bootcamp, before), _judged(bootcamp, after)
    earned, to_earn = _milestones(bootcamp, now), _milestones(bootcamp, then)
    said: list[str] = []
    for name, milestone in to_earn.items():
        if name == claimed:
            said += _against(milestone)
        elif name in earned:
            wanting = {unmet.code for unmet in earned[name].unmet}
            said += [unmet.message for unmet in milestone.unmet if unmet.code not in wanting]
    return tuple(dict.fromkeys(said + _new_messages(now, then)))


def _new_messages(now: Judged, then: Judged) -> list[str]:
    """The messages that were not there before, those that stop payment first."""
    known = {(message.code, message.places) for message in now.messages}
    new = [message for message in then.messages if (message.code, message.places) not in known]
    return [message.text for message in sorted(new, key=lambda message: message.severity != Severity.NO_PAY)]


def _against(milestone: Milestone) -> Iterable[str]:
    yield from (unmet.message for unmet in milestone.unmet)
    yield from (fault.message for fault in milestone.no_pay)
    yield from (f"Whether Milestone {milestone.name[1:]} is paid cannot be told: {why}." for why in milestone.missing)


def _judged(bootcamp: Subject, document: Document) -> Judged:
    return _judge(document, bootcamp.year, bootcamp.given)


def _judge(document: Document, year: Year, given: Given) -> Judged:
    return judge(document, year, given, return_of(given.ukprn or 0, year, given.as_of))


def _milestones(bootcamp: Subject, judged: Judged) -> dict[str, Milestone]:
    """The milestones of the bootcamp, settled with what the learner's records of these years hold alone."""
    given, claims = bootcamp.given, judged.claims
    if not bootcamp.is_here:
        claims += _judge(bootcamp.home, bootcamp.home_year, bootcamp.home_given).claims
    contracts = Contracts((given.contract,)) if given.contract is not None else None
    settled, _ = settle_person(claims, Basis(contracts, given.as_of, Ledger()))
    return next((found.milestones for found in settled if _is(found, bootcamp)), {})


def _is(found: Bootcamp, bootcamp: Subject) -> bool:
    aim = bootcamp.aim
    return (found.claim.LearnAimRef, found.claim.LearnStartDate) == (aim.LearnAimRef, aim.LearnStartDate)
