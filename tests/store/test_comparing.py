"""Two documents of one learner held against each other."""

from typing import Any

import pytest

from openlet.ilr.records import Learner
from openlet.spec.years import year_of
from openlet.store.comparing import Difference, differences, with_ids_of
from openlet.store.documents import ID, Document, tree_of, without_ids
from tests import make

YEAR = year_of("2023-24")
AIMS = "Learner/LearningDelivery"


def document(learner: Learner, *outcomes: Any) -> Document:
    made: Document = {"Learner": tree_of(learner, YEAR)}
    if outcomes:
        made["LearnerDestinationandProgression"] = [
            {ID: "destination"} | tree_of(make.progression(*outcomes), YEAR)
        ]  # fmt: skip
    return made


def compared(old: Document, new: Document) -> list[Difference]:
    return differences(old, with_ids_of(old, new, YEAR), YEAR)


def ids(document: Document) -> list[str]:
    return [aim[ID] for aim in document["Learner"]["LearningDelivery"]]


def test_the_same_records_in_another_file_keep_their_ids_at_every_depth() -> None:
    old, new = document(make.learner(), make.outcome()), document(make.learner(), make.outcome())
    assert ids(old) != ids(new)
    assert with_ids_of(old, new, YEAR) == old
    assert compared(old, new) == []


def test_nothing_of_the_new_document_is_lost_by_taking_over_ids() -> None:
    old = document(make.learner(make.aim(), make.milestone()), make.outcome())
    new = document(make.learner(make.milestone("Z0010212"), make.finished(), FamilyName="Smith"))
    assert without_ids(with_ids_of(old, new, YEAR)) == without_ids(new)


def test_a_changed_record_is_the_one_that_is_most_alike() -> None:
    old = document(make.learner(make.aim(AimSeqNumber=1), make.aim(AimSeqNumber=2, LearnStartDate=make.AS_OF)))
    changed = make.aim(AimSeqNumber=3, LearnStartDate=make.AS_OF)
    new = document(make.learner(changed, make.aim(AimSeqNumber=1, CompStatus=2)))
    assert ids(with_ids_of(old, new, YEAR)) == [ids(old)[1], ids(old)[0]]


def test_records_of_another_kind_are_other_records() -> None:
    old, new = document(make.learner(make.aim())), document(make.learner(make.milestone()))
    assert ids(with_ids_of(old, new, YEAR)) != ids(old)
    paths = [(one.path, one.old is None, one.new is None) for one in compared(old, new)]
    gone, come = f"{AIMS}/{ids(old)[0]}", f"{AIMS}/{ids(new)[0]}"
    assert paths == [(gone, False, True), (come, True, False)]


def test_ids_stay_different_where_a_record_stands_twice() -> None:
    old, new = document(make.learner(make.aim())), document(make.learner(make.aim(), make.aim()))
    made = ids(with_ids_of(old, new, YEAR))
    assert made[0] == ids(old)[0]
    assert made[1] != made[0]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"FamilyName": "Smith"}, ("Learner/FamilyName", "Invented", "Smith")),
        ({"ULN": None}, ("Learner/ULN", str(make.ULN), None)),
        ({"Email": "a@example.org"}, ("Learner/Email", None, "a@example.org")),
    ],
    ids=["changed", "taken away", "added"],
)
def test_a_value_is_named_with_old_and_new(changed: dict[str, Any], expected: tuple[str, str, str]) -> None:
    assert compared(document(make.learner()), document(make.learner(**changed))) == [Difference(*expected)]


def test_a_value_deep_down_is_named_by_the_ids_on_the_way() -> None:
    old = document(make.learner())
    aim = old["Learner"]["LearningDelivery"][0]
    new = document(make.learner(make.aim(LearningDeliveryFAM=make.fams("SOF112", "FFI2", "DAM023"))))
    fam = aim["LearningDeliveryFAM"][1][ID]
    place = f"{AIMS}/{aim[ID]}/LearningDeliveryFAM/{fam}/LearnDelFAMCode"
    assert compared(old, new) == [Difference(place, "1", "2")]


def test_another_order_is_a_difference_of_its_own() -> None:
    old = document(make.learner(make.aim(), make.milestone()))
    new = document(make.learner(make.milestone(), make.aim()))
    assert compared(old, new) == [Difference(AIMS, None, None)]


def test_differences_come_in_the_order_of_a_file() -> None:
    old = document(make.learner(), make.outcome("EMP", 1))
    new = document(make.learner(make.aim(Outcome=1), FamilyName="Smith", Sex="M"), make.outcome("EMP", 2))
    elements = [one.path.rpartition("/")[2] for one in compared(old, new)]
    assert elements == ["FamilyName", "Sex", "Outcome", "OutCode"]


def test_a_learner_without_destinations_is_compared_with_one_who_has_some() -> None:
    old, new = document(make.learner(), make.outcome()), document(make.learner())
    [gone] = compared(old, new)
    assert (gone.path, gone.new) == ("LearnerDestinationandProgression/destination", None)
    [come] = [one for one in differences(new, with_ids_of(new, old, YEAR), YEAR) if one.old is None]
    assert come.path == gone.path
