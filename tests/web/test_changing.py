"""One planned value for many learners in the pages: who and what, the value, the preview, the deed, the undo."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from openlet.store.documents import without_ids
from openlet.store.models import LearnerDocument, LearnerRow
from openlet.store.services import keep_cohort, set_field
from openlet.web.frame import who
from tests import make
from tests.web.many import END, YEAR, add, cohort, hidden, last_batch, learner, open_store

AIM = "Learner/LearningDelivery/*"
PLANNED_END = f"set|{AIM}/LearnPlanEndDate"
ADD_DAM, TAKE_DAM = (f"{how}|{AIM}/LearningDeliveryFAM:DAM" for how in ("add", "take"))
HOURS = "set|Learner/PlanLearnHours"
ADDRESS = f"/{YEAR.code}/change-many"


@pytest.fixture(autouse=True)
def store(folder: object) -> None:
    open_store()


def two() -> list[int]:
    return [add(learner(0)), add(learner(1))]


def value_page(browser: Client, group: str, field: str, **more: Any) -> str:
    answer = browser.get(ADDRESS, {"group": group, "field": field, **more})
    assert answer.status_code == 200
    return str(answer.content.decode())


def preview(
    browser: Client, group: str, field: str, value: str, learners: list[int], status: int = 200, **more: Any
) -> str:
    sent = {"group": group, "field": field, "step": "preview", "value": value, "learner": learners, **more}
    answer = browser.post(ADDRESS, sent)
    assert answer.status_code == status, answer.content.decode()
    return str(answer.content.decode())


def do(browser: Client, shown: str, **more: Any) -> Any:
    """Confirm a preview, as the browser sends it."""
    names = ("group", "field", "step", "token", "versions", "value")
    sent = {name: hidden(shown, name) for name in names}
    if 'name="changed"' in shown:
        sent |= {"changed": hidden(shown, "changed")}
    return browser.post(ADDRESS, sent | more)


def planned_ends() -> list[str]:
    kept = LearnerDocument.objects.order_by("pk")
    return [str(one.content["Learner"]["LearningDelivery"][0].get("LearnPlanEndDate", "")) for one in kept]


def test_cohorts_bootcamps_and_planned_values_are_offered(browser: Client) -> None:
    kept = cohort()
    two()
    shown = browser.get(ADDRESS).content.decode()
    for text in (
        f'<option value="cohort:{kept.pk}">{kept.name}</option>',
        '<option value="bootcamp:Z0020001">All learners with Z0020001</option>',
        "Learning planned end date</option>",
        "Planned learning hours</option>",
        "Devolved area monitoring (DAM): add a code</option>",
        "Devolved area monitoring (DAM): take a code away</option>",
        "Provider specified info A</option>",
    ):
        assert text in shown
    assert "Learning actual end date</option>" not in shown
    assert "Devolved area monitoring (DAM) 1</option>" not in shown


def test_nothing_chosen_is_said(browser: Client) -> None:
    answer = browser.get(ADDRESS, {"group": "", "field": ""})
    assert answer.status_code == 422
    assert "Choose the learners and the value" in answer.content.decode()


def test_the_learners_of_a_cohort_are_ticked_with_what_they_have_now(browser: Client) -> None:
    kept = cohort()
    keys = two()
    add(learner(2, LearningDelivery=[make.aim()]))  # another start
    shown = value_page(browser, f"cohort:{kept.pk}", PLANNED_END)
    assert re.findall(r'name="learner" value="([0-9]+)" checked', shown) == [str(key) for key in keys]
    assert shown.count("06/12/2024") == 2
    assert "may be planned to end from 15 April 2024 to 31 July 2025" in shown


def test_a_preview_says_old_and_new_money_and_messages_and_saves_nothing(browser: Client) -> None:
    kept = cohort()
    keys = two()
    shown = preview(browser, f"cohort:{kept.pk}", PLANNED_END, "1 Sept 25", keys)
    assert "2 learners would be changed" in shown
    assert (shown.count("06/12/2024"), shown.count(">01/09/2025<")) == (2, 2)
    assert "New, WMCA would not pay:" in shown
    assert "M1: payable now to at risk" in shown
    rows = dict(re.findall(r'<th scope="row"[^>]*>([A-Z][a-z ]+)</th>.*?>(£[0-9,]+</td>.*?£[0-9,]+)<', shown))
    assert re.findall("£[0-9,]+", rows["Payable now"]) == ["£2,400", "£0"]
    assert re.findall("£[0-9,]+", rows["At risk"]) == ["£0", "£6,000"]
    assert planned_ends() == [END, END]


def test_the_change_is_done_named_and_undone_as_a_whole(browser: Client) -> None:
    kept = cohort()
    keys = two()
    shown = preview(browser, f"cohort:{kept.pk}", PLANNED_END, "13/12/2024", keys)
    done = do(browser, shown)
    assert done["Location"] == reverse("many_done", args=[YEAR.code, last_batch().pk])
    assert planned_ends() == ["2024-12-13"] * 2
    assert (
        "Learning planned end date changed to 13/12/2024 for 2 learners"
        in browser.get(done["Location"]).content.decode()
    )
    browser.post(reverse("many_undo", args=[YEAR.code, last_batch().pk]))
    assert planned_ends() == [END, END]
    kept.refresh_from_db()
    assert kept.tree["Learner"]["LearningDelivery"][0]["LearnPlanEndDate"] == END


def test_only_those_ticked_are_changed(browser: Client) -> None:
    kept = cohort()
    keys = two()
    do(browser, preview(browser, f"cohort:{kept.pk}", PLANNED_END, "13/12/2024", keys[:1]))
    assert planned_ends() == ["2024-12-13", END]


def test_the_template_changes_with_them_where_that_is_ticked_and_goes_back_with_the_undo(browser: Client) -> None:
    kept = cohort()
    keys = two()
    shown = preview(browser, f"cohort:{kept.pk}", PLANNED_END, "13/12/2024", keys)
    assert "Change the template of Data, September 2024 too" in shown
    do(browser, shown, template="yes")
    kept.refresh_from_db()
    assert kept.tree["Learner"]["LearningDelivery"][0]["LearnPlanEndDate"] == "2024-12-13"
    browser.post(reverse("many_undo", args=[YEAR.code, last_batch().pk]))
    kept.refresh_from_db()
    assert without_ids(kept.tree)["Learner"]["LearningDelivery"][0]["LearnPlanEndDate"] == END


def test_the_undo_leaves_a_template_alone_that_was_changed_again(browser: Client) -> None:
    kept = cohort()
    keys = two()
    do(browser, preview(browser, f"cohort:{kept.pk}", PLANNED_END, "13/12/2024", keys), template="yes")
    kept.refresh_from_db()
    keep_cohort(kept.of, "Renamed", kept.tree, who(), kept.pk)
    answer = browser.post(reverse("many_undo", args=[YEAR.code, last_batch().pk]))
    assert planned_ends() == [END, END]
    assert "Renamed: Its template was changed since" in browser.get(answer["Location"]).content.decode()
    kept.refresh_from_db()
    assert kept.tree["Learner"]["LearningDelivery"][0]["LearnPlanEndDate"] == "2024-12-13"


def test_a_learner_changed_since_the_preview_is_left_alone_and_named(browser: Client) -> None:
    kept = cohort()
    keys = two()
    shown = preview(browser, f"cohort:{kept.pk}", PLANNED_END, "13/12/2024", keys)
    set_field(keys[0], "Learner/GivenNames", "Else", "Person", "somebody else")
    done = do(browser, shown)
    assert planned_ends() == [END, "2024-12-13"]
    after = browser.get(done["Location"]).content.decode()
    assert "L0001: The record was changed after this preview was made" in after
    assert "changed to 13/12/2024 for 1 learner" in after


def test_a_learner_deleted_since_the_preview_is_named(browser: Client) -> None:
    from openlet.store.services import delete_learner

    kept = cohort()
    keys = two()
    shown = preview(browser, f"cohort:{kept.pk}", PLANNED_END, "13/12/2024", keys)
    delete_learner(keys[0], "somebody else")
    done = do(browser, shown)
    assert "L0001: That learner was deleted" in browser.get(done["Location"]).content.decode()


def test_a_value_that_everybody_has_changes_nobody(browser: Client) -> None:
    kept = cohort()
    keys = two()
    shown = preview(browser, f"cohort:{kept.pk}", PLANNED_END, "6 December 2024", keys)
    assert "0 learners would be changed" in shown
    assert "2 learners have it like that already: L0001, L0002" in shown
    assert 'name="token"' not in shown


def test_a_code_is_added_and_taken_away_for_learners_chosen_from_the_list(browser: Client) -> None:
    keys = two()
    asked = browser.get(ADDRESS, {"only": keys}).content.decode()
    assert "2 learners chosen from the list" in asked
    assert '<option value="bootcamp:Z0020001">Their bootcamp Z0020001</option>' in asked
    shown = preview(browser, "bootcamp:Z0020001", ADD_DAM, "DAM 001", keys, only=keys)
    done = do(browser, shown, only=keys)
    assert "Devolved area monitoring (DAM) 001 added for 2 learners" in browser.get(done["Location"]).content.decode()
    assert "023, 001" in value_page(browser, "bootcamp:Z0020001", TAKE_DAM, only=keys)
    do(browser, preview(browser, "bootcamp:Z0020001", TAKE_DAM, "1", keys, only=keys), only=keys)
    assert "023, 001" not in value_page(browser, "bootcamp:Z0020001", TAKE_DAM, only=keys)


def test_a_value_is_taken_away_only_where_that_is_asked_for(browser: Client) -> None:
    kept = cohort()
    keys = two()
    assert "Enter the new value" in preview(browser, f"cohort:{kept.pk}", HOURS, "", keys, status=422)
    shown = preview(browser, f"cohort:{kept.pk}", HOURS, "", keys, clear="yes")
    done = do(browser, shown, clear="yes")
    assert "Planned learning hours taken away for 2 learners" in browser.get(done["Location"]).content.decode()
    assert all("PlanLearnHours" not in one.content["Learner"] for one in LearnerDocument.objects.all())


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        (PLANNED_END, "31/02/2025", "31/02/2025 cannot stand in Learning planned end date"),
        (HOURS, "many", "many cannot stand in Planned learning hours"),
        (PLANNED_END, " ", "Enter the new value"),
    ],
)
def test_a_value_that_cannot_be_meant_is_refused_and_stays_in_the_box(
    browser: Client, field: str, value: str, words: str
) -> None:
    kept = cohort()
    shown = preview(browser, f"cohort:{kept.pk}", field, value, two(), status=422)
    assert words in shown
    assert f'name="value" type="text" spellcheck="false" value="{value}"' in shown


def test_nobody_ticked_is_said(browser: Client) -> None:
    kept = cohort()
    two()
    assert "Choose at least one learner" in preview(browser, f"cohort:{kept.pk}", HOURS, "90", [], status=422)


def test_confirming_twice_changes_once(browser: Client) -> None:
    kept = cohort()
    shown = preview(browser, f"cohort:{kept.pk}", HOURS, "90", two())
    do(browser, shown)
    again = do(browser, shown)
    assert again.status_code == 422
    assert "done already" in again.content.decode()
    assert {row.version for row in LearnerRow.objects.all()} == {2}


def test_a_confirmation_without_its_token_does_nothing(browser: Client) -> None:
    kept = cohort()
    answer = do(browser, preview(browser, f"cohort:{kept.pk}", HOURS, "90", two()), token="")
    assert answer.status_code == 422
    assert "too old" in answer.content.decode()


def test_a_cohort_without_learners_says_so(browser: Client) -> None:
    assert "Nobody is meant" in value_page(browser, f"cohort:{cohort().pk}", HOURS)


@pytest.mark.parametrize("sent", [{"group": "cohort:999"}, {"cohort": "999"}])
def test_a_cohort_that_is_not_there_has_no_page(browser: Client, sent: dict[str, str]) -> None:
    assert browser.get(ADDRESS, {"field": HOURS, **sent}).status_code == 404


def test_an_unknown_value_is_asked_for_again(browser: Client) -> None:
    kept = cohort()
    answer = browser.get(ADDRESS, {"group": f"cohort:{kept.pk}", "field": "set|Learner/ULN"})
    assert answer.status_code == 422
