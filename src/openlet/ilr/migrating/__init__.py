"""Carry a return into a later year: which learners and aims go, what becomes of each field, and a report of it all.

The department migrates nothing: the provider's system makes the first file of a year from the last of the year before.
What happens to each element is data (``spec/migration.csv``); which aims go is in ``selecting``. Nothing is dropped
without a row in the report, and the rows add up to what was there. A return goes through the years one after another.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from openlet.ilr.migrating.choices import BREAK, OVERDUE, UNKNOWN_OUTCOME, USUAL, Choice, Choices
from openlet.ilr.migrating.step import Step
from openlet.ilr.migrating.telling import AIM, DESTINATION, FIELD, LEARNER, STRAY, Outcome, Question, Row, Totals
from openlet.ilr.reading import Item, Trouble
from openlet.ilr.records import Learner, LearnerDestinationandProgression
from openlet.spec.migration import NoWay, steps
from openlet.spec.years import Year

__all__ = [
    "AIM",
    "BREAK",
    "DESTINATION",
    "FIELD",
    "LEARNER",
    "OVERDUE",
    "STRAY",
    "UNKNOWN_OUTCOME",
    "USUAL",
    "Choice",
    "Choices",
    "Migrating",
    "Migration",
    "NoWay",
    "Outcome",
    "Question",
    "Row",
    "Top",
    "Totals",
    "migrate",
    "repeated_references",
]  # fmt: skip

Top = Learner | LearnerDestinationandProgression


def repeated_references(records: Iterable[Top]) -> frozenset[str]:
    """The LearnRefNumbers that more than one learner has: nobody can say which of them is right."""
    counts = Counter(one.LearnRefNumber for one in records if isinstance(one, Learner) and one.LearnRefNumber)
    return frozenset(reference for reference, number in counts.items() if number > 1)


class Migrating:
    """A migration while it runs, learner by learner: memory does not grow with the return.

    ``repeated``: see ``repeated_references``; it needs all learners beforehand, in a pass of its own. ``tell`` is given
    each row of the report as soon as it is known. Raises ``NoWay`` where ``to`` is not a later year than ``of``.
    """

    def __init__(
        self,
        of: Year,
        to: Year,
        choices: Choices | None = None,
        repeated: frozenset[str] = frozenset(),
        tell: Callable[[Row], object] = lambda row: None,
    ) -> None:
        self.of, self.to = of, to
        way = steps(of, to)
        self._steps = [Step(years, choices or Choices(), repeated, tell, is_last=years is way[-1]) for years in way]

    @property
    def totals(self) -> list[Totals]:
        """What was found and what became of it, step by step."""
        return [one.totals for one in self._steps]

    @property
    def questions(self) -> list[Question]:
        """The aims of which only the provider knows whether they go, step by step."""
        return [question for one in self._steps for question in one.questions]

    def records(self, items: Iterable[Item]) -> Iterator[Top]:
        """The records of the new year, in a file's order: learners as they come, then destination records."""
        destinations: list[Item] = []
        for item in items:
            if isinstance(item.record, Learner):
                made = self.learner(item.record, item.troubles)
                if made is not None:
                    yield made
            else:
                destinations.append(item)
        for item in destinations:
            assert isinstance(item.record, LearnerDestinationandProgression)
            of_learner = self.destination(item.record, item.troubles)
            if of_learner is not None:
                yield of_learner

    def learner(self, learner: Learner, troubles: Iterable[Trouble] = ()) -> Learner | None:
        """The learner as it goes into the new year, a record of its own; None where it does not go."""
        made: Learner | None = learner
        for number, step in enumerate(self._steps):
            made = step.learner(made, list(troubles) if number == 0 else ()) if made is not None else None
        return made

    def destination(
        self, record: LearnerDestinationandProgression, troubles: Iterable[Trouble] = ()
    ) -> LearnerDestinationandProgression | None:
        """The same for a destination record, when all learners have been given."""
        made: LearnerDestinationandProgression | None = record
        for number, step in enumerate(self._steps):
            made = step.destination(made, list(troubles) if number == 0 else ()) if made is not None else None
        return made

    def lose(self, troubles: Iterable[Trouble]) -> None:
        """Tell of what the reader could not keep outside any learner."""
        self._steps[0].lose(list(troubles))


@dataclass(frozen=True, slots=True)
class Migration:
    """A return in its new year. ``report`` is in the order of the learners; the steps of one learner follow each other.

    ``totals`` are those of each step; what a step finds is what the step before it carried.
    """

    of: Year
    to: Year
    learners: list[Learner]
    destinations: list[LearnerDestinationandProgression]
    report: list[Row]
    questions: list[Question]
    totals: list[Totals]


def migrate(records: Iterable[Top], of: Year, to: Year, choices: Choices | None = None) -> Migration:
    """Carry the learners of a return (and their destination records) from one year into a later one.

    The records given are not changed. Raises ``NoWay`` where ``to`` is not a later year.
    """
    listed = list(records)
    report: list[Row] = []
    migrating = Migrating(of, to, choices, repeated_references(listed), report.append)
    made = list(migrating.records(Item(one, []) for one in listed))
    return Migration(
        of,
        to,
        [one for one in made if isinstance(one, Learner)],
        [one for one in made if isinstance(one, LearnerDestinationandProgression)],
        report,
        migrating.questions,
        migrating.totals,
    )
