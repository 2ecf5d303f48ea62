"""The planned end that each aim was first exported with: the 80 % of a bootcamp is judged on it (A-067, AMB-11).

An export counts as returned unless the user says that its file was never sent.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from openlet.payments.claims import Claim
from openlet.spec.years import Year, year_of
from openlet.store.documents import Document
from openlet.store.judging import as_first_returned
from openlet.store.models import ReturnedAim, ReturnYear
from openlet.store.read_model import delivery_rows

Aim = tuple[str | None, date | None]  # LearnAimRef, LearnStartDate: what identifies a bootcamp of a learner
First = tuple[date, date]  # the planned end first returned, and when that return was prepared
MANY = 500  # learners; beyond them the whole table is read instead


def note_first_returns(learners: Sequence[tuple[int, Document]], year: Year, prepared: date) -> set[int]:
    """Note the planned ends of learners who are being exported, where none has been noted before; say of whom."""
    known = first_returns(learner for learner, _ in learners)
    made = []
    for learner, document in learners:
        seen = set(known.get(learner, {}))
        for row in delivery_rows(learner, document, year):
            key = (row.LearnAimRef, row.LearnStartDate)
            if row.LearnPlanEndDate is None or key in seen:
                continue
            seen.add(key)
            made.append(
                ReturnedAim(
                    learner_id=learner,
                    record=row.record,
                    LearnAimRef=row.LearnAimRef,
                    LearnStartDate=row.LearnStartDate,
                    LearnPlanEndDate=row.LearnPlanEndDate,
                    prepared=prepared,
                )
            )
    ReturnedAim.objects.bulk_create(made, ignore_conflicts=True)
    return {one.learner_id for one in made}


def first_returns(learners: Iterable[int]) -> dict[int, dict[Aim, First]]:
    """What was first returned of each aim of some learners."""
    wanted = set(learners)
    rows = ReturnedAim.objects.filter(learner_id__in=wanted) if len(wanted) < MANY else ReturnedAim.objects.all()
    found: dict[int, dict[Aim, First]] = {}
    for row in rows.order_by("-pk"):  # the first one noted is looked at last
        if row.learner_id in wanted and row.LearnPlanEndDate is not None:
            of_learner = found.setdefault(row.learner_id, {})
            of_learner[row.LearnAimRef, row.LearnStartDate] = (row.LearnPlanEndDate, row.prepared)
    return found


def with_first_returns(claims: Iterable[Claim], first: dict[Aim, First]) -> tuple[Claim, ...]:
    """The claims of a learner, and before them the bootcamps as they were first returned."""
    listed = tuple(claims)
    before = [
        as_first_returned(claim, *first[claim.LearnAimRef, claim.LearnStartDate])
        for claim in listed
        if claim.kind == "BC" and (claim.LearnAimRef, claim.LearnStartDate) in first
    ]
    return (*before, *listed)


def recount_first_returns(of: ReturnYear, exports: Iterable[tuple[date, Sequence[tuple[str, Document]]]]) -> None:
    """Note anew what was first returned, from exports, oldest first: their day, and learners by reference."""
    keys = dict(of.learners.values_list("LearnRefNumber", "pk"))
    ReturnedAim.objects.filter(learner__of=of).delete()
    for prepared, learners in exports:
        known = [(keys[reference], document) for reference, document in learners if reference in keys]
        note_first_returns(known, year_of(str(of.year)), prepared)
