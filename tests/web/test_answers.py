"""The answers beside a learner while nobody can be judged: nothing old is shown, and nothing is called good."""

from pathlib import Path

import pytest
from django.test import Client

from openlet.store.models import LearnerRow, Provider
from openlet.store.services import set_dont_export
from openlet.store.services.editing import now_utc
from openlet.web.answers import CANNOT_SAY, NO, YES, answers, found_on
from openlet.web.frame import who
from tests import make
from tests.web.many import add, learner, open_store
from tests.web.pages import said


@pytest.fixture(autouse=True)
def key(folder: Path) -> int:
    open_store()
    return add(learner())


def row(key: int) -> LearnerRow:
    found: LearnerRow = LearnerRow.objects.select_related("of__provider").get(pk=key)
    return found


def break_contract() -> None:
    """A contract is kept whose own table of areas is gone."""
    text = make.CONTRACT + '[reference]\narea_lookup = "gone.csv"\n'
    Provider.objects.get().contracts.create(file_name="contract.toml", text=text, who=who(), when=now_utc())


def answered(key: int) -> list[str]:
    kept = row(key)
    return [one.answer for one in answers(kept, found_on(kept))]


def test_whoever_can_be_judged_gets_an_answer_to_each_question(key: int) -> None:
    found = answered(key)
    assert (found[0], found[1], found[3]) == (YES, YES, YES)


def test_while_the_contract_cannot_be_read_it_is_said_and_nothing_is_called_good(browser: Client, key: int) -> None:
    assert "Milestone 1" in said(browser.get(f"/learner/{key}/"))
    break_contract()
    assert answered(key) == [CANNOT_SAY, YES, CANNOT_SAY, CANNOT_SAY]
    page = browser.get(f"/learner/{key}/")
    assert page.status_code == 200
    assert "gone.csv" in said(page)
    assert "£" not in said(page)


def test_what_is_sure_is_said_all_the_same(key: int) -> None:
    break_contract()
    set_dont_export(key, True, who())
    assert answered(key)[0] == NO
