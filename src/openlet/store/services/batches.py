"""What was done to many learners at once: noted when it is done, and undone as a whole."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import transaction

from openlet.contracts.reading import WrongContract
from openlet.payments.ledger import WrongLedger
from openlet.store.basis import current_basis
from openlet.store.documents import without_ids
from openlet.store.models import Batch, Change, Cohort, LearnerRow, ReturnYear
from openlet.store.refusals import NotDone
from openlet.store.services.editing import Saved, now_utc, whole
from openlet.store.services.judged_rows import BATCH, forget, refresh
from openlet.store.services.learners import delete_learner
from openlet.store.services.undoing import undo_version

ENROL, CHANGE = "enrol", "change"

T = TypeVar("T")
LeftAlone = tuple[tuple[str, str], ...]  # LearnRefNumber and reason


@dataclass(frozen=True, slots=True)
class DoneToMany:
    """What became of an act on many learners: the batch (None where nothing changed), how many it concerned, and who
    was left alone: (LearnRefNumber, reason)."""

    batch: int | None
    done: int
    left_alone: LeftAlone = ()


def refuse_repeated(token: str) -> None:
    """Refuse to do again what was confirmed on the same page before. Raises ``NotDone``."""
    if not token:
        raise NotDone("The page was too old, so nothing was done. Make the preview again.")
    if Batch.objects.filter(token=token).exists():
        raise NotDone("That was done already, when the page was confirmed the first time. Nothing was done again.")


def note_batch(of: ReturnYear, kind: str, text: str, saves: Sequence[Saved], who: str, **more: Any) -> int:
    """Note what was done, for its undo; ``more`` are further columns of ``Batch``."""
    listed = [[one.learner, one.version] for one in saves]
    return int(Batch.objects.create(of=of, kind=kind, text=text, saves=listed, who=who, when=now_utc(), **more).pk)


@whole
def undo_batch(batch: int, who: str) -> DoneToMany:
    """Undo all that a batch of one's own did; learners changed since are left alone and named. Raises ``NotDone``.

    Learners who were enrolled are deleted, and can be brought back.
    """
    done = Batch.objects.select_related("of__provider").filter(pk=batch).first()
    if done is None or done.who != who:
        raise NotDone("Only the person who did this can undo it. Change the values themselves instead.")
    if done.undone is not None:
        raise NotDone("That was undone already. Look at the history of the learners.")
    reverse = _delete_again if done.kind == ENROL else _take_back
    undone, left_alone = for_each(done.saves, lambda save: reverse(save[0], save[1], who), lambda save: save[0])
    if not undone:
        raise NotDone("Nothing could be undone: each of these learners has been changed since, or was undone already.")
    left_alone += _put_template_back(done, who)
    Batch.objects.filter(pk=batch).update(undone=now_utc(), left_alone=left_alone)
    judge_many(done.of, [one.learner for one in undone])
    return DoneToMany(batch, len(undone), left_alone)


def _put_template_back(done: Batch, who: str) -> LeftAlone:
    """Give the cohort that was changed with the learners its template back, unless it was changed again."""
    if done.template is None:
        return ()
    cohort = Cohort.objects.filter(pk=done.template["cohort"]).first()
    if cohort is None or cohort.changed.isoformat() != done.template["changed"]:
        return ((cohort.name if cohort else "The cohort", "Its template was changed since, so it stays as it is."),)
    cohort.tree, cohort.who, cohort.changed = done.template["before"], who, now_utc()
    cohort.save()
    return ()


def _delete_again(learner: int, version: int, who: str) -> Saved:
    """Delete a learner who is as enrolled: unchanged, or changed and put back."""
    row = LearnerRow.objects.select_related("document").get(pk=learner)
    if row.version != version:
        enrolled = Change.objects.filter(learner=row, version=version).values_list("new", flat=True).first()
        if without_ids(row.document.content) != without_ids(enrolled):
            raise NotDone("The learner has been changed since. Delete the learner by hand if that is right.")
    return delete_learner(learner, who, judge_now=False)


def _take_back(learner: int, version: int, who: str) -> Saved:
    return undo_version(learner, version, who, judge_now=False)


def for_each(
    listed: Iterable[T], act: Callable[[T], Saved | None], learner_of: Callable[[T], int]
) -> tuple[list[Saved], LeftAlone]:
    """Act on each; those who refuse are left alone, with their reason, and the others go on."""
    saved: list[Saved] = []
    refused: dict[int, str] = {}
    for one in listed:
        try:
            with transaction.atomic():
                made = act(one)
        except NotDone as error:
            refused[learner_of(one)] = str(error)
        else:
            saved += [made] if made is not None and made.changes else []
    names = dict(LearnerRow.objects.filter(pk__in=refused).values_list("pk", "LearnRefNumber"))
    return saved, tuple((names[key], why) for key, why in refused.items() if key in names)


def judge_many(of: ReturnYear, learners: Sequence[int]) -> None:
    """Judge learners anew who were changed together; many are left out of date, for the check in the background."""
    if len(learners) > BATCH:
        return
    try:
        refresh(learners, current_basis(of.provider))
    except (WrongContract, WrongLedger):
        forget(learners)
