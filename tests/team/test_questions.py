"""How often a page asks the database: each question costs every one of twenty people a turn."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from openlet.invented.example import UKPRN as NORTH
from openlet.store.models import LearnerRow
from openlet.store.whose import store_of
from tests.team.people import People

PATH = "Learner/AddLine4"
IN_PAGE = {"hx-request": "true"}
Save = Callable[[str, str], list[str]]


@pytest.fixture
def save(people: People) -> Iterator[Save]:
    """Save a box of a learner, and what was asked of the database for it; the box is emptied in the end."""
    stands = [""]
    with store_of(NORTH):
        learner = LearnerRow.objects.filter(deleted=None, document__content__Learner__AddLine4__isnull=True).first()
    assert learner is not None

    def done(text: str, base: str) -> list[str]:
        box = {"path": PATH, "tab": "learner", "aim": "", "value": text, "base": base}
        with CaptureQueriesContext(connection) as asked:
            answer = people("editor").post(f"/{NORTH}/learner/{learner.pk}/save", box, headers=IN_PAGE)
        assert answer.status_code == 200
        stands[0] = text
        return [one["sql"] for one in asked.captured_queries]

    yield done
    done("", stands[0])


def test_a_save_asks_few_questions_and_decides_on_what_it_has_read_in_its_transaction(save: Save) -> None:
    save("first", "")  # the day begins, and the work list is brought in step
    asked = save("second", "first")
    assert len(asked) <= 21, "\n".join(asked)
    within = "\n".join(asked[asked.index("BEGIN") : asked.index("COMMIT")])
    for table in ("learnerrow", "learnerdocument", "keptcontract", "returndate"):
        assert re.search(rf'SELECT .*"store_{table}"', within), table


@pytest.mark.parametrize(
    ("address", "most"),
    [("/2425/learners/", 16), ("/2425/learners/?q=a", 16), ("/2425/", 20)],
)
def test_a_page_asks_few_questions(people: People, address: str, most: int) -> None:
    browser = people("reader")
    assert browser.get(f"/{NORTH}{address}").status_code == 200
    with CaptureQueriesContext(connection) as asked:
        browser.get(f"/{NORTH}{address}")
    assert len(asked) <= most, "\n".join(one["sql"][:150] for one in asked.captured_queries)
