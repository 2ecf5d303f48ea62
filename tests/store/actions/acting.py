"""Plan and carry out actions on learners in the store, export them, and judge the file as WMCA would."""

from datetime import date
from pathlib import Path
from typing import Any

from openlet.contracts.terms import Contracts
from openlet.facts.given import Given
from openlet.ilr.records import Learner, LearnerDestinationandProgression, LearningDelivery
from openlet.reports.pay import document as pay_document
from openlet.spec.years import Year, year_of
from openlet.store.actions import ACTIONS, Available, Plan, available
from openlet.store.documents import DESTINATIONS, Document, tree_of
from openlet.store.models import LearnerDocument
from openlet.store.services import Saved, add_learner, begin_year, carry_out, export_file
from tests import make
from tests.payments.reference import Thing
from tests.payments.settling import settled
from tests.store.keeping import ANN, document, row

ENDED = make.PLANNED_END
OFFERED, JOB = date(2024, 7, 19), date(2024, 7, 26)  # within the ILR year


def kept(*aims: LearningDelivery, of: str = "2023-24", progression: Any = None, **fields: Any) -> int:
    """The key of a learner in the store; without aims, with one continuing bootcamp aim that ends with July."""
    year = year_of(of)
    learner = make.learner(*(aims or (on_a_bootcamp(),)), **fields)
    saved = add_learner(begin_year(make.UKPRN, year), ANN, learner.LearnRefNumber or "", tree_of(learner, year))
    if progression is not None:
        content = document(saved.learner) | {DESTINATIONS: [{"_id": "d1"} | tree_of(progression, year)]}
        LearnerDocument.objects.filter(pk=saved.learner).update(content=content)
    return saved.learner


def on_a_bootcamp(**fields: Any) -> LearningDelivery:
    """A continuing bootcamp aim that is planned to end with July 2024."""
    return make.aim(**{"LearnPlanEndDate": make.PLANNED_END, **fields})


def year_kept(learner: int) -> Year:
    return year_of(str(LearnerDocument.objects.get(pk=learner).year))


def aims(learner: int) -> list[Document]:
    found: list[Document] = document(learner)["Learner"]["LearningDelivery"]
    return found


def planned(learner: int, name: str, at: int = 0, given: Given | None = None, **inputs: Any) -> Plan:
    """The plan of an action on the learner's aim at a position."""
    year = year_kept(learner)
    given = given or make.given(year=year.year)
    plan: Plan = ACTIONS[name].make(document(learner), year, aims(learner)[at]["_id"], given, **inputs)
    return plan


def acted(learner: int, name: str, at: int = 0, given: Given | None = None, **inputs: Any) -> Saved:
    """Plan an action and carry it out."""
    plan = planned(learner, name, at, given, **inputs)
    return carry_out(learner, plan.steps, row(learner).version, ANN, plan.reads)


def offer(learner: int, at: int = 0, given: Given | None = None) -> dict[str, Available]:
    """What is available for the aim at a position, by name."""
    year = year_kept(learner)
    listed = available(document(learner), year, aims(learner)[at]["_id"], given or make.given(year=year.year))
    return {one.action: one for one in listed}


def exported(tmp_path: Path, of: str = "2023-24", prepared: date = make.AS_OF) -> str:
    """The text of the exported file. Nobody may be left out of it."""
    done = export_file(tmp_path / "out", ANN, year_of(of), prepared)
    assert done.left_out == []
    return done.path.read_text(encoding="utf-8")


def paid(*texts: str, readings: str = "", as_of: date | None = None) -> Thing:
    """What WMCA would pay for exported files: the answer of ``openlet pay``."""
    answer: Thing = pay_document(settled(texts, Contracts((make.contract(readings),)), as_of=as_of))
    return answer


def codes(text: str, readings: str = "", of: str = "2023-24", as_of: date = make.AS_OF) -> set[str]:
    """The codes of every finding on an exported file."""
    records = [item.record for item in make.read(text)[1]]
    assert all(isinstance(record, Learner | LearnerDestinationandProgression) for record in records)
    return make.codes(records, make.given(readings, of, as_of))
