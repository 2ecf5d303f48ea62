"""What stands in the files before anything is replaced: every text that must not remain, and what belongs together."""

from dataclasses import dataclass, field
from datetime import date

from openlet.ilr.rewriting import Kind, Passage, Spot
from openlet.invented.anonymous.treatments import BIRTH, BY_PERSON, NAMES, ONE_TO_ONE, UKPRN, treatment_of
from openlet.spec.layout import XML_SPACE, Field

LEARNER = "Learner"
Fields = dict[str, Field]  # by path
Birth = tuple[str | None, str]  # LearnRefNumber and the date as written


@dataclass(slots=True)
class Seen:
    """What stands in the files of a run.

    ``texts``: by treatment, the texts that become another one each, with the fields that they stand in. ``originals``:
    all texts that identify somebody, in small letters. ``births``: the days in the record of each person born then.
    """

    texts: dict[str, dict[str, Fields]] = field(default_factory=lambda: {name: {} for name in ONE_TO_ONE})
    originals: set[str] = field(default_factory=set)
    aims: set[str] = field(default_factory=set)
    providers: set[str] = field(default_factory=set)
    births: dict[Birth, set[date]] = field(default_factory=dict)
    learners: int = 0

    def see(self, passage: Passage) -> None:
        """Take note of one passage."""
        days: set[date] = set()
        born = None
        for spot in passage.spots:
            if spot.kind is not Kind.VALUE or spot.field is None:
                continue
            treatment = treatment_of(spot.field)
            if treatment in ONE_TO_ONE:
                self.texts[treatment].setdefault(core(spot), {})[spot.field.path] = spot.field
            if treatment in (*ONE_TO_ONE, *BY_PERSON):
                self._note_original(spot.text, treatment)
            self._note_known(spot, treatment)
            if treatment == BIRTH:
                born = spot.text
            elif isinstance(day := spot.field.read(spot.text).value, date):
                days.add(day)
        self.learners += passage.record == LEARNER
        if born is not None:
            self.births.setdefault((passage.text("LearnRefNumber"), born), set()).update(days)

    def is_free(self, text: str, strictly: bool) -> bool:
        """Whether a text is none that stands in the files; strictly: nor holds one of four signs or more."""
        said = text.casefold()
        if said in self.originals:
            return False
        return not strictly or not any(
            said[first:end] in self.originals for first in range(len(said)) for end in range(first + 4, len(said) + 1)
        )

    def _note_original(self, text: str, treatment: str) -> None:
        said = text.strip().casefold()
        if said:
            self.originals.add(said)
            if treatment in NAMES:
                self.originals.update(said.split())

    def _note_known(self, spot: Spot, treatment: str) -> None:
        assert spot.field is not None
        if spot.field.element == "LearnAimRef":
            self.aims.add(spot.text.strip())
        if treatment == UKPRN and spot.field.entity in ("Source", "LearningProvider"):
            self.providers.add(core(spot))


def core(spot: Spot) -> str:
    """The text of a value; of a number without the blanks, plus sign and noughts that may stand before it."""
    field = spot.field
    if field is None or field.data_type not in ("int", "long"):
        return spot.text
    return spot.text.strip(XML_SPACE).lstrip("+0")
