"""Change one planned value of many learners at once, after a preview; learners changed since then are left alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from openlet.store.documents import Document
from openlet.store.models import ReturnYear
from openlet.store.refusals import NotDone, Overtaken
from openlet.store.services.batches import CHANGE, DoneToMany, for_each, judge_many, note_batch, refuse_repeated
from openlet.store.services.cohorts import cohort_of, keep_cohort
from openlet.store.services.editing import Saved, keep, open_learner, whole
from openlet.store.services.slots import put


@dataclass(frozen=True, slots=True)
class Wanted:
    """One learner's part: the path of the value, what stands there (``old``) and what is to stand there (``new``), as
    the preview showed them for ``version`` of the learner."""

    learner: int
    version: int
    path: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Template:
    """The cohort whose template is changed with its learners: key, when it was kept, and its new tree."""

    cohort: int
    base: datetime | None
    tree: Document


@whole
def change_many(
    of: ReturnYear, wanted: Sequence[Wanted], what: str, who: str, token: str, template: Template | None = None
) -> DoneToMany:
    """Do the changes of a preview, each learner's or none of it. Raises ``NotDone`` where nobody is changed.

    ``what`` says the change in words, for the history. Learners who were changed since the preview are left alone.
    """
    refuse_repeated(token)
    saved, left_alone = for_each(wanted, lambda one: _change(of, one, who), lambda one: one.learner)
    if not saved:
        why = f" {left_alone[0][1]}" if left_alone else ""
        raise NotDone(f"Nothing was changed.{why} Make the preview again.")
    judge_many(of, [one.learner for one in saved])
    learners = "1 learner" if len(saved) == 1 else f"{len(saved)} learners"
    more = {"token": token, "left_alone": left_alone, "template": _keep_template(of, template, who)}
    return DoneToMany(note_batch(of, CHANGE, f"{what} for {learners}", saved, who, **more), len(saved), left_alone)


def _keep_template(of: ReturnYear, template: Template | None, who: str) -> Document | None:
    """Change the template of a cohort, and say how it was."""
    if template is None:
        return None
    before = cohort_of(of, template.cohort, template.base)
    kept = keep_cohort(of, before.name, template.tree, who, template.cohort, template.base)
    return {"cohort": kept.pk, "before": before.tree, "changed": kept.changed.isoformat()}


def _change(of: ReturnYear, wanted: Wanted, who: str) -> Saved:
    edit = open_learner(wanted.learner)
    if edit.row.of_id != of.pk:
        raise NotDone("The learner is not in the return of this year.")
    if edit.row.version != wanted.version:
        raise Overtaken(wanted.path)
    put(edit, wanted.path, wanted.new, wanted.old, who)
    return keep(edit, who, judge_now=False)
