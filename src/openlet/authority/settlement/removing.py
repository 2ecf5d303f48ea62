"""Retention of settlements: the run folders of old ones are removed; and what is kept of one person is told.

What was found on learners goes with the run folder. Figures, payments, decisions and the ledger stay.
"""

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

from openlet.authority import ledger
from openlet.authority.models import Settlement
from openlet.authority.settlement.running import findings_of, folder_of
from openlet.authority.settlement_models import APPROVED, FAILED, GIVEN_UP
from openlet.team.retention import Counts, Mentions, Place

OVER = (APPROVED, GIVEN_UP, FAILED)


def purge(before: date, do: bool = False) -> Counts:
    """How many settlements that were begun before a day and are over have a run folder; ``do``: remove them."""
    morning = datetime.combine(before, time(), UTC)
    old = Settlement.objects.filter(started_at__lt=morning, state__in=OVER, removed_at=None, again="")
    found = [key for key in old.order_by("pk").values_list("pk", flat=True) if folder_of(key).exists()]
    for key in found if do else ():
        Settlement.objects.filter(pk=key).update(removed_at=datetime.now(UTC))
        shutil.rmtree(folder_of(key), ignore_errors=True)
    return {"run folders of settlements": len(found)}


def settled_of_person(UKPRN: int, ULNs: set[str], references: set[str]) -> Mentions:
    """What settlements found on a person, as far as that is kept, and what the ledger holds."""
    return [*_found(UKPRN, ULNs, references), *_moved(UKPRN, ULNs, references)]


def _found(UKPRN: int, ULNs: set[str], references: set[str]) -> Iterator[dict[str, Any]]:
    numbers = [int(one) for one in sorted(ULNs) if one.isdecimal()]
    marks = [", ".join("?" * len(each)) for each in (numbers, references)]
    where = f"UKPRN = ? AND (ULN IN ({marks[0]}) OR LearnRefNumber IN ({marks[1]}))"
    values = (UKPRN, *numbers, *sorted(references))
    for one in Settlement.objects.defer("fixed").exclude(document_sha256="").order_by("pk"):
        kept = findings_of(one)
        rows = kept.rows("milestone", where, values, "milestone", 0, -1) if kept.is_there else []
        if rows:
            yield {"settlement": one.pk, "as_of": one.as_of, "milestones": rows}


def _moved(UKPRN: int, ULNs: set[str], references: set[str]) -> Iterator[dict[str, Any]]:
    for line in ledger.lines():
        written = json.loads(line)
        for one in written["movements"]:
            is_theirs = str(one["ULN"]) in ULNs or one["LearnRefNumber"] in references
            if one["UKPRN"] == UKPRN and is_theirs:
                yield {"ledger_line": written["hash"], "recorded_at": written["recorded_at"], "movement": one}


PLACE = Place("Settlements of the authority", purge, settled_of_person)
