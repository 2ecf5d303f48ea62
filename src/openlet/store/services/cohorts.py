"""Cohorts: what the learners of one bootcamp have in common, kept once; and many learners enrolled on one at once."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from openlet.spec.years import year_of
from openlet.store.cohorts import newcomer, own_ids
from openlet.store.documents import LEARNER, Document, checked
from openlet.store.models import Cohort, LearnerRow, ReturnYear
from openlet.store.refusals import NotDone
from openlet.store.services.batches import ENROL, DoneToMany, judge_many, note_batch, refuse_repeated
from openlet.store.services.editing import REFERENCE, add_documents, now_utc, refuse_texts, whole
from openlet.store.services.learners import free_references

Newcomers = Sequence[Mapping[str, str]]  # of each, texts by pattern (``store.cohorts``)


class RowsRefused(NotDone):
    """Nobody was enrolled: ``refused`` says why, by the position of the row."""

    def __init__(self, refused: dict[int, str]) -> None:
        self.refused = refused
        super().__init__(" ".join(f"Row {number + 1}: {why}" for number, why in refused.items()))


@whole
def keep_cohort(
    of: ReturnYear, name: str, tree: Document, who: str, cohort: int | None = None, base: datetime | None = None
) -> Cohort:
    """Keep a cohort under a name, a new one or another state of a known one. Raises ``NotDone``.

    ``tree`` is part of a learner's document: the fields of the learner and the learning deliveries they all have.
    ``base`` is when the cohort that the screen started from was kept; one that was changed since is left as it is.
    """
    name = name.strip()
    if not name:
        raise NotDone("A cohort needs a name. Enter one, such as Data bootcamp, May 2024.")
    if Cohort.objects.filter(of=of, name=name).exclude(pk=cohort).exists():
        raise NotDone(f"There is a cohort {name} already. Choose another name.")
    made = own_ids(tree)
    checked(made, year_of(str(of.year)))
    refuse_texts(made)
    kept = Cohort(of=of) if cohort is None else cohort_of(of, cohort, base)
    kept.name, kept.tree, kept.who, kept.changed = name, made, who, now_utc()
    kept.save()
    return kept


@whole
def end_cohort(of: ReturnYear, cohort: int, ended: bool = True) -> Cohort:
    """Say that nobody is enrolled on a cohort any more, or that it is open again. Raises ``NotDone``."""
    kept = cohort_of(of, cohort)
    kept.ended = ended
    kept.save()
    return kept


def cohort_of(of: ReturnYear, cohort: int, base: datetime | None = None) -> Cohort:
    """A cohort of the return, as it was kept at ``base`` if that is given. Raises ``NotDone``."""
    kept: Cohort | None = Cohort.objects.select_for_update().filter(of=of, pk=cohort).first()
    if kept is None:
        raise NotDone("That cohort is not there. Choose one of the list.")
    if base is not None and kept.changed != base:
        raise NotDone(
            "The cohort was changed since you opened this page, so nothing was done. Open it again to see what stands."
        )
    return kept


@whole
def enrol(
    of: ReturnYear, cohort: int, rows: Newcomers, who: str, token: str, base: datetime | None = None
) -> DoneToMany:
    """Add many learners of a cohort at once: all of them, or nobody.

    Each has the cohort's template and texts of its own; who brings no ``LearnRefNumber`` gets the next free one.
    ``token`` is that of the page, ``base`` as in ``keep_cohort``. Raises ``RowsRefused``, ``NotDone``.
    """
    refuse_repeated(token)
    kept = cohort_of(of, cohort, base)
    if kept.ended:
        raise NotDone(f"{kept.name} has ended. Open it again before you enrol learners on it.")
    if not rows:
        raise NotDone("There is nobody to enrol. Choose at least one row.")
    saved = add_documents(_documents(of, kept, rows), of, year_of(str(of.year)), who, now_utc())
    judge_many(of, [one.learner for one in saved])
    learners = "1 learner" if len(saved) == 1 else f"{len(saved)} learners"
    batch = note_batch(of, ENROL, f"{learners} enrolled on {kept.name}", saved, who, token=token)
    return DoneToMany(batch, len(saved))


def _documents(of: ReturnYear, cohort: Cohort, rows: Newcomers) -> list[tuple[Document, str]]:
    """The document of each row with its reference. Raises ``RowsRefused`` with all that stands against them."""
    year = year_of(str(of.year))
    references, refused = references_for(of, rows)
    made = []
    for position, (row, reference) in enumerate(zip(rows, references, strict=True)):
        try:
            document = own_ids(newcomer(cohort.tree, {**row, REFERENCE: reference}, year))
            refuse_texts(document)
            made.append((checked(document, year), document[LEARNER]["LearnRefNumber"]))
        except NotDone as error:
            refused.setdefault(position, str(error))
    if refused:
        raise RowsRefused(dict(sorted(refused.items())))
    return made


def references_for(of: ReturnYear, rows: Newcomers) -> tuple[list[str], dict[int, str]]:
    """The reference that each newcomer would have, and by position why one that was given cannot be had."""
    given = [row.get(REFERENCE, "").strip() for row in rows]
    used = set(LearnerRow.objects.filter(of=of, LearnRefNumber__in=given).values_list("LearnRefNumber", flat=True))
    free = (reference for reference in free_references(of) if reference not in given)
    refused = {}
    for position, reference in enumerate(given):
        if reference in used:
            refused[position] = f"LearnRefNumber {reference} is used already, perhaps by a deleted learner."
        elif reference and reference in given[:position]:
            refused[position] = f"LearnRefNumber {reference} stands in an earlier row too."
    return [reference or next(free) for reference in given], refused
