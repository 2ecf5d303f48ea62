"""Cohorts: templates kept, newcomers made from them, many enrolled at once, and that undone."""

from datetime import UTC, datetime

import pytest

from openlet.contracts.terms import Contracts
from openlet.facts.given import given_for
from openlet.store.cohorts import skeleton, template_of
from openlet.store.documents import Document, tree_of
from openlet.store.models import Batch, Change, Cohort, DeliveryRow, LearnerRow, LearnerState
from openlet.store.refusals import NotDone
from openlet.store.services import (
    RowsRefused,
    delete_learner,
    end_cohort,
    enrol,
    keep_cohort,
    set_field,
    undelete_learner,
    undo_batch,
)
from tests import make
from tests.store.keeping import ANN, BOB, YEAR, document, documents, kept, replayed, year

STATUS = "Learner/LearnerEmploymentStatus/*"


def tree() -> Document:
    return skeleton(make.BOOTCAMP, "2024-05-01", "2024-07-31", "35")


def cohort(name: str = "Data, May") -> Cohort:
    return keep_cohort(year(), name, tree(), ANN)


def row(number: int = 0, **more: str) -> dict[str, str]:
    ulns = (make.ULN, make.OTHER_ULN, 1000000043)
    return {
        "Learner/FamilyName": f"Invented{number}",
        "Learner/ULN": str(ulns[number]),
        "Learner/PriorAttain/*/PriorLevel": "4",
        f"{STATUS}/EmpStat": "11",
        f"{STATUS}/EmploymentStatusMonitoring:LOU:1": "2",
        "Learner/LearningDelivery/*/LSDPostcode": "B1 1AA",
        "Learner/LearningDelivery/*/LearningDeliveryFAM:DAM:2": "001",
    } | more


def without_ids(learner: int) -> Document:
    from openlet.store.documents import without_ids as said

    found: Document = said(document(learner))
    return found


def test_a_newcomer_has_the_template_and_own_texts_and_a_reference() -> None:
    kept_cohort = cohort()
    done = enrol(year(), kept_cohort.pk, [row(0), row(1)], ANN, "t")
    assert done.done == 2
    first, second = LearnerRow.objects.order_by("pk")
    assert (first.LearnRefNumber, second.LearnRefNumber) == ("L0001", "L0002")
    assert without_ids(first.pk) == {
        "Learner": {
            "LearnRefNumber": "L0001",
            "FamilyName": "Invented0",
            "ULN": "1000000027",
            "PriorAttain": [{"PriorLevel": "4"}],
            "LearnerEmploymentStatus": [
                {"EmpStat": "11", "EmploymentStatusMonitoring": [{"ESMType": "LOU", "ESMCode": "2"}]}
            ],
            "LearningDelivery": [
                {
                    "LearnAimRef": "Z0020001",
                    "AimType": "4",
                    "AimSeqNumber": "1",
                    "LearnStartDate": "2024-05-01",
                    "LearnPlanEndDate": "2024-07-31",
                    "FundModel": "35",
                    "CompStatus": "1",
                    "LSDPostcode": "B1 1AA",
                    "LearningDeliveryFAM": [
                        {"LearnDelFAMType": "SOF", "LearnDelFAMCode": "112"},
                        {"LearnDelFAMType": "DAM", "LearnDelFAMCode": "023"},
                        {"LearnDelFAMType": "DAM", "LearnDelFAMCode": "001"},
                    ],
                }
            ],
        }
    }
    assert replayed(first.pk) == document(first.pk)
    assert DeliveryRow.objects.filter(LearnAimRef="Z0020001").count() == 2
    assert LearnerState.objects.filter(FamilyName="Invented1").exists()


def test_every_record_of_every_newcomer_has_an_id_of_its_own() -> None:
    enrol(year(), cohort().pk, [row(0), row(1)], ANN, "t")
    ids = [one["Learner"]["LearningDelivery"][0]["_id"] for one in documents().values()]
    assert len({*ids, "*"}) == 3


@pytest.mark.parametrize(
    ("rows", "refused"),
    [
        ([row(0), row(1, **{"Learner/LearnRefNumber": "L0001"})], {1: "is used already"}),
        (
            [row(0, **{"Learner/LearnRefNumber": "A1"}), row(1, **{"Learner/LearnRefNumber": "A1"})],
            {1: "stands in an earlier row"},
        ),
        ([row(0, **{"Learner/GivenNames": "a\x01b"}), row(1)], {0: "control character"}),
        ([row(0, **{"Learner/NoSuchField": "x"}), row(1)], {0: "is not a place in the ILR"}),
    ],
    ids=["reference used", "reference twice", "control character", "no such field"],
)
def test_a_row_that_is_refused_is_named_and_nobody_is_enrolled(
    rows: list[dict[str, str]], refused: dict[int, str]
) -> None:
    kept()  # L0001
    before = documents()
    with pytest.raises(RowsRefused) as caught:
        enrol(year(), cohort().pk, rows, ANN, "t")
    assert caught.value.refused.keys() == refused.keys()
    for position, words in refused.items():
        assert words in caught.value.refused[position]
        assert f"Row {position + 1}" in str(caught.value)
    assert documents() == before
    assert not Batch.objects.exists()


def test_a_reference_that_a_row_brings_is_not_given_to_another() -> None:
    rows = [row(0), row(1, **{"Learner/LearnRefNumber": "L0001"})]
    enrol(year(), cohort().pk, rows, ANN, "t")
    assert {name: one["Learner"]["FamilyName"] for name, one in documents().items()} == {
        "L0002": "Invented0",
        "L0001": "Invented1",
    }


def test_the_same_page_enrols_once() -> None:
    one = cohort()
    enrol(year(), one.pk, [row(0)], ANN, "t")
    with pytest.raises(NotDone, match="done already"):
        enrol(year(), one.pk, [row(0)], ANN, "t")
    assert len(documents()) == 1


def test_a_cohort_changed_or_ended_since_the_preview_enrols_nobody() -> None:
    one = cohort()
    base = one.changed
    keep_cohort(year(), "Data, May", tree(), BOB, one.pk)
    with pytest.raises(NotDone, match="changed since"):
        enrol(year(), one.pk, [row(0)], ANN, "t", base)
    end_cohort(year(), one.pk)
    with pytest.raises(NotDone, match="has ended"):
        enrol(year(), one.pk, [row(0)], ANN, "t")
    end_cohort(year(), one.pk, ended=False)
    assert enrol(year(), one.pk, [row(0)], ANN, "t").done == 1


def test_nobody_is_enrolled_with_no_rows() -> None:
    with pytest.raises(NotDone, match="nobody to enrol"):
        enrol(year(), cohort().pk, [], ANN, "t")


def test_undoing_an_enrolment_deletes_the_newcomers_who_can_be_brought_back() -> None:
    done = enrol(year(), cohort().pk, [row(0), row(1)], ANN, "t")
    assert done.batch is not None
    undone = undo_batch(done.batch, ANN)
    assert (undone.done, undone.left_alone) == (2, ())
    assert not documents()
    assert not LearnerState.objects.exists()
    first = LearnerRow.objects.order_by("pk")[0]
    undelete_learner(first.pk, ANN)
    assert documents()["L0001"]["Learner"]["FamilyName"] == "Invented0"


def test_undoing_leaves_a_newcomer_alone_who_was_changed_since_and_says_so() -> None:
    done = enrol(year(), cohort().pk, [row(0), row(1)], ANN, "t")
    first = LearnerRow.objects.order_by("pk")[0]
    set_field(first.pk, "Learner/GivenNames", "Person", "", ANN)
    assert done.batch is not None
    undone = undo_batch(done.batch, ANN)
    assert undone.done == 1
    assert [name for name, _ in undone.left_alone] == ["L0001"]
    assert "changed since" in undone.left_alone[0][1]
    assert documents().keys() == {"L0001"}


def test_a_newcomer_who_was_changed_and_put_back_is_undone_too() -> None:
    done = enrol(year(), cohort().pk, [row(0)], ANN, "t")
    first = LearnerRow.objects.get()
    set_field(first.pk, "Learner/GivenNames", "Person", "", ANN)
    set_field(first.pk, "Learner/GivenNames", "", "Person", ANN)
    assert done.batch is not None
    assert undo_batch(done.batch, ANN).done == 1
    assert not documents()


def test_an_enrolment_is_undone_once_and_by_the_person_who_did_it() -> None:
    done = enrol(year(), cohort().pk, [row(0)], ANN, "t")
    assert done.batch is not None
    with pytest.raises(NotDone, match="Only the person"):
        undo_batch(done.batch, BOB)
    undo_batch(done.batch, ANN)
    with pytest.raises(NotDone, match="undone already"):
        undo_batch(done.batch, ANN)


def test_an_enrolment_whose_learners_are_all_gone_cannot_be_undone() -> None:
    done = enrol(year(), cohort().pk, [row(0)], ANN, "t")
    delete_learner(LearnerRow.objects.get().pk, ANN)
    changes = Change.objects.count()
    assert done.batch is not None
    with pytest.raises(NotDone, match="Nothing could be undone"):
        undo_batch(done.batch, ANN)
    assert Change.objects.count() == changes


def test_a_cohort_is_kept_only_over_the_state_that_the_screen_showed() -> None:
    one = cohort()
    keep_cohort(year(), "Data, June", tree(), BOB, one.pk, one.changed)
    with pytest.raises(NotDone, match="changed since"):
        keep_cohort(year(), "Data, July", tree(), ANN, one.pk, one.changed)
    assert Cohort.objects.get().name == "Data, June"


@pytest.mark.parametrize("name", ["", "  "])
def test_a_cohort_needs_a_name(name: str) -> None:
    with pytest.raises(NotDone, match="needs a name"):
        keep_cohort(year(), name, tree(), ANN)


def test_two_cohorts_of_a_year_cannot_share_a_name() -> None:
    cohort()
    with pytest.raises(NotDone, match="already"):
        cohort()


def test_a_cohort_that_is_not_there_is_not_made() -> None:
    with pytest.raises(NotDone, match="not there"):
        keep_cohort(year(), "New", tree(), ANN, 999, datetime.now(UTC))
    assert not Cohort.objects.exists()


def test_a_template_from_a_learner_leaves_out_what_is_the_learners_own() -> None:
    aim = make.finished(
        LearningDeliveryFAM=make.fams("SOF112", "FFI2", "DAM023", "DAM001", "DAM010", "LDM002"),
        ProviderSpecDeliveryMonitoring=make.boxes("WMCA1.3", "Contribution 10", "our own note"),
        OrigLearnStartDate=make.START,
    )
    held = {"Learner": tree_of(make.learner(aim), YEAR)}
    given = given_for(Contracts((make.contract(),)), YEAR, make.AS_OF, make.AS_OF, make.UKPRN)
    made = template_of(held, held["Learner"]["LearningDelivery"][0]["_id"], YEAR, given)["Learner"]
    bootcamp = made.pop("LearningDelivery")[0]
    assert made == {"PlanLearnHours": "120"}
    codes = [one["LearnDelFAMType"] + one["LearnDelFAMCode"] for one in bootcamp.pop("LearningDeliveryFAM")]
    assert codes == ["SOF112", "FFI2", "DAM023"]
    assert [one["ProvSpecDelMon"] for one in bootcamp.pop("ProviderSpecDeliveryMonitoring")] == ["Contribution 10"]
    assert bootcamp.keys() == {
        "_id", "LearnAimRef", "AimType", "AimSeqNumber", "LearnStartDate", "LearnPlanEndDate", "FundModel",
        "DelLocPostCode", "CompStatus",
    }  # fmt: skip
    assert bootcamp["CompStatus"] == "1"
