"""What a sheet says comes on top of what is there: nothing is lost; records meet by their keys, boxes by number."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openlet.exchange.joining import joined_document
from tests.exchange.books import YEAR, read

KEPT: dict[str, Any] = {
    "Learner": {
        "LearnRefNumber": "L1",
        "ULN": "1000000027",
        "FamilyName": "Invented",
        "PriorAttain": [{"_id": "p", "PriorLevel": "5", "DateLevelApp": "2010-07-31"}],
        "LearnerEmploymentStatus": [
            {
                "_id": "e",
                "EmpStat": "11",
                "DateEmpStatApp": "2024-04-30",
                "EmploymentStatusMonitoring": [
                    {"_id": "m", "ESMType": "LOU", "ESMCode": "1"},
                    {"_id": "n", "ESMType": "BSI", "ESMCode": "4"},
                ],
            }
        ],
        "LearningDelivery": [
            {
                "_id": "a",
                "LearnAimRef": "Z0020001",
                "AimSeqNumber": "1",
                "LearnStartDate": "2024-05-01",
                "CompStatus": "1",
                "LearningDeliveryFAM": [
                    {"_id": "d", "LearnDelFAMType": "DAM", "LearnDelFAMCode": "023"},
                    {"_id": "s", "LearnDelFAMType": "SOF", "LearnDelFAMCode": "112"},
                    {
                        "_id": "o",
                        "LearnDelFAMType": "DAM",
                        "LearnDelFAMCode": "010",
                        "LearnDelFAMDateFrom": "2024-05-01",
                    },
                ],
            },
            {"_id": "b", "LearnAimRef": "Z0020002", "AimSeqNumber": "02", "LearnStartDate": "2024-06-01"},
        ],
    },
    "LearnerDestinationandProgression": [
        {
            "_id": "x",
            "LearnRefNumber": "L1",
            "ULN": "1000000027",
            "DPOutcome": [{"_id": "y", "OutType": "EMP", "OutCode": "1", "OutStartDate": "2024-08-05"}],
        }
    ],
}


def after(sheet: str) -> dict[str, Any]:
    """The learner of KEPT after a sheet."""
    [said] = read(sheet).learners.values()
    return joined_document(KEPT, said, YEAR)


def learner(sheet: str) -> dict[str, Any]:
    made: dict[str, Any] = after(sheet)["Learner"]
    return made


def fams(sheet: str) -> list[tuple[str, str, str]]:
    listed = learner(sheet)["LearningDelivery"][0]["LearningDeliveryFAM"]
    return [(one.get("_id", "new"), one["LearnDelFAMType"], one["LearnDelFAMCode"]) for one in listed]


def test_empty_cells_and_columns_that_are_not_there_change_nothing() -> None:
    assert after("LearnRefNumber,FamilyName,DateOfBirth,CompStatus,AimSeqNumber\nL1,,,,\n") == KEPT


def test_a_value_is_changed_and_all_others_stay() -> None:
    made = after("LearnRefNumber,FamilyName\nL1,Changed\n")
    assert made == {**KEPT, "Learner": {**KEPT["Learner"], "FamilyName": "Changed"}}


def test_what_was_kept_is_itself_not_touched() -> None:
    before = repr(KEPT)
    after("LearnRefNumber,FamilyName,AimSeqNumber,DAM 1\nL1,Changed,1,041\n")
    assert repr(KEPT) == before


@pytest.mark.parametrize(
    "sheet",
    [
        "LearnRefNumber,AimSeqNumber,CompStatus\nL1,1,2\n",
        "LearnRefNumber,AimSeqNumber,CompStatus\nL1,01,2\n",
        "LearnRefNumber,LearnAimRef,LearnStartDate,CompStatus\nL1,Z0020001,1/5/2024,2\n",
    ],
)
def test_an_aim_is_met_by_its_number_or_by_its_reference_and_start(sheet: str) -> None:
    aims = learner(sheet)["LearningDelivery"]
    assert [(aim["_id"], aim.get("CompStatus")) for aim in aims] == [("a", "2"), ("b", None)]
    assert aims[0]["LearningDeliveryFAM"] == KEPT["Learner"]["LearningDelivery"][0]["LearningDeliveryFAM"]


def test_an_aim_that_is_not_there_is_added_with_the_next_number() -> None:
    aims = learner("LearnRefNumber,LearnAimRef,LearnStartDate\nL1,Z0010211,5/8/2024\n")["LearningDelivery"]
    assert aims[:2] == KEPT["Learner"]["LearningDelivery"]
    assert aims[2] == {"LearnAimRef": "Z0010211", "LearnStartDate": "2024-08-05", "AimSeqNumber": "3"}


def test_the_same_reference_with_another_start_is_another_aim() -> None:
    aims = learner("LearnRefNumber,LearnAimRef,LearnStartDate\nL1,Z0020001,2/5/2024\n")["LearningDelivery"]
    assert len(aims) == 3


def test_numbers_that_the_sheet_gives_stay_and_only_the_others_are_counted_on() -> None:
    aims = learner(
        "LearnRefNumber,AimSeqNumber,LearnAimRef,LearnStartDate\nL1,,Z0010211,5/8/2024\nL1,7,Z0010212,5/9/2024\n"
    )["LearningDelivery"]
    assert [aim["AimSeqNumber"] for aim in aims] == ["1", "02", "8", "7"]


def test_a_status_is_met_by_its_date_and_another_date_is_another_status() -> None:
    same = learner("LearnRefNumber,EmpStat,DateEmpStatApp,LOU\nL1,12,30/4/2024,2\n")["LearnerEmploymentStatus"]
    assert [(one["_id"], one["EmpStat"]) for one in same] == [("e", "12")]
    assert [(one["_id"], one["ESMCode"]) for one in same[0]["EmploymentStatusMonitoring"]] == [("m", "2"), ("n", "4")]
    other = learner("LearnRefNumber,EmpStat,DateEmpStatApp,LOU\nL1,10,5/8/2024,\n")["LearnerEmploymentStatus"]
    assert other == [*KEPT["Learner"]["LearnerEmploymentStatus"], {"EmpStat": "10", "DateEmpStatApp": "2024-08-05"}]


def test_a_status_without_a_date_never_overwrites_one_with_a_date() -> None:
    made = learner("LearnRefNumber,EmpStat\nL1,10\n")["LearnerEmploymentStatus"]
    assert made == [*KEPT["Learner"]["LearnerEmploymentStatus"], {"EmpStat": "10"}]


def test_boxes_are_met_by_their_number_and_dated_ones_are_no_boxes() -> None:
    assert fams("LearnRefNumber,AimSeqNumber,DAM 1\nL1,1,041\n") == [
        ("d", "DAM", "041"), ("s", "SOF", "112"), ("o", "DAM", "010"),
    ]  # fmt: skip
    assert fams("LearnRefNumber,AimSeqNumber,DAM 2,DAM 3,SOF\nL1,1,041,042,105\n") == [
        ("d", "DAM", "023"), ("s", "SOF", "105"), ("o", "DAM", "010"), ("new", "DAM", "041"), ("new", "DAM", "042"),
    ]  # fmt: skip


def test_an_outcome_is_met_by_type_code_and_start() -> None:
    made = after("LearnRefNumber,OutType,OutCode,OutStartDate,OutCollDate\nL1,EMP,1,5/8/2024,1/9/2024\n")
    [record] = made["LearnerDestinationandProgression"]
    assert record["_id"] == "x"
    assert record["DPOutcome"] == [
        {"_id": "y", "OutType": "EMP", "OutCode": "1", "OutStartDate": "2024-08-05", "OutCollDate": "2024-09-01"}
    ]
    [more] = after("LearnRefNumber,OutType,OutCode\nL1,EDU,2\n")["LearnerDestinationandProgression"]
    assert [one["OutType"] for one in more["DPOutcome"]] == ["EMP", "EDU"]


SHEETS = [
    "LearnRefNumber,AimSeqNumber,CompStatus,DAM 1,DAM 2\nL1,1,2,041,042\nL1,2,1,023,\nL1,5,1,,\n",
    "LearnRefNumber,LearnAimRef,LearnStartDate,EmpStat,DateEmpStatApp,LOU\nL1,Z0010211,5/8/2024,10,5/8/2024,\n"
    "L1,Z0020001,1/5/2024,11,30/4/2024,2\n",
    "LearnRefNumber,PriorLevel,DateLevelApp,OutType,OutCode,LLDDCat,LLDDCat 2\nL1,5,31/7/2010,EDU,2,4,5\n",
    "LearnRefNumber,EmpStat,EmpStat 2,LSF,LSF "
    "DateFrom,AFinType,AFinCode,AFinDate,AFinAmount,LearnAimRef,LearnStartDate\n"
    "L1,10,11,1,1/6/2024,TNP,1,1/6/2024,100,Z0020002,1/6/2024\n",
]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(SHEETS), min_size=1, max_size=4))
def test_a_sheet_that_comes_in_again_changes_nothing_more_and_nothing_that_was_there_goes(sheets: list[str]) -> None:
    document = KEPT
    for sheet in sheets:
        [said] = read(sheet).learners.values()
        once = joined_document(document, said, YEAR)
        assert joined_document(once, said, YEAR) == once
        assert ids(once) >= ids(document)
        document = once


def ids(tree: Any) -> set[str]:
    """The ids of all records below."""
    if isinstance(tree, list):
        return set().union(*(ids(one) for one in tree)) if tree else set()
    if isinstance(tree, dict):
        return ({tree["_id"]} if "_id" in tree else set()) | set().union(*(ids(held) for held in tree.values()), set())
    return set()
