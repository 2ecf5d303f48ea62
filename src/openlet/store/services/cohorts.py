"""Cohorts: what the learners of one bootcamp have in common, kept once."""

from openlet.spec.years import year_of
from openlet.store.documents import Document, checked, with_ids
from openlet.store.models import Cohort, ReturnYear
from openlet.store.refusals import NotDone
from openlet.store.services.editing import now_utc, refuse_texts, whole


@whole
def keep_cohort(of: ReturnYear, name: str, tree: Document, who: str, cohort: int | None = None) -> Cohort:
    """Keep a cohort under a name, a new one or another state of a known one. Raises ``NotDone``.

    ``tree`` is part of a learner's document: the fields of the learner and the learning deliveries they all have.
    """
    name = name.strip()
    if not name:
        raise NotDone("A cohort needs a name. Enter one, such as Data bootcamp, May 2024.")
    if Cohort.objects.filter(of=of, name=name).exclude(pk=cohort).exists():
        raise NotDone(f"There is a cohort {name} already. Choose another name.")
    made = with_ids(tree)
    checked(made, year_of(str(of.year)))
    refuse_texts(made)
    kept = Cohort.objects.filter(of=of, pk=cohort).first() or Cohort(of=of)
    kept.name, kept.tree, kept.who, kept.changed = name, made, who, now_utc()
    kept.save()
    return kept
