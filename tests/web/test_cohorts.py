"""The pages of cohorts: the list, a template from the contract or from a learner, saving, ending."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from openlet.store.documents import without_ids
from openlet.store.models import Cohort
from openlet.store.services import keep_cohort
from tests import make
from tests.web.many import END, START, YEAR, add, cohort, hidden, learner, open_store

AIM = "Learner/LearningDelivery/*"


@pytest.fixture(autouse=True)
def store(folder: object) -> None:
    open_store()


def page(browser: Client, name: str, *arguments: int, **query: str) -> str:
    answer = browser.get(reverse(name, args=[YEAR.code, *arguments]), query)
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def sent(browser: Client, kept: Cohort, **changed: str) -> Any:
    """The form of a cohort sent in with something changed, as the browser sends it."""
    address = reverse("cohort", args=[YEAR.code, kept.pk])
    shown = browser.get(address).content.decode()
    return browser.post(address, {"name": kept.name, "changed": hidden(shown, "changed"), **changed})


def test_the_list_names_each_cohort_with_bootcamp_dates_and_learners(browser: Client) -> None:
    kept = cohort()
    add(learner())
    shown = page(browser, "cohorts")
    for text in (kept.name, "Z0020001", "16 September 2024", "6 December 2024", "Open"):
        assert text in shown
    assert '<td class="govuk-table__cell govuk-table__cell--numeric">1</td>' in shown
    assert reverse("cohort_enrol", args=[YEAR.code, kept.pk]) in shown


def test_learners_of_another_start_do_not_count(browser: Client) -> None:
    cohort()
    add(learner(LearningDelivery=[make.aim()]))
    assert '<td class="govuk-table__cell govuk-table__cell--numeric">0</td>' in page(browser, "cohorts")


def test_an_empty_return_has_no_cohorts(browser: Client) -> None:
    assert "No cohort is kept yet" in page(browser, "cohorts")


def test_the_bootcamps_of_the_contract_are_offered_with_price_and_windows(browser: Client) -> None:
    shown = page(browser, "cohort_new")
    for text in (
        "Z0020001, Example data bootcamp",
        "£3,000.00 for a learner",
        "from 1 April 2024 to 31 March 2025",
        "from 15 April 2024 to 31 July 2025",
        "from 1 April 2024 to 31 January 2025",
    ):
        assert text in shown


def test_a_template_from_the_contract_begins_with_what_wmca_wants(browser: Client) -> None:
    shown = page(browser, "cohort_new", bootcamp="Z0020001", start="16 Sept 24", planned_end="6/12/24")
    assert 'value="Example data bootcamp, September 2024"' in shown
    for text in ('value="16/09/2024"', 'value="06/12/2024"', 'value="112"', 'value="023"'):
        assert text in shown
    assert '<option value="38" selected>' in shown
    assert "is blank" not in shown  # what is empty on a new form is no fault yet


def test_a_new_cohort_is_kept_and_says_what_is_missing(browser: Client) -> None:
    address = reverse("cohort_new", args=[YEAR.code])
    values = {f"{AIM}/LearnAimRef": "Z0020001", f"{AIM}/LearnStartDate": "16/9/24", f"{AIM}/FundModel": "38"}
    answer = browser.post(address, {"name": "Data", **values})
    kept = Cohort.objects.get()
    assert answer["Location"] == reverse("cohort", args=[YEAR.code, kept.pk]) + "?done=new"
    assert without_ids(kept.tree)["Learner"]["LearningDelivery"][0]["LearnStartDate"] == "2024-09-16"
    assert kept.tree["Learner"]["LearningDelivery"][0]["_id"] != "*"
    shown = browser.get(answer["Location"]).content.decode()
    assert "The cohort was saved" in shown
    assert "The delivery location postcode is blank" in shown
    assert "WMCA would not pay" in shown


def test_a_cohort_without_a_name_is_not_kept_and_nothing_typed_is_lost(browser: Client) -> None:
    answer = browser.post(
        reverse("cohort_new", args=[YEAR.code]),
        {"name": " ", f"{AIM}/LearnAimRef": "Z0020002", f"{AIM}/LearnStartDate": "soon"},
    )
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "A cohort needs a name" in shown
    assert 'value="Z0020002"' in shown
    assert 'value="soon"' in shown
    assert not Cohort.objects.exists()


def test_the_same_name_twice_is_refused(browser: Client) -> None:
    cohort("Data")
    answer = browser.post(reverse("cohort_new", args=[YEAR.code]), {"name": "Data"})
    assert answer.status_code == 422
    assert "There is a cohort Data already" in answer.content.decode()


def test_saving_changes_the_template_and_leaves_learners_alone(browser: Client) -> None:
    kept = cohort()
    add(learner())
    answer = sent(browser, kept, **{"Learner/PlanLearnHours": "140", f"{AIM}/DelLocPostCode": "b2 2bb"})
    assert answer.status_code == 302
    kept.refresh_from_db()
    assert kept.tree["Learner"]["PlanLearnHours"] == "140"
    aim = without_ids(kept.tree)["Learner"]["LearningDelivery"][0]
    assert (aim["DelLocPostCode"], aim["LearnPlanEndDate"], aim["AimSeqNumber"]) == ("B2 2BB", END, "1")
    shown = page(browser, "cohort", kept.pk)
    assert "1 learner with this bootcamp and start" in shown
    assert "Invented" in shown


def test_a_cohort_that_somebody_changed_meanwhile_is_not_overwritten(browser: Client) -> None:
    kept = cohort()
    address = reverse("cohort", args=[YEAR.code, kept.pk])
    seen = hidden(browser.get(address).content.decode(), "changed")
    keep_cohort(kept.of, kept.name, kept.tree, "somebody else", kept.pk)
    answer = browser.post(address, {"name": "Mine", "changed": seen, "Learner/PlanLearnHours": "140"})
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "was changed since you opened this page" in shown
    assert 'value="140"' in shown
    kept.refresh_from_db()
    assert (kept.name, kept.tree["Learner"]["PlanLearnHours"]) == ("Data, September 2024", "120")


def test_a_page_that_does_not_say_what_it_started_from_is_refused(browser: Client) -> None:
    kept = cohort()
    answer = browser.post(reverse("cohort", args=[YEAR.code, kept.pk]), {"name": "Mine"})
    assert answer.status_code == 422
    assert "The page was too old" in answer.content.decode()


def test_a_learners_bootcamp_becomes_a_template_without_what_is_the_learners_own(browser: Client) -> None:
    add(learner())
    shown = page(browser, "cohort_new", learner="L0001")
    assert 'value="16/09/2024"' in shown
    assert 'value="120"' in shown
    assert "Invented" not in shown
    assert str(make.ULN) not in shown


def test_of_a_learner_with_two_bootcamps_one_is_chosen(browser: Client) -> None:
    two = [make.aim(), make.aim(LearnAimRef="Z0020002", AimSeqNumber=2)]
    add(learner(LearningDelivery=two))
    shown = page(browser, "cohort_new", learner="L0001")
    assert "Which aim of learner L0001?" in shown
    assert shown.count("&amp;aim=") == 2


@pytest.mark.parametrize("reference", ["L0099", ""])
def test_a_learner_who_is_not_there_is_said(browser: Client, reference: str) -> None:
    answer = browser.get(reverse("cohort_new", args=[YEAR.code]), {"learner": reference})
    assert answer.status_code == 422
    assert "There is no learner" in answer.content.decode()


def test_a_cohort_is_ended_and_opened_again(browser: Client) -> None:
    kept = cohort()
    address = reverse("cohort_end", args=[YEAR.code, kept.pk])
    assert "ended" in browser.post(address, {"ended": "yes"})["Location"]
    assert "Ended" in page(browser, "cohorts")
    assert reverse("cohort_enrol", args=[YEAR.code, kept.pk]) not in page(browser, "cohorts")
    assert kept.name not in page(browser, "learner_new")
    browser.post(address, {"ended": "no"})
    kept.refresh_from_db()
    assert not kept.ended


def test_a_new_learner_of_a_cohort_has_a_record_of_its_own(browser: Client) -> None:
    kept = cohort()
    answer = browser.post(reverse("learner_new", args=[YEAR.code]), {"cohort": kept.pk, "LearnRefNumber": "L0001"})
    shown = browser.get(answer["Location"])
    assert shown.status_code == 200
    from openlet.store.models import LearnerDocument

    aim = LearnerDocument.objects.get().content["Learner"]["LearningDelivery"][0]
    assert (aim["LearnStartDate"], aim["AimSeqNumber"]) == (START, "1")
    assert aim["_id"] not in (kept.tree["Learner"]["LearningDelivery"][0]["_id"], "*")


@pytest.mark.parametrize("name", ["cohort", "cohort_enrol"])
def test_a_cohort_that_is_not_there_has_no_page(browser: Client, name: str) -> None:
    assert browser.get(reverse(name, args=[YEAR.code, 999])).status_code == 404


def test_the_pages_work_without_a_contract(browser: Client) -> None:
    from openlet.store.models import KeptContract

    kept = cohort()
    KeptContract.objects.all().delete()
    assert "No contract is kept yet" in page(browser, "cohort_new")
    assert kept.name in page(browser, "cohort", kept.pk)


def test_what_is_typed_is_shown_as_text(browser: Client) -> None:
    kept = cohort("<script>alert(1)</script>")
    assert "<script>alert" not in page(browser, "cohort", kept.pk)
    assert "<script>alert" not in page(browser, "cohorts")
