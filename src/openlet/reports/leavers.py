"""Those who left a bootcamp, each with the destination that the record holds: what the destination report counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from openlet.facts.destinations import needs_destination_record, record_due
from openlet.ilr.records import DPOutcome
from openlet.payments.bootcamps import Bootcamp
from openlet.payments.claims import Claim
from openlet.reports.judged import Judged, Reference
from openlet.spec.scheme import Destination, destinations, terms

NOT_DUE, MISSING, UNRESOLVED = "not due", "missing", "unresolved"
SOCIAL: str = terms()["destinations"]["social_type"]


@dataclass(frozen=True, slots=True)
class Leaver:
    """One bootcamp that a learner has left.

    ``destination`` is None where the code is missing or unresolved. ``category`` is the one that heads the report
    (WMCA's or ESFA's, AMB-33), or ``missing`` or ``unresolved``. ``outcome`` is the destination record's outcome in
    force, only for the bootcamp that the learner left last, because the record does not say which one it is about.
    """

    bootcamp: Bootcamp
    destination: Destination | None
    category: str
    outcome: DPOutcome | None
    is_latest: bool

    @property
    def claim(self) -> Claim:
        """The bootcamp aim."""
        return self.bootcamp.claim

    @property
    def code(self) -> str:
        """The WMCA code, ``missing`` or ``unresolved``."""
        return self.claim.destination

    @property
    def is_counted(self) -> bool:
        """Whether the leaver is in the headline: social destinations are not, unless the contract says so (AMB-28)."""
        is_social = self.destination is not None and self.destination.OutType == SOCIAL
        return not is_social or self.bootcamp.case.terms.readings.count_sde

    @property
    def needs_record(self) -> bool:
        """Whether a destination record is needed too: leavers of April to July 2024 (A-124, AMB-24)."""
        claim, population = self.claim, self.bootcamp.case.terms.readings.dp_population
        return needs_destination_record(claim.LearnStartDate, claim.LearnActEndDate, population)

    @property
    def days_to_collection(self) -> int | None:
        """Days from the actual end to the day on which the destination was collected."""
        ended, collected = self.claim.LearnActEndDate, self.outcome.OutCollDate if self.outcome else None
        return (collected - ended).days if ended and collected else None

    @property
    def was_late(self) -> bool:
        """Whether the destination was collected after the record was due (A-026)."""
        ended, collected = self.claim.LearnActEndDate, self.outcome.OutCollDate if self.outcome else None
        return ended is not None and collected is not None and collected > record_due(ended)

    @property
    def agrees(self) -> bool | None:
        """Whether the WMCA code and the destination record tell of the same outcome; None without both."""
        if self.destination is None or self.outcome is None:
            return None
        return (self.destination.OutType, self.destination.OutCode) == (self.outcome.OutType, self.outcome.OutCode)

    @property
    def codes_before(self) -> tuple[str, ...]:
        """The different codes of earlier returns, oldest first, where the destination has moved since."""
        codes = [one.destination for one in self.bootcamp.case.earlier if one.destination != NOT_DUE]
        before = tuple(dict.fromkeys(codes))
        return before if set(before) - {self.code} else ()

    @property
    def code_before(self) -> str | None:
        """The code that the destination had last before it moved to what it is now; None where it has not moved."""
        return next((code for code in reversed(self.codes_before) if code != self.code), None)


def leavers(run: Judged) -> list[Leaver]:
    """Everyone who has completed or left a bootcamp, in the order of the settled bootcamps."""
    left = [one for one in run.settled.bootcamps if one.claim.destination != NOT_DUE]
    latest = _latest(left)
    return [_leaver(one, latest[_learner(one)] is one, run) for one in left]


def _leaver(bootcamp: Bootcamp, is_latest: bool, run: Judged) -> Leaver:
    claim = bootcamp.claim
    found = destinations().get(claim.destination)
    headed_by_esfa = bootcamp.case.terms.readings.category_source == "esfa"
    category = claim.destination if found is None else found.esfa_category if headed_by_esfa else found.category
    return Leaver(bootcamp, found, category, run.outcome(claim) if is_latest else None, is_latest)


def _latest(left: Iterable[Bootcamp]) -> dict[Reference, Bootcamp]:
    """Of each learner the bootcamp that ended last."""
    latest: dict[Reference, Bootcamp] = {}
    for bootcamp in sorted(left, key=lambda one: one.claim.LearnActEndDate or date.min):
        latest[_learner(bootcamp)] = bootcamp
    return latest


def _learner(bootcamp: Bootcamp) -> Reference:
    return (bootcamp.claim.UKPRN, bootcamp.claim.LearnRefNumber)
