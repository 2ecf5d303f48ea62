"""A store for the tests of the pages that concern many learners, and the worker that runs their background work."""

import html
import re
from datetime import date

from openlet.ilr.records import Learner
from openlet.spec.years import Year, year_of
from openlet.store.cohorts import skeleton
from openlet.store.documents import tree_of
from openlet.store.models import Batch, Cohort, LearnerRow, Provider, ReturnYear
from openlet.store.services import (
    add_learner,
    begin_year,
    keep_cohort,
    keep_contract,
    set_provider,
    set_working_day,
)
from openlet.web.frame import who
from openlet.web.serving import run_worker
from tests import make

YEAR = year_of("2024-25")
DAY = date(2024, 10, 18)
START, END = "2024-09-16", "2024-12-06"
ULNS = (1000000027, 1000000035, 1000000043, 1000000051)


def open_store() -> ReturnYear:
    """A provider with a contract and the return of 2024-25, judged as of a day in it."""
    provider: Provider = set_provider(make.UKPRN, "Example Training Ltd")
    keep_contract(provider, "contract.toml", make.CONTRACT.encode(), who())
    set_working_day(provider, DAY)
    return begin_year(make.UKPRN, YEAR)


def learner(number: int = 0, **fields: object) -> Learner:
    """A learner of the cohort with nothing wrong."""
    aim = make.aim(LearnStartDate=date.fromisoformat(START), LearnPlanEndDate=date.fromisoformat(END), FundModel=38)
    usual = {
        "ULN": ULNS[number],
        "LearnRefNumber": f"L000{number + 1}",
        "LearnerEmploymentStatus": [make.status(since=date(2024, 9, 1))],
    }
    return make.learner(aim, **{**usual, **fields})


def add(one: Learner, year: Year = YEAR) -> int:
    of = begin_year(make.UKPRN, year)
    return add_learner(of, who(), one.LearnRefNumber or "", tree_of(one, year)).learner


def cohort(name: str = "Data, September 2024") -> Cohort:
    tree = skeleton(make.BOOTCAMP, START, END, "38")
    aim = tree["Learner"]["LearningDelivery"][0] | {"DelLocPostCode": "B1 3DW"}
    aim["LearningDeliveryFAM"] = [*aim["LearningDeliveryFAM"], {"LearnDelFAMType": "FFI", "LearnDelFAMCode": "1"}]
    kept: Cohort = keep_cohort(
        begin_year(make.UKPRN, YEAR), name, {"Learner": {"PlanLearnHours": "120", "LearningDelivery": [aim]}}, who()
    )
    return kept


def work() -> None:
    """Do the background work that waits."""
    run_worker(until_done=True)


def references() -> list[str]:
    rows = LearnerRow.objects.filter(deleted=None).order_by("LearnRefNumber")
    return list(rows.values_list("LearnRefNumber", flat=True))


def last_batch() -> Batch:
    found: Batch = Batch.objects.order_by("-pk")[0]
    return found


def hidden(page: str, name: str) -> str:
    """The value of a hidden field of a page, the last of its name."""
    found = re.findall(f'<input type="hidden" name="{name}" value="([^"]*)">', page)
    return html.unescape(str(found[-1]))
