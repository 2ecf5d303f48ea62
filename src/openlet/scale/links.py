"""Which claims and movements hang together, so that a bucket never parts what is settled together.

What is settled together (``payments.persons``, ``payments.ledger.Ledger.of_each``, the absent of ``payments.settled``)
always shares a real ULN, over all providers, or a LearnRefNumber (or PrevLearnRefNumber) inside one provider, be it by
way of others. So claims and movements that share neither may be settled apart; to keep more together than needed is
harmless.

Nearly always all that has a reference at a provider has the same one ULN, and nothing has to be remembered: the ULN is
its label. ``groups_of_provider`` finds the others, for each provider by itself; ``Links`` ties them together.
"""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field

Key = tuple[str | None, str | None, int | None]  # LearnRefNumber, PrevLearnRefNumber, real ULN
WITHOUT_REFERENCE = ""  # all of a provider that has none counts as one


@dataclass(frozen=True, slots=True)
class Group:
    """What hangs together at one provider under several ULNs, or where something has no ULN that identifies it."""

    UKPRN: int
    references: tuple[str, ...]
    ulns: tuple[int, ...]


def groups_of_provider(ukprn: int, keys: Iterable[Key]) -> list[Group]:
    """The groups of all claims and movements of a provider that their ULN alone does not keep together."""
    roots = _Roots()
    ulns: dict[str, set[int]] = {}
    open_references: set[str] = set()  # where something has no real ULN
    for reference, before, uln in set(keys):
        own = reference or WITHOUT_REFERENCE
        held = ulns.setdefault(own, set())
        if before is not None:
            ulns.setdefault(before, set())
            roots.join(own, before)
        if uln is None:
            open_references.add(own)
        else:
            held.add(uln)
    _join_by_uln(roots, ulns)
    groups: dict[object, list[str]] = {}
    for reference in sorted(ulns):
        groups.setdefault(roots.of(reference), []).append(reference)
    found = []
    for references in groups.values():
        together = set().union(*(ulns[reference] for reference in references))
        if len(together) > 1 or not open_references.isdisjoint(references):
            found.append(Group(ukprn, tuple(references), tuple(sorted(together))))
    return found


def _join_by_uln(roots: "_Roots", ulns: dict[str, set[int]]) -> None:
    first: dict[int, str] = {}
    for reference, held in ulns.items():
        for uln in held:
            roots.join(first.setdefault(uln, reference), reference)


@dataclass(slots=True)
class Links:
    """The groups of all providers tied together: what has one label belongs into one bucket."""

    ulns: dict[int, int] = field(default_factory=dict)
    references: dict[tuple[int, str], int] = field(default_factory=dict)

    @classmethod
    def of(cls, groups: Iterable[Group]) -> "Links":
        """Tie the groups of all providers together; their order changes nothing."""
        roots, listed = _Roots(), list(groups)
        for group in listed:
            for uln in group.ulns[1:]:
                roots.join(group.ulns[0], uln)
        least: dict[object, int] = {}
        for uln in sorted({uln for group in listed for uln in group.ulns}):
            least.setdefault(roots.of(uln), uln)
        made = cls({uln: least[roots.of(uln)] for group in listed for uln in group.ulns})
        for group in listed:
            label = made.ulns[group.ulns[0]] if group.ulns else _number(group)
            made.references |= {(group.UKPRN, reference): label for reference in group.references}
        return made

    def label(self, ukprn: int, reference: str | None, real_uln: int | None) -> int:
        """The label of a claim, or of a movement with its ULN."""
        if real_uln is not None:
            return self.ulns.get(real_uln, real_uln)
        return self.references[ukprn, reference or WITHOUT_REFERENCE]


def bucket(label: int, buckets: int) -> int:
    """The bucket of a label, from 0: the same wherever it is worked out."""
    return zlib.crc32(str(label).encode()) % buckets


def _number(group: Group) -> int:
    return -1 - zlib.crc32(f"{group.UKPRN} {group.references[0]}".encode())


class _Roots:
    """Things that are joined, each under one of its own."""

    def __init__(self) -> None:
        self.parents: dict[object, object] = {}

    def of(self, one: object) -> object:
        parents = self.parents
        above = parents.get(one, one)
        while above != one:
            further = parents.get(above, above)
            parents[one] = further
            one, above = above, further
        return one

    def join(self, one: object, other: object) -> None:
        first, second = self.of(one), self.of(other)
        if first != second:
            self.parents[second] = first
