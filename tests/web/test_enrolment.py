"""A table is pasted, shown as it is read with what is wrong beside each cell, enrolled, and that undone."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from openlet.store.documents import without_ids
from openlet.store.models import Batch, LearnerRow, LearnerState
from openlet.store.services import end_cohort, keep_cohort, keep_contract, set_field
from openlet.store.services.judged_rows import BATCH
from openlet.web.frame import who
from openlet.web.views.enrolment import FILLING_WORDS
from tests import make
from tests.web.many import YEAR, add, cohort, hidden, last_batch, learner, open_store, references, work

HEAD = "First name\tSurname\tDOB\tSex\tULN\tNI number\tEthnicity\tAddress\tPostcode\tLLDD\tPriorLevel\tEmpStat\tLOU\n"
ANN = "Ann\tLee\t1/2/90\tFemale\t1000 000 027\tAB123456C\t31\t1 Example Street\tb1 1aa\t2\t5\t11\t2\n"
BOB = "Bob\tRay\t3 Apr 91\tM\t1000000035\tAB123457C\t31\t2 Example Street\tB1 1AA\t2\t5\t11\t2\n"
FILL = list(FILLING_WORDS)


@pytest.fixture(autouse=True)
def store(folder: object) -> None:
    open_store()


def address(kept: Any) -> str:
    return str(reverse("cohort_enrol", args=[YEAR.code, kept.pk]))


def preview(browser: Client, kept: Any, table: str, status: int = 200, fill: list[str] = FILL) -> str:
    answer = browser.post(address(kept), {"step": "preview", "table": table, "fill": fill})
    assert answer.status_code == status
    return str(answer.content.decode())


def enrol(browser: Client, kept: Any, table: str, rows: list[int], shown: str = "") -> Any:
    """Confirm a preview, as the browser sends it."""
    shown = shown or preview(browser, kept, table)
    return browser.post(
        address(kept),
        {
            "step": "enrol",
            "token": hidden(shown, "token"),
            "changed": hidden(shown, "changed"),
            "table": table,
            "fill": FILL,
            "row": rows,
        },
    )


def ticked(shown: str) -> list[int]:
    """The rows that are ticked in a preview."""
    import re

    return [int(one) for one in re.findall(r'name="row" value="([0-9]+)" checked', shown)]


def test_the_page_says_which_headings_are_understood(browser: Client) -> None:
    shown = browser.get(address(cohort())).content.decode()
    assert "GivenNames\tFamilyName\tDateOfBirth\tSex\tULN" in shown
    assert "FamilyName: Family name (or Surname, Last name)" in shown
    assert all(words.replace("'", "&#39;") in shown for words in FILLING_WORDS.values())


def test_two_rows_with_nothing_wrong_are_enrolled_with_everything(browser: Client) -> None:
    kept = cohort()
    shown = preview(browser, kept, HEAD + ANN + BOB)
    assert "2 rows" in shown
    assert ticked(shown) == [1, 2]
    for text in ("01/02/1990", "Thursday 1 February 1990", "1000000027", "B1 1AA", "15/09/2024", "filled in"):
        assert text in shown
    assert "openlet-message--" not in shown
    answer = enrol(browser, kept, HEAD + ANN + BOB, [1, 2], shown)
    assert answer["Location"] == reverse("many_done", args=[YEAR.code, last_batch().pk])
    assert references() == ["L0001", "L0002"]
    for row in LearnerRow.objects.select_related("state"):
        assert (row.state.gaps, row.state.errors, row.state.no_pay, row.faults) == (0, 0, 0, 0)
        assert row.state.payable == 120_000
    first = without_ids(LearnerRow.objects.get(LearnRefNumber="L0001").document.content)["Learner"]
    assert first["LearnerEmploymentStatus"][0]["DateEmpStatApp"] == "2024-09-15"
    assert (first["PostcodePrior"], first["LearningDelivery"][0]["LSDPostcode"]) == ("B1 1AA", "B1 1AA")


def test_the_preview_saves_nothing(browser: Client) -> None:
    preview(browser, cohort(), HEAD + ANN)
    assert references() == []


def test_what_is_wrong_stands_in_its_cell_and_the_row_can_be_enrolled_all_the_same(browser: Client) -> None:
    kept = cohort()
    wrong = ANN.replace("1/2/90", "31/02/1990").replace("1000 000 027", "1000000028").replace("b1 1aa", "B98 8AA")
    shown = preview(browser, kept, HEAD + wrong)
    cells = shown.split('id="row-1"')[1].split("</tr>")[0].split("<td ")
    assert "31/02/1990, which is not a day" in cells[3]
    assert "temporary or not a valid ULN" in shown
    assert "DAM 001" in shown
    assert ticked(shown) == [1]
    enrol(browser, kept, HEAD + wrong, [1], shown)
    document = LearnerRow.objects.get().document.content["Learner"]
    assert document["DateOfBirth"] == "31/02/1990"


def test_what_is_missing_from_the_whole_table_is_said_once(browser: Client) -> None:
    shown = preview(browser, cohort(), "First name\tSurname\nAnn\tLee\nBob\tRay\n")
    assert "Of every row" in shown
    assert shown.count("The ethnicity is blank") == 1


def test_a_uln_that_somebody_has_leaves_the_row_unticked_and_names_the_learner(browser: Client) -> None:
    add(learner(0))
    kept = cohort()
    shown = preview(browser, kept, HEAD + ANN + BOB)
    assert "Learner L0001 has this ULN already." in shown
    assert ticked(shown) == [2]
    enrol(browser, kept, HEAD + ANN + BOB, [2], shown)
    assert references() == ["L0001", "L0002"]


def test_the_same_uln_twice_in_the_table_leaves_the_second_row_unticked(browser: Client) -> None:
    shown = preview(browser, cohort(), HEAD + ANN + BOB.replace("1000000035", "1000000027"))
    assert "Row 1 has the same ULN." in shown
    assert ticked(shown) == [1]


def test_the_temporary_uln_is_no_repetition(browser: Client) -> None:
    table = HEAD + ANN.replace("1000 000 027", "9999999999") + BOB.replace("1000000035", "9999999999")
    assert ticked(preview(browser, cohort(), table)) == [1, 2]


def test_a_reference_that_is_used_cannot_be_enrolled(browser: Client) -> None:
    add(learner(1))  # L0002
    kept = cohort()
    table = "LearnRefNumber\tSurname\nL0002\tLee\nL0009\tRay\n"
    shown = preview(browser, kept, table)
    assert "Row 1 cannot be enrolled: LearnRefNumber L0002 is used already" in shown
    assert ticked(shown) == [2]
    answer = enrol(browser, kept, table, [1, 2], shown)
    assert answer.status_code == 422
    assert "Nobody was enrolled. row 1: LearnRefNumber L0002 is used already" in answer.content.decode()
    assert references() == ["L0002"]


def test_a_column_that_means_nothing_is_named(browser: Client) -> None:
    shown = preview(browser, cohort(), "Surname\tFirst name\tShoe size\nLee\tAnn\t39\n")
    assert "the column headed Shoe size" in shown


@pytest.mark.parametrize(
    ("table", "words"),
    [("", "Nothing was pasted"), (HEAD, "Only the row of headings"), ("Surname\tLast name\nLee\tLee\n", "both are")],
)
def test_a_text_that_is_no_table_is_refused_and_kept_in_the_box(browser: Client, table: str, words: str) -> None:
    shown = preview(browser, cohort(), table, status=422)
    assert words in shown
    assert "aria-describedby" in shown.split('id="table"')[1].split(">")[0]
    assert table.partition("\t")[0] in shown


def test_nobody_chosen_is_said(browser: Client) -> None:
    kept = cohort()
    answer = enrol(browser, kept, HEAD + ANN, [])
    assert answer.status_code == 422
    assert "choose at least one row" in answer.content.decode()


def test_confirming_twice_enrols_once(browser: Client) -> None:
    kept = cohort()
    shown = preview(browser, kept, HEAD + ANN)
    enrol(browser, kept, HEAD + ANN, [1], shown)
    answer = enrol(browser, kept, HEAD + ANN, [1], shown)
    assert answer.status_code == 422
    assert "That was done already" in answer.content.decode()
    assert references() == ["L0001"]


def test_a_template_changed_since_the_preview_enrols_nobody(browser: Client) -> None:
    kept = cohort()
    shown = preview(browser, kept, HEAD + ANN)
    keep_cohort(kept.of, kept.name, kept.tree, "somebody else", kept.pk)
    answer = enrol(browser, kept, HEAD + ANN, [1], shown)
    assert answer.status_code == 422
    assert "changed since you opened this page" in answer.content.decode()
    assert references() == []


def test_nobody_is_enrolled_on_a_cohort_that_has_ended(browser: Client) -> None:
    kept = cohort()
    end_cohort(kept.of, kept.pk)
    shown = preview(browser, kept, HEAD + ANN)
    assert "This cohort has ended" in shown
    assert "Enrol the rows" not in shown
    assert enrol(browser, kept, HEAD + ANN, [1], shown).status_code == 422
    assert references() == []


def test_the_result_names_each_learner_and_is_undone_as_a_whole(browser: Client) -> None:
    kept = cohort()
    done = enrol(browser, kept, HEAD + ANN + BOB, [1, 2])
    shown = browser.get(done["Location"]).content.decode()
    assert "2 learners enrolled on Data, September 2024" in shown
    for row in LearnerRow.objects.all():
        assert reverse("learner", args=[row.pk]) in shown
    undo = reverse("many_undo", args=[YEAR.code, last_batch().pk])
    answer = browser.post(undo)
    assert references() == []
    after = browser.get(answer["Location"]).content.decode()
    assert "Undone on" in after
    assert after.count("Deleted</strong>") == 2
    again = browser.post(undo)
    assert again.status_code == 422
    assert "undone already" in again.content.decode()


def test_undoing_names_who_was_changed_since(browser: Client) -> None:
    kept = cohort()
    enrol(browser, kept, HEAD + ANN + BOB, [1, 2])
    first = LearnerRow.objects.get(LearnRefNumber="L0001")
    set_field(first.pk, "Learner/AddLine2", "Example Town", "", who())
    answer = browser.post(reverse("many_undo", args=[YEAR.code, last_batch().pk]))
    shown = browser.get(answer["Location"]).content.decode()
    assert "L0001: The learner has been changed since" in shown
    assert references() == ["L0001"]


def test_somebody_elses_enrolment_has_no_undo(browser: Client) -> None:
    kept = cohort()
    enrol(browser, kept, HEAD + ANN, [1])
    Batch.objects.update(who="somebody else")
    shown = browser.get(reverse("many_done", args=[YEAR.code, last_batch().pk])).content.decode()
    assert "many_undo" not in shown
    assert ">Undo<" not in shown
    answer = browser.post(reverse("many_undo", args=[YEAR.code, last_batch().pk]))
    assert "Only the person who did this" in answer.content.decode()


def test_rows_are_shown_without_a_contract_too(browser: Client) -> None:
    from openlet.store.models import KeptContract

    kept = cohort()
    KeptContract.objects.all().delete()
    assert ticked(preview(browser, kept, HEAD + ANN)) == [1]


def test_a_contract_that_cannot_be_read_is_said_and_enrolling_goes_on(browser: Client) -> None:
    kept = cohort()
    wrong = make.CONTRACT + "\n[contract.files]\n"
    from openlet.store.models import KeptContract

    KeptContract.objects.create(
        provider=kept.of.provider, file_name="contract.toml", text=wrong, who="x", when=kept.changed
    )
    shown = preview(browser, kept, HEAD + ANN)
    assert "Until then rows cannot be checked" in shown
    enrol(browser, kept, HEAD + ANN, [1], shown)
    assert references() == ["L0001"]
    keep_contract(kept.of.provider, "contract.toml", make.CONTRACT.encode(), who())


def test_what_is_pasted_is_shown_as_text(browser: Client) -> None:
    shown = preview(browser, cohort(), HEAD + ANN.replace("Lee", "<script>alert(1)</script>"))
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)" in shown


def test_many_are_enrolled_at_once_and_checked_in_the_background(browser: Client) -> None:
    kept = cohort()
    table = "Surname\tFirst name\n" + "".join(f"Lee\tPerson {number}\n" for number in range(BATCH + 1))
    shown = preview(browser, kept, table)
    assert len(ticked(shown)) == BATCH + 1
    answer = enrol(browser, kept, table, list(range(1, BATCH + 2)), shown)
    assert "Not checked yet" in browser.get(answer["Location"]).content.decode()
    assert len(references()) == BATCH + 1
    work()
    assert LearnerState.objects.count() == BATCH + 1
    assert "Not checked yet" not in browser.get(answer["Location"]).content.decode()
