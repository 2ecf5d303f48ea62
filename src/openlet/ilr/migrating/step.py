"""One step: a return carried from one year into the next, learner by learner."""

from collections.abc import Callable, Sequence

from openlet.ilr.lost import is_lost, lost_in_words
from openlet.ilr.migrating.carrying import (
    Circumstances,
    Plan,
    Telling,
    carry,
    count_fields,
    kinds_without_end,
    last_open_end,
    leave,
    plan_of,
)
from openlet.ilr.migrating.choices import Choices
from openlet.ilr.migrating.selecting import Verdict, contradiction, statuses_that_go, verdicts
from openlet.ilr.migrating.telling import AIM, DESTINATION, FIELD, LEARNER, STRAY, Outcome, Question, Row, Totals
from openlet.ilr.reading import Trouble
from openlet.ilr.records import Learner, LearnerDestinationandProgression, LearningDelivery, Record
from openlet.spec.years import Year

AIMS = "LearningDelivery"
DESTINATIONS = "LearnerDestinationandProgression"
ITS_LEARNER = {
    Outcome.LEFT: "its learner stays behind",
    Outcome.ASIDE: "its learner is kept aside",
}
TWICE = "another learner of the file has the same LearnRefNumber: give each its own"
NO_REFERENCE = "it has no LearnRefNumber: enter one"
NO_AIM = "it has no aim, so nothing says whether the learner goes on: enter the aim"


class Step:
    """A migration from a year into the next: give it the learners in their order, then the destination records.

    ``repeated`` are the references that stand on more than one learner. ``tell`` is given each row of the report.
    ``is_last`` says that the aims are to be numbered in this step, if at all.
    """

    def __init__(
        self,
        years: tuple[Year, Year],
        choices: Choices,
        repeated: frozenset[str],
        tell: Callable[[Row], object],
        is_last: bool,
    ) -> None:
        self.years = years
        self.choices = choices
        self.repeated = repeated
        self.is_last = is_last
        self.totals = Totals(*years)
        self.questions: list[Question] = []
        self._tell_row = tell
        plan = plan_of(*years)
        self._plan = plan.find("Learner")
        self._aims = self._plan.find(AIMS)
        self._destinations = next((one for one in plan.below if one.name == DESTINATIONS), None)
        self._kinds_without_end = frozenset(kinds_without_end(years[1]))
        self._outcomes: dict[str, Outcome] = {}

    def learner(self, learner: Learner, troubles: Sequence[Trouble] = ()) -> Learner | None:
        """The learner of the new year, or None where none goes. ``troubles`` are those found when it was read."""
        self._find(LEARNER, count_fields(self._plan, learner, AIMS))
        for aim in learner.LearningDelivery:
            self._find(AIM, count_fields(self._aims, aim))
        self.lose(troubles, learner.LearnRefNumber)
        reasons = [contradiction(aim) for aim in learner.LearningDelivery]
        why = self._why_aside(learner, reasons)
        if why is not None:
            made = None
            self._whole(learner, Outcome.ASIDE, why, reasons, [reason is not None for reason in reasons])
        else:
            made = self._select(learner)
        self._must_add_up()
        return made

    def destination(
        self, record: LearnerDestinationandProgression, troubles: Sequence[Trouble] = ()
    ) -> LearnerDestinationandProgression | None:
        """The destination record of the new year, if there is one; all learners must have been given before."""
        plan = self._destinations
        if plan is None:
            self._find(DESTINATION, 0)
            reason = f"the ILR of {self.years[0]} has no such records"
            self._tell(record, None, DESTINATION, DESTINATIONS, 0, Outcome.LEFT, True, reason)
            return None
        fields = count_fields(plan, record)
        self._find(DESTINATION, fields)
        self.lose(troubles, record.LearnRefNumber)
        outcome, reason = self._fate(plan, record)
        telling: Telling = {}
        made = None
        if outcome is Outcome.CARRIED:
            made = carry(plan, record, self.years[1], Circumstances(), telling)
        gone = 0 if made is not None else fields
        self._tell(record, None, DESTINATION, plan.path, gone, outcome, outcome is Outcome.ASIDE, reason)
        self._tell_fields(record, None, telling)
        self._must_add_up()
        return made if isinstance(made, LearnerDestinationandProgression) else None

    def lose(self, troubles: Sequence[Trouble], LearnRefNumber: str | None = None) -> None:
        """Tell of what the reader could not keep."""
        for trouble in troubles:
            if is_lost(trouble, self.years[0]):
                aim = next((one for one in trouble.trail if isinstance(one, LearningDelivery)), None)
                number, reference = (aim.AimSeqNumber, aim.LearnAimRef) if aim is not None else (None, None)
                self._count(
                    Row(
                        self.years[1], trouble.line, LearnRefNumber, number, reference, STRAY, trouble.entity, 0,
                        Outcome.LEFT, True, lost_in_words(trouble),
                    )
                )  # fmt: skip

    def _why_aside(self, learner: Learner, reasons: Sequence[str | None]) -> str | None:
        reference = learner.LearnRefNumber
        if reference is None or not reference.strip():
            return NO_REFERENCE
        if reference in self.repeated or reference in self._outcomes:
            return TWICE
        if not learner.LearningDelivery and reference not in self.choices.for_milestones:
            return NO_AIM
        if any(reasons):
            return f"an aim contradicts itself: correct it in the return of {self.years[0]}"
        return None

    def _select(self, learner: Learner) -> Learner | None:
        found = verdicts(learner, self.years, self.choices, self._aims.mappings)
        self.questions += [verdict.question for verdict in found if verdict.question is not None]
        if any(verdict.goes for verdict in found):
            return self._carry(learner, found, "at least one aim goes")
        if learner.LearnRefNumber in self.choices.for_milestones:
            return self._carry(
                learner, found, "as chosen, so that a milestone can be claimed; enter it as the only aim"
            )
        reasons = [verdict.reason for verdict in found]
        self._whole(learner, Outcome.LEFT, "none of its aims goes", reasons, [verdict.is_open for verdict in found])
        return None

    def _carry(self, learner: Learner, found: Sequence[Verdict], reason: str) -> Learner:
        to = self.years[1]
        going = [aim for aim, verdict in zip(learner.LearningDelivery, found, strict=True) if verdict.goes]
        circumstances = Circumstances(in_force=statuses_that_go(learner.LearnerEmploymentStatus, going))
        telling: Telling = {}
        made = carry(self._plan, learner, to, circumstances, telling, but=AIMS)
        assert isinstance(made, Learner)
        self._keep(learner, Outcome.CARRIED)
        self._tell(learner, None, LEARNER, self._plan.path, 0, Outcome.CARRIED, not going, reason)
        self._tell_fields(learner, None, telling)
        gaps = len(going) < len(found) and not self.choices.renumber and not _are_in_row(going)
        for aim, verdict in zip(learner.LearningDelivery, found, strict=True):
            if not verdict.goes:
                fields = count_fields(self._aims, aim)
                self._tell(learner, aim, AIM, self._aims.path, fields, Outcome.LEFT, verdict.is_open, verdict.reason)
                continue
            number = len(made.LearningDelivery) + 1 if self._renumbers else None
            own = Circumstances(open_end=last_open_end(aim, self._kinds_without_end), number=number, gaps=gaps)
            telling = {}
            carried = carry(self._aims, aim, to, own, telling)
            assert isinstance(carried, LearningDelivery)
            made.LearningDelivery.append(carried)
            self._tell(learner, aim, AIM, self._aims.path, 0, Outcome.CARRIED, verdict.is_open, verdict.reason)
            self._tell_fields(learner, aim, telling)
        return made

    @property
    def _renumbers(self) -> bool:
        return self.choices.renumber and self.is_last

    def _whole(
        self, learner: Learner, outcome: Outcome, why: str, reasons: Sequence[str | None], attention: Sequence[bool]
    ) -> None:
        """Tell of a learner that does not go, with all its aims: of each why, and whether to look at it."""
        self._keep(learner, outcome)
        fields = count_fields(self._plan, learner, AIMS)
        self._tell(learner, None, LEARNER, self._plan.path, fields, outcome, outcome is Outcome.ASIDE, why)
        for aim, reason, look in zip(learner.LearningDelivery, reasons, attention, strict=True):
            fields = count_fields(self._aims, aim)
            said = reason or ITS_LEARNER[outcome]
            self._tell(learner, aim, AIM, self._aims.path, fields, outcome, look, said)

    def _keep(self, learner: Learner, outcome: Outcome) -> None:
        if learner.LearnRefNumber:
            self._outcomes.setdefault(learner.LearnRefNumber, outcome)

    def _fate(self, plan: Plan, record: LearnerDestinationandProgression) -> tuple[Outcome, str]:
        gone = leave(plan, record, self.years[1])
        if gone is not None:
            return Outcome.LEFT, gone.reason
        if not (record.LearnRefNumber or "").strip():
            return Outcome.ASIDE, NO_REFERENCE
        of_learner = self._outcomes.get(record.LearnRefNumber or "", Outcome.LEFT)
        return of_learner, ITS_LEARNER.get(of_learner, plan.mappings[0].reason)

    def _find(self, what: str, fields: int) -> None:
        self.totals.found[what] += 1
        self.totals.found[FIELD] += fields

    def _tell_fields(
        self, record: Learner | LearnerDestinationandProgression, aim: LearningDelivery | None, telling: Telling
    ) -> None:
        for told, fields in telling.items():
            self._tell(record, aim, FIELD, told.path, fields, told.outcome, told.attention, told.reason)

    def _tell(
        self, record: Learner | LearnerDestinationandProgression, aim: LearningDelivery | None, what: str, path: str,
        fields: int, outcome: Outcome, attention: bool, reason: str,
    ) -> None:  # fmt: skip
        place: Record = aim if aim is not None else record
        number, reference = (aim.AimSeqNumber, aim.LearnAimRef) if aim is not None else (None, None)
        self._count(
            Row(
                self.years[1], place.line, record.LearnRefNumber, number, reference, what, path, fields, outcome,
                attention, reason,
            )
        )  # fmt: skip

    def _count(self, row: Row) -> None:
        self.totals.count(row)
        self._tell_row(row)

    def _must_add_up(self) -> None:
        """Nothing may be lost without a word, not even by a fault of our own."""
        if not self.totals.add_up():
            raise AssertionError("something of a learner is neither carried nor left behind nor kept aside")


def _are_in_row(aims: Sequence[LearningDelivery]) -> bool:
    """Whether the aims are numbered 1, 2, 3 ... (official rule AimSeqNumber_02)."""
    return [aim.AimSeqNumber for aim in aims] == list(range(1, len(aims) + 1))
