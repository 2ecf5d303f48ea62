"""Where one person's records are: the rows that are one person's, and under which references snapshots know them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.db.models.fields.json import KT

from openlet.ilr.identifiers import TEMPORARY_ULN
from openlet.store.documents import LEARNER, Document
from openlet.store.models import Change, LearnerRow, Snapshot

REFERENCE = f"{LEARNER}/LearnRefNumber"
NOT_OF_THE_COURSE = {"DateOfBirth"}  # a date that says nothing of when somebody was a learner
Names = list[tuple[datetime, str]]


@dataclass(frozen=True, slots=True)
class Kept:
    """One learner of a year as kept: key, year, references, real ULN ("" without one), last day.

    ``last_day`` is the latest date in the record, or the day of its last change where that is later.
    """

    learner: int
    of: int
    LearnRefNumber: str
    PrevLearnRefNumber: str
    ULN: str
    DateOfBirth: str
    last_day: date


def all_kept() -> Iterator[Kept]:
    """Every learner of the store, deleted ones too."""
    rows = LearnerRow.objects.order_by("pk").values_list(
        "pk", "of_id", "LearnRefNumber", "changed", "document__content"
    )
    for pk, of, reference, changed, document in rows.iterator(chunk_size=500):
        tree = (document or {}).get(LEARNER, {})
        uln = str(tree.get("ULN", "")).strip()
        yield Kept(
            pk,
            of,
            reference,
            str(tree.get("PrevLearnRefNumber", "")).strip(),
            "" if uln == str(TEMPORARY_ULN) else uln,
            str(tree.get("DateOfBirth", "")).strip(),
            max([changed.date(), *dates_in(document)]),
        )


def dates_in(tree: Any) -> Iterator[date]:
    """The dates of a document, but not the learner's date of birth."""
    if isinstance(tree, dict):
        for name, held in tree.items():
            if name not in NOT_OF_THE_COURSE:
                yield from dates_in(held)
    elif isinstance(tree, list):
        for held in tree:
            yield from dates_in(held)
    elif isinstance(tree, str) and len(tree) == len("2024-01-31"):
        try:
            yield date.fromisoformat(tree)
        except ValueError:
            return


def who_may_be_one(kept: Iterable[Kept]) -> list[list[Kept]]:
    """Learners who may be one person: joined by ULN and by any reference that one has and another has or had."""
    listed = list(kept)
    root_of = list(range(len(listed)))
    first_with: dict[tuple[str, str], int] = {}

    def root(at: int) -> int:
        while root_of[at] != at:
            root_of[at] = root_of[root_of[at]]
            at = root_of[at]
        return at

    for at, one in enumerate(listed):
        marks = {("reference", one.LearnRefNumber), ("reference", one.PrevLearnRefNumber), ("ULN", one.ULN)}
        for mark in marks:
            if mark[1]:
                root_of[root(at)] = root(first_with.setdefault(mark, at))
    groups: dict[int, list[Kept]] = defaultdict(list)
    for at, one in enumerate(listed):
        groups[root(at)].append(one)
    return list(groups.values())


def names_of(learners: Iterable[int]) -> dict[int, Names]:
    """Under which LearnRefNumber each learner went from which moment on, oldest first."""
    found: dict[int, Names] = defaultdict(list)
    named = Change.objects.filter(Q(action="replace") | Q(action="set", path=REFERENCE), learner__in=list(learners))
    whole = KT(f"new__{LEARNER}__LearnRefNumber")
    for learner, when, action, new, of_whole in (
        named.annotate(of_whole=whole).order_by("pk").values_list("learner_id", "when", "action", "new", "of_whole")
    ):
        name = of_whole if action == "replace" else new
        if name:
            found[learner].append((when, str(name)))
    return found


def at_the_moment(names: Names, when: datetime) -> set[str]:
    """The reference that a learner had at a moment; two, where it was changed in that very moment."""
    before = [name for since, name in names if since < when][-1:]
    by_then = [name for since, name in names if since <= when][-1:]
    return {*before, *by_then}


@dataclass(frozen=True, slots=True)
class InSnapshots:
    """Whether an entry of a snapshot is about one of some learners."""

    names: Mapping[int, Names]
    of: Mapping[int, int]  # the return of each learner
    _by_return: dict[int, list[Names]] = field(init=False, default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        """Sort the learners by return."""
        for learner, names in self.names.items():
            self._by_return[self.of[learner]].append(names)

    def references(self, snapshot: Snapshot) -> set[str]:
        """The references that the learners had in a snapshot."""
        found: set[str] = set()
        for names in self._by_return.get(snapshot.of_id, ()):
            found |= at_the_moment(names, snapshot.when)
        return found

    def entries(self, snapshot: Snapshot, content: Document) -> list[Document]:
        """Their entries in a snapshot, which holds ``content``."""
        wanted = self.references(snapshot)
        return [one for one in content["learners"] if one["LearnRefNumber"] in wanted]
