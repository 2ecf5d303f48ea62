"""The bootcamp that an action is about, with what is around it."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from openlet.facts.aims import BOOTCAMP, Z2, Z3, aim_kind, named_bootcamps
from openlet.facts.completion import COMPLETED, TEMPORARILY_WITHDRAWN, WITHDRAWN
from openlet.facts.days import in_words
from openlet.facts.given import Given
from openlet.facts.spells import later_spells
from openlet.ilr.records import Learner, LearningDelivery
from openlet.spec.layout import Entity, entity
from openlet.spec.years import Year
from openlet.store.documents import ID, LEARNER, Document, record_at, record_of

AIMS = f"{LEARNER}/LearningDelivery"

Earlier = tuple[Document, Year]  # a learner's document of an earlier year, and that year


@dataclass(frozen=True)
class Subject:
    """One bootcamp of one learner.

    ``document`` of ``year`` is what an action changes. ``home`` of ``home_year`` holds the bootcamp aim: the same, or
    the learner's document of an earlier year, where the bootcamp is not returned again (A-164).
    """

    document: Document
    year: Year
    given: Given
    home: Document
    home_year: Year
    tree: Document
    position: int

    @cached_property
    def learner(self) -> Learner:
        """The learner as the document that holds the bootcamp has them."""
        return _learner(self.home, self.home_year)

    @cached_property
    def learner_here(self) -> Learner:
        """The learner as the document that is changed has them."""
        return self.learner if self.is_here else _learner(self.document, self.year)

    @property
    def aim(self) -> LearningDelivery:
        """The bootcamp aim."""
        return self.learner.LearningDelivery[self.position]

    @property
    def is_here(self) -> bool:
        """Whether the document that is changed holds the bootcamp aim."""
        return self.home is self.document

    @property
    def home_given(self) -> Given:
        """What the document that holds the bootcamp is judged with."""
        return self.given if self.is_here else replace(self.given, year=self.home_year)

    @property
    def path(self) -> str:
        """The place of the bootcamp aim."""
        return f"{AIMS}/{self.tree[ID]}"

    @property
    def name(self) -> str:
        """What people call it: its reference."""
        return self.aim.LearnAimRef or "The aim"


def subject(document: Document, year: Year, aim: str, given: Given, earlier: Earlier | None = None) -> Subject:
    """The bootcamp whose aim has the ``_id`` ``aim``, in ``earlier`` if that is given. Raises ``Gone``."""
    home, home_year = earlier or (document, year)
    tree, position = record_at(home, f"{AIMS}/{aim}", home_year)
    return Subject(document, year, given, home, home_year, tree, position)


def _learner(document: Document, year: Year) -> Learner:
    found = entity(year, LEARNER)
    assert found is not None
    made = record_of(found, document.get(LEARNER, {}))
    assert isinstance(made, Learner)
    return made


def aim_entity(year: Year) -> Entity:
    """The layout of a learning delivery in a year."""
    found = entity(year, "LearningDelivery")
    assert found is not None
    return found


# What stands in the way of actions, each as a sentence or None.


def why_no_bootcamp(bootcamp: Subject) -> str | None:
    """Why the aim is not one that these actions are for."""
    if bootcamp.given.contract is None:
        return "No contract has been given, so it is not known which aims are bootcamps. Give the contract first."
    kind = aim_kind(bootcamp.aim, bootcamp.home_given)
    if kind in (Z2, Z3):
        return f"{bootcamp.name} is a milestone aim, not a bootcamp. Choose the bootcamp instead."
    if kind != BOOTCAMP:
        return f"{bootcamp.name} is not a bootcamp of the contract or the register. Correct its aim reference first."
    return None


def why_not_here(bootcamp: Subject) -> str | None:
    """Why the bootcamp aim itself cannot be changed."""
    if bootcamp.is_here:
        return None
    return f"{bootcamp.name} is in the return of {bootcamp.home_year}. Open the learner in that year."


def why_not_continuing(bootcamp: Subject) -> str | None:
    """Why the learner is not on the bootcamp any more."""
    return why_over(bootcamp) or why_on_a_break(bootcamp)


def why_over(bootcamp: Subject) -> str | None:
    """Why the bootcamp is over for good."""
    words = {COMPLETED: "completed", WITHDRAWN: "withdrawn"}
    word = words.get(bootcamp.aim.CompStatus or 0)
    if word is None:
        return None
    since = _on(bootcamp.aim.LearnActEndDate)
    return f"{bootcamp.name} was {word}{since}. If that is wrong, correct its end details."


def why_on_a_break(bootcamp: Subject) -> str | None:
    """Why the learner is away from the bootcamp for a time."""
    if bootcamp.aim.CompStatus != TEMPORARILY_WITHDRAWN:
        return None
    return why_restarted(bootcamp) or f"{bootcamp.name} is on a break. Record the restart first."


def why_restarted(bootcamp: Subject) -> str | None:
    """Why another aim of the same bootcamp has taken the place of this one."""
    later = later_spells(bootcamp.aim, bootcamp.learner)
    if bootcamp.aim.CompStatus != TEMPORARILY_WITHDRAWN or not later:
        return None
    day = min(spell.LearnStartDate for spell in later if spell.LearnStartDate is not None)
    return f"The learner restarted {bootcamp.name}{_on(day)}. Choose the aim that starts then."


def why_no_number(bootcamp: Subject) -> str | None:
    """Why no further aim can be added."""
    if next_number(bootcamp) is not None:
        return None
    return "The learner has as many aims as an ILR can hold. Remove one that is not needed."


def next_number(bootcamp: Subject) -> int | None:
    """The lowest free ``AimSeqNumber``, so that no number is greater than the count of aims; None if all are taken."""
    number = next(field for field in aim_entity(bootcamp.year).fields() if field.element == "AimSeqNumber")
    used = {aim.AimSeqNumber for aim in bootcamp.learner_here.LearningDelivery}
    free = (one for one in range(int(number.min_value or 1), int(number.max_value or 1) + 1) if one not in used)
    return next(free, None)


def milestone_aims_naming(bootcamp: Subject, kind: str) -> list[LearningDelivery]:
    """The milestone aims of a kind (``Z2``, ``Z3``) that name the bootcamp, here and in the document that holds it."""
    seen = [(bootcamp.learner_here, bootcamp.given)]
    if not bootcamp.is_here:
        seen.append((bootcamp.learner, bootcamp.home_given))
    return [
        aim
        for learner, given in seen
        for aim in learner.LearningDelivery
        if aim_kind(aim, given) == kind and bootcamp.aim.LearnAimRef in named_bootcamps(aim, learner, given)
    ]


def _on(day: date | None) -> str:
    return "" if day is None else f" on {in_words(day)}"
