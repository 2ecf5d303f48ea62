"""What several tests of the store do."""

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

from openlet.ilr.opening import Source
from openlet.ilr.records import Learner, LearnerDestinationandProgression
from openlet.spec.years import Year, year_of
from openlet.store.documents import Document, Operation, replay, tree_of
from openlet.store.models import Change, LearnerDocument, LearnerRow, ReturnYear
from openlet.store.services import Imported, Saved, add_learner, begin_year, import_file
from tests import make

ANN, BOB = "ann", "bob"
YEAR = year_of("2023-24")
AIMS = "Learner/LearningDelivery"


def year() -> ReturnYear:
    return begin_year(make.UKPRN, YEAR)


def kept(learner: Learner | None = None, reference: str = "") -> Saved:
    """A learner added to the store."""
    return add_learner(year(), ANN, reference, tree_of(learner or make.learner(), YEAR))


def document(learner: int) -> Document:
    content: Document = LearnerDocument.objects.get(pk=learner).content
    return content


def row(learner: int) -> LearnerRow:
    found: LearnerRow = LearnerRow.objects.get(pk=learner)
    return found


def documents() -> dict[str, Document]:
    rows = LearnerRow.objects.filter(deleted=None).select_related("document")
    return {one.LearnRefNumber: one.document.content for one in rows}


def aim_path(learner: int, position: int = 0) -> str:
    return f"{AIMS}/{document(learner)['Learner']['LearningDelivery'][position]['_id']}"


def replayed(learner: int, of: Year = YEAR) -> Document:
    """The document that the learner's change log makes."""
    changes = Change.objects.filter(learner_id=learner).order_by("pk")
    return replay((Operation(one.action, one.path, one.old, one.new, one.position) for one in changes), of)


def file(
    *records: Learner | LearnerDestinationandProgression,
    of: str = "2023-24",
    name: str = "test.xml",
    ukprn: int = make.UKPRN,
    **changed: str,
) -> Source:
    """A file with these records; ``changed`` are texts of elements to put in the place of others."""
    text = make.xml(records, of, date(2024, 8, 20), ukprn)
    for old, new in changed.items():
        text = text.replace(old, new)
    return Source(name, None, text.encode())


def imported(*records: Any, **how: Any) -> Imported:
    return import_file(file(*records, **how), ANN)


def program(folder: Path, code: str) -> "subprocess.Popen[str]":
    """Another process with the same store open."""
    opened = f"from pathlib import Path\nfrom openlet.store.start import start\nstart(Path({str(folder)!r}))\n"
    return subprocess.Popen(
        [sys.executable, "-c", opened + code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
