"""The boxes of typed lists: one box for each type and number, saved under the same rule of conflict as a field."""

import pytest

from openlet.ilr.records import LearningDeliveryFAM
from openlet.store.documents import without_ids
from openlet.store.models import Change
from openlet.store.refusals import Conflict, Gone, NotDone
from openlet.store.services import remove_record, set_place, set_slot, text_at_place, undo
from tests import make
from tests.store.keeping import ANN, BOB, YEAR, aim_path, document, kept, replayed, row

SPEC = "Learner/ProviderSpecLearnerMonitoring"


@pytest.fixture
def learner() -> int:
    """A learner whose aim holds SOF 112, FFI 1 and DAM 023 and 010."""
    return kept(make.learner(make.aim(LearningDeliveryFAM=make.fams("SOF112", "DAM023", "FFI1", "DAM010")))).learner


def box(learner: int, name: str, entity: str = "LearningDeliveryFAM") -> str:
    return f"{aim_path(learner)}/{entity}:{name}"


def fams(learner: int) -> list[str]:
    aim = document(learner)["Learner"]["LearningDelivery"][0]
    return [one["LearnDelFAMType"] + one["LearnDelFAMCode"] for one in aim.get("LearningDeliveryFAM", ())]


def shown(learner: int, kind: str) -> list[str]:
    return [text_at_place(document(learner), box(learner, f"{kind}:{number}"), YEAR) for number in (1, 2, 3)]


def test_the_boxes_of_a_type_are_filled_in_the_order_of_the_document(learner: int) -> None:
    assert shown(learner, "DAM") == ["023", "010", ""]
    assert shown(learner, "SOF") == ["112", "", ""]
    assert shown(learner, "LDM") == ["", "", ""]


def test_a_box_is_changed_in_its_place(learner: int) -> None:
    set_slot(learner, box(learner, "DAM:1"), "001", "023", ANN)
    assert fams(learner) == ["SOF112", "DAM001", "FFI1", "DAM010"]
    change = Change.objects.get(version=2)
    assert (change.action, change.old, change.new) == ("set", "023", "001")


def test_a_box_that_is_emptied_takes_its_record_away(learner: int) -> None:
    set_slot(learner, box(learner, "DAM:1"), "", "023", ANN)
    assert fams(learner) == ["SOF112", "FFI1", "DAM010"]
    assert shown(learner, "DAM") == ["010", "", ""]


def test_a_value_in_an_empty_box_is_added_last_and_its_id_told(learner: int) -> None:
    saved = set_slot(learner, box(learner, "LDM:1"), "378", "", ANN)
    assert fams(learner) == ["SOF112", "DAM023", "FFI1", "DAM010", "LDM378"]
    last = document(learner)["Learner"]["LearningDelivery"][0]["LearningDeliveryFAM"][-1]
    assert last == {"_id": saved.record, "LearnDelFAMType": "LDM", "LearnDelFAMCode": "378"}


def test_the_first_box_of_a_list_that_is_not_there_makes_the_list() -> None:
    learner = kept().learner
    set_slot(learner, f"{SPEC}:B:1", "my note", "", ANN)
    assert without_ids(document(learner)["Learner"]["ProviderSpecLearnerMonitoring"]) == [
        {"ProvSpecLearnMonOccur": "B", "ProvSpecLearnMon": "my note"}
    ]
    set_slot(learner, f"{SPEC}:B:1", "", "my note", ANN)
    assert "ProviderSpecLearnerMonitoring" not in document(learner)["Learner"]


@pytest.mark.parametrize(
    ("first", "second", "base"),
    [("001", "032", "010"), ("", "032", "010"), ("001", "", "010")],
    ids=["both changed it", "one emptied it", "the other emptied it"],
)
def test_two_people_in_one_box_conflict_with_both_values(learner: int, first: str, second: str, base: str) -> None:
    set_slot(learner, box(learner, "DAM:2"), first, base, ANN)
    with pytest.raises(Conflict) as refused:
        set_slot(learner, box(learner, "DAM:2"), second, base, BOB)
    assert (refused.value.base, refused.value.theirs, refused.value.yours) == (base, first, second)
    assert row(learner).version == 2


@pytest.mark.parametrize("kind", ["SOF", "LDM", "DAM"])
def test_two_people_in_one_empty_box_conflict(kind: str) -> None:
    learner = kept(make.learner(make.aim(LearningDeliveryFAM=make.fams("FFI1")))).learner
    set_slot(learner, box(learner, f"{kind}:1"), "112", "", ANN)
    with pytest.raises(Conflict) as refused:
        set_slot(learner, box(learner, f"{kind}:1"), "105", "", BOB)
    assert (refused.value.base, refused.value.theirs, refused.value.yours) == ("", "112", "105")
    assert fams(learner) == ["FFI1", f"{kind}112"]


def test_two_people_in_different_boxes_are_both_kept(learner: int) -> None:
    set_slot(learner, box(learner, "DAM:1"), "001", "023", ANN)
    set_slot(learner, box(learner, "DAM:2"), "032", "010", BOB)
    set_slot(learner, box(learner, "FFI:1"), "2", "1", BOB)
    assert fams(learner) == ["SOF112", "DAM001", "FFI2", "DAM032"]


def test_a_value_that_moved_up_because_a_box_above_was_emptied_is_the_one_that_is_meant(learner: int) -> None:
    set_slot(learner, box(learner, "DAM:1"), "", "023", BOB)
    set_slot(learner, box(learner, "DAM:2"), "032", "010", ANN)  # on Ann's screen 010 still stands in box 2
    assert fams(learner) == ["SOF112", "FFI1", "DAM032"]


def test_a_box_that_one_emptied_oneself_can_be_filled_again(learner: int) -> None:
    set_slot(learner, box(learner, "DAM:1"), "", "023", ANN)
    set_slot(learner, box(learner, "DAM:1"), "001", "", ANN)  # 010 has moved into box 1, but not on the screen
    assert sorted(fams(learner)) == ["DAM001", "DAM010", "FFI1", "SOF112"]


def test_boxes_may_be_filled_from_the_last_and_changed_afterwards(learner: int) -> None:
    set_slot(learner, box(learner, "LDM:3"), "378", "", ANN)
    set_slot(learner, box(learner, "LDM:3"), "382", "378", ANN)
    set_slot(learner, box(learner, "LDM:1"), "118", "", ANN)
    set_slot(learner, box(learner, "LDM:2"), "386", "", ANN)
    assert shown(learner, "LDM") == ["382", "118", "386"]


def test_after_somebody_elses_change_an_empty_box_is_no_gap_of_ones_own(learner: int) -> None:
    set_slot(learner, box(learner, "LDM:2"), "378", "", ANN)
    set_slot(learner, box(learner, "LDM:2"), "382", "378", BOB)
    with pytest.raises(Conflict):
        set_slot(learner, box(learner, "LDM:1"), "118", "", ANN)


def test_saving_what_stands_there_already_makes_no_version(learner: int) -> None:
    for text, base in (("023", "023"), ("023", "something else"), ("023", "")):
        assert set_slot(learner, box(learner, "DAM:1"), text, base, ANN).changes == ()
    assert set_slot(learner, box(learner, "DAM:6"), "", "", ANN).changes == ()
    assert row(learner).version == 1


def test_a_record_that_holds_more_than_type_and_value_stands_in_no_box() -> None:
    odd = LearningDeliveryFAM(LearnDelFAMType="DAM", LearnDelFAMCode="023", LearnDelFAMDateFrom=make.START)
    learner = kept(make.learner(make.aim(LearningDeliveryFAM=[odd, *make.fams("DAM010")]))).learner
    assert shown(learner, "DAM") == ["010", "", ""]


@pytest.mark.parametrize(
    "path",
    ["LearningDeliveryFAM:DAM", "LearningDeliveryFAM:DAM:0", "LearningDeliveryFAM:DAM:x", "LearningDeliveryFAM:DAM:1:1",
     "LearningDeliveryFAM:XXX:1", "LearningDeliveryFAM:EVI:1", "LearningDeliveryFAM:LSF:1", "AppFinRecord:TNP:1",
     "LearnerFAM:LSR:1", ":DAM:1"],
)  # fmt: skip
def test_a_box_that_the_year_does_not_have_is_refused(learner: int, path: str) -> None:
    with pytest.raises(NotDone, match=r"not a (box|place) in the ILR of 2023-24"):
        set_slot(learner, f"{aim_path(learner)}/{path}", "1", "", ANN)
    with pytest.raises(NotDone, match=r"not a (box|place) in the ILR of 2023-24"):
        text_at_place(document(learner), f"{aim_path(learner)}/{path}", YEAR)


def test_a_box_of_an_aim_that_somebody_removed_is_gone(learner: int) -> None:
    place = box(learner, "DAM:1")
    remove_record(learner, aim_path(learner), 1, BOB)
    with pytest.raises(Gone):
        set_slot(learner, place, "001", "023", ANN)


@pytest.mark.parametrize(("number", "base"), [(1, "023"), (3, "")], ids=["changed", "added"])
def test_a_text_that_no_file_can_hold_is_refused(learner: int, number: int, base: str) -> None:
    with pytest.raises(NotDone, match="control character"):
        set_slot(learner, box(learner, f"DAM:{number}"), "\x00", base, ANN)
    assert row(learner).version == 1


@pytest.mark.parametrize(
    ("number", "text", "base"), [(1, "001", "023"), (1, "", "023"), (3, "032", "")], ids=["change", "empty", "add"]
)
def test_what_was_done_to_a_box_can_be_undone(learner: int, number: int, text: str, base: str) -> None:
    before = document(learner)
    saved = set_slot(learner, box(learner, f"DAM:{number}"), text, base, ANN)
    assert document(learner) != before
    undo(saved.changes[0], ANN)
    assert document(learner) == before == replayed(learner)


def test_a_box_changed_by_somebody_else_since_is_not_undone(learner: int) -> None:
    saved = set_slot(learner, box(learner, "DAM:1"), "001", "023", ANN)
    set_slot(learner, box(learner, "DAM:1"), "032", "001", BOB)
    with pytest.raises(Conflict):
        undo(saved.changes[0], ANN)


def test_one_service_saves_fields_and_boxes(learner: int) -> None:
    set_place(learner, "Learner/FamilyName", "Smith", "Invented", ANN)
    set_place(learner, f"{aim_path(learner)}/PHours", "60", "", ANN)
    set_place(learner, box(learner, "DAM:2"), "001", "010", ANN)
    assert text_at_place(document(learner), "Learner/FamilyName", YEAR) == "Smith"
    assert text_at_place(document(learner), f"{aim_path(learner)}/PHours", YEAR) == "60"
    assert shown(learner, "DAM") == ["023", "001", ""]
    with pytest.raises(Conflict):
        set_place(learner, "Learner/FamilyName", "Jones", "Invented", BOB)
