"""Pages are drawn by several threads: what is worked out once may be worked out twice at the very first requests."""

from datetime import date
from pathlib import Path

import pytest

from openlet.spec.screens import screen_sections
from openlet.spec.years import year_of
from openlet.store.documents import LEARNER, Document, with_ids
from openlet.web.forms import plans, sections
from tests.running import python

DAY = date(2024, 10, 18)


@pytest.mark.parametrize("name", ["2023-24", "2024-25"])
def test_a_form_has_all_its_sections_though_two_threads_read_their_table_at_once(name: str) -> None:
    year = year_of(name)
    document: Document = {LEARNER: with_ids({"LearnRefNumber": "L0001"})}
    whole = sections.learner_form(document, year, DAY)
    for kept in (screen_sections, plans.plan, sections._sections):
        kept.cache_clear()  # as at the start of the program
    plans.plan("Learner", year)  # one thread has read the table and uses what it read
    screen_sections.cache_clear()  # another one read it too, and its answer is the one that is kept
    assert sections.learner_form(document, year, DAY) == whole
    assert len(whole.sections) > 5


def test_the_years_are_there_before_any_thread_can_ask_for_them(tmp_path: Path) -> None:
    code = "from openlet.spec.years import years; known = years.cache_info(); print(known.currsize, known.hits)"
    assert python(code, tmp_path) == "1 0\n"
