"""What was found in a file, kept small: enough to know a finding again in another return.

Values of learners are in it only where the messages of what is refused were asked for (``Watch``).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearnerDestinationandProgression, LearningDelivery
from openlet.rules import Finding, Outcome, Severity
from openlet.rules.whole import Mark
from openlet.rules.wording import message, place

SCHEMA, ERROR = str(Severity.SCHEMA), str(Severity.ERROR)
REFUSES = (SCHEMA, ERROR)  # the national system refuses such a record

Place = tuple[str | None, str | None, date | None]  # LearnRefNumber, LearnAimRef, LearnStartDate


@dataclass(frozen=True, slots=True)
class Seen:
    """One finding in one return. ``field``: the ILR elements to look at.

    ``words``: its message, of what the national system refuses in a return that counts; otherwise empty.
    """

    rule: str
    severity: str
    LearnRefNumber: str | None
    ULN: int | None
    AimSeqNumber: int | None
    LearnAimRef: str | None
    LearnStartDate: date | None
    field: str
    words: str = ""

    @property
    def place(self) -> Place:
        """The learner and, for what is on an aim, the aim; not its number, which may change between returns."""
        return (self.LearnRefNumber, self.LearnAimRef, self.LearnStartDate)

    @property
    def same(self) -> tuple[object, ...]:
        """What makes two findings in two returns the same."""
        return (self.rule, self.field, *self.place)


@dataclass(frozen=True, slots=True)
class Ended:
    """How one rule ended on a file: its severity, ``status`` (clean, found, skipped, crashed), count and reason."""

    rule: str
    severity: str
    status: str
    count: int
    why: str | None


@dataclass(frozen=True, slots=True)
class SeenInFile:
    """All findings of a file, which learners and aims it holds, and how each rule ended on it."""

    findings: tuple[Seen, ...]
    held: frozenset[Place]
    ended: tuple[Ended, ...]


class Watch:
    """Looks on while a file is checked and keeps what was found; make one for each file.

    ``in_words``: keep the messages of what is refused, which hold values, for the list of what to do.
    """

    def __init__(self, in_words: bool = False) -> None:
        self._in_words = in_words
        self._findings: list[Seen] = []
        self._held: set[Place] = set()
        self._ended: tuple[Ended, ...] = ()

    def see(
        self, record: Learner | LearnerDestinationandProgression | None, findings: Iterable[Finding], given: Given
    ) -> None:
        """Take note of one record and what was found on it; None: the file as a whole."""
        if record is None:
            self._held.add((None, None, None))
        else:
            self._hold(record)
        self._findings += [seen(finding, given, self._in_words) for finding in findings]

    def end(self, outcomes: Iterable[Outcome], given: Given) -> None:
        """Take note of how the rules ended."""
        self._ended = tuple(
            Ended(one.rule.code, str(one.rule.severity_for(given)), str(one.status), one.count, one.why())
            for one in outcomes
        )

    def seen(self) -> SeenInFile:
        """What was seen, once the file has been checked."""
        return SeenInFile(tuple(self._findings), frozenset(self._held), self._ended)

    def _hold(self, record: Learner | LearnerDestinationandProgression) -> None:
        reference = record.LearnRefNumber
        self._held.add((reference, None, None))
        if isinstance(record, Learner):
            for aim in record.LearningDelivery:
                self._held |= {(reference, aim.LearnAimRef, aim.LearnStartDate), (reference, aim.LearnAimRef, None)}


def seen(finding: Finding, given: Given, in_words: bool = False) -> Seen:
    """A finding as it is kept."""
    where = place(finding, given)
    severity = str(finding.rule.severity_for(given))
    return Seen(
        rule=finding.rule.code,
        severity=severity,
        LearnRefNumber=where["LearnRefNumber"],
        ULN=where["ULN"],
        AimSeqNumber=where["AimSeqNumber"],
        LearnAimRef=where["LearnAimRef"],
        LearnStartDate=_start(finding),
        field=finding.trouble.element if finding.trouble is not None else "; ".join(finding.rule.shows),
        words=message(finding, given) if in_words and severity in REFUSES else "",
    )


def _start(finding: Finding) -> date | None:
    """The start date of the aim that a finding is on."""
    mark = finding.chain[0] if finding.chain else None
    found: Any = None
    if isinstance(mark, Mark):
        found = mark.value("LearnStartDate")
    else:
        aim = next((one for one in finding.chain if isinstance(one, LearningDelivery)), None)
        found = aim.LearnStartDate if aim is not None else None
    return found if isinstance(found, date) else None
