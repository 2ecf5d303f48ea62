"""Gather one person's claims into cases: each bootcamp with its milestone aims and its history."""

from collections.abc import Iterable
from datetime import date

from openlet.contracts.terms import Contracts
from openlet.payments.cases import Case, Key
from openlet.payments.claims import Claim
from openlet.payments.returns import Standing


def cases(person: Iterable[Claim], contracts: Contracts, standing: Standing, as_of: date) -> list[Case]:
    """One case for each bootcamp in the returns that count, in order of provider, reference and start."""
    listed = list(person)
    current = [claim for claim in listed if claim.returned in standing.current]
    history = [claim for claim in listed if claim.returned in standing.earlier]
    aims = newest_milestone_aims(current)
    made = []
    for key, found in sorted(_by_key(current).items(), key=lambda item: (item[0][0], item[0][1], str(item[0][2]))):
        ukprn, ref, _ = key
        newest = max(found, key=lambda claim: (claim.returned.year, claim.returned.age, -(claim.AimSeqNumber or 0)))
        before = [claim for claim in history if claim.kind == "BC" and _key(claim) == key]
        before += [claim for claim in found if claim.returned != newest.returned]
        own = [aim for aim in aims if ukprn == aim.UKPRN]
        attended = {other for holder, other, _ in _by_key(current) if holder == ukprn}
        made.append(
            Case(
                claim=newest,
                earlier=tuple(sorted(before, key=lambda claim: (claim.returned.age, claim.AimSeqNumber or 0))),
                z2=tuple(aim for aim in own if aim.kind == "Z2" and aim.names == ref),
                z3=tuple(aim for aim in own if aim.kind == "Z3" and aim.names == ref),
                strays=tuple(aim for aim in own if aim.names not in attended),
                z2_ever=any(
                    claim.kind == "Z2" and ukprn == claim.UKPRN and claim.names == ref for claim in (*current, *history)
                ),
                doubled=sum(claim.returned == newest.returned for claim in found) > 1,
                terms=contracts.terms_for(ukprn),
                as_of=as_of,
            )
        )
    return made


def newest_milestone_aims(current: Iterable[Claim]) -> list[Claim]:
    """The milestone aims: one returned in two years counts as in the newer. Those of one return all stay."""
    by_key: dict[tuple[object, ...], list[Claim]] = {}
    for claim in current:
        if claim.kind != "BC":
            key = (claim.UKPRN, claim.kind, frozenset(claim.bootcamps), claim.LearnStartDate)
            by_key.setdefault(key, []).append(claim)
    return [
        claim
        for found in by_key.values()
        for claim in found
        if claim.returned.year == max(other.returned.year for other in found)
    ]


def orphans(person: Iterable[Claim], standing: Standing) -> list[Claim]:
    """Milestone aims at a provider that returned no bootcamp of the person: the bootcamp is not in these files."""
    current = [claim for claim in person if claim.returned in standing.current]
    attended = {claim.UKPRN for claim in current if claim.kind == "BC"}
    return [aim for aim in newest_milestone_aims(current) if aim.UKPRN not in attended]


def _by_key(current: Iterable[Claim]) -> dict[Key, list[Claim]]:
    found: dict[Key, list[Claim]] = {}
    for claim in current:
        if claim.kind == "BC":
            found.setdefault(_key(claim), []).append(claim)
    return found


def _key(claim: Claim) -> Key:
    return (claim.UKPRN, claim.LearnAimRef, claim.LearnStartDate)
