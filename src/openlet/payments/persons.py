"""Bring together the claims of one person: by ULN across providers, inside a provider also by reference (AMB-52)."""

from collections import defaultdict
from collections.abc import Iterable

from openlet.payments.claims import Claim

Mark = tuple[object, ...]


def persons(claims: Iterable[Claim]) -> list[list[Claim]]:
    """The claims grouped by person, in an order that does not depend on theirs.

    Claims with one real ULN are one person's. Inside a provider, a claim whose ULN is temporary or wrong joins the
    claims with its LearnRefNumber (or PrevLearnRefNumber); so do claims with another real ULN if the date of birth is
    the same, because a reference may have been given to somebody else in another year.
    """
    listed = sorted(claims, key=_order)
    parents = list(range(len(listed)))
    by_mark: dict[Mark, int] = {}
    for at, claim in enumerate(listed):
        for mark in _marks(claim):
            _join(parents, by_mark.setdefault(mark, at), at)
    _join_by_reference(listed, parents)
    groups: dict[int, list[Claim]] = defaultdict(list)
    for at, claim in enumerate(listed):
        groups[_root(parents, at)].append(claim)
    return list(groups.values())


def _order(claim: Claim) -> tuple[object, ...]:
    return (
        claim.UKPRN,
        claim.LearnRefNumber or "",
        claim.returned.year,
        claim.returned.age,
        claim.LearnAimRef,
        str(claim.LearnStartDate),
        claim.AimSeqNumber or 0,
        claim.ULN or 0,
        claim.CompStatus or 0,
        claim.Outcome or 0,
        str(claim.LearnPlanEndDate),
        str(claim.LearnActEndDate),
        claim.bootcamps,
        str(claim.contribution),
    )


def _marks(claim: Claim) -> list[Mark]:
    """What makes two claims one person's for certain."""
    marks: list[Mark] = []
    if claim.real_uln is not None:
        marks.append(("ULN", claim.real_uln))
    for reference in _references(claim):
        marks.append(("learner", claim.UKPRN, reference, claim.ULN))
        if claim.DateOfBirth is not None:
            marks.append(("born", claim.UKPRN, reference, claim.DateOfBirth))
    return marks


def _references(claim: Claim) -> list[str]:
    return [reference for reference in (claim.LearnRefNumber, claim.PrevLearnRefNumber) if reference is not None]


def _join_by_reference(listed: list[Claim], parents: list[int]) -> None:
    """Claims without a real ULN join those of their reference (or else the previous), where one person alone has it.

    They join one person only: a claim without a ULN never makes one person of two.
    """
    holders: dict[Mark, set[int]] = defaultdict(set)
    for at, claim in enumerate(listed):
        if claim.real_uln is not None:
            for reference in _references(claim):
                holders[claim.UKPRN, reference].add(at)
    for at, claim in enumerate(listed):
        if claim.real_uln is None:
            for reference in _references(claim):
                roots = {_root(parents, other) for other in holders[claim.UKPRN, reference]}
                if len(roots) == 1:
                    _join(parents, roots.pop(), at)
                    break


def _root(parents: list[int], at: int) -> int:
    while parents[at] != at:
        parents[at] = parents[parents[at]]
        at = parents[at]
    return at


def _join(parents: list[int], one: int, other: int) -> None:
    first, second = sorted((_root(parents, one), _root(parents, other)))
    parents[second] = first
