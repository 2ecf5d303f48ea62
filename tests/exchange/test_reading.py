"""One row for each learner or each aim: what the rows say of each learner, and what is wrong at which cell."""

from datetime import date
from typing import Any

import pytest

from openlet.exchange.found import Found, in_kept_rows
from openlet.exchange.joining import joined_document
from openlet.exchange.reading import EXAMPLE
from openlet.ilr.opening import Unreadable
from tests.exchange.books import YEAR, by_hand, read, table


def documents(found: Found) -> dict[str, Any]:
    """The documents of learners who are new."""
    return {reference: joined_document({}, tree, found.year) for reference, tree in found.learners.items()}


def faults(found: Found) -> list[tuple[str, str, str, bool]]:
    return [(fault.place, fault.header, fault.text, fault.refused) for fault in found.faults]


FULL = table(
    ["LearnRefNumber", "ULN", "FamilyName", "GivenNames", "DateOfBirth", "Sex", "TelNo", "PriorLevel", "DateLevelApp",
     "LLDDCat", "PrimaryLLDD", "LLDDCat 2", "RUI 1", "ProvSpecLearnMon A", "EmpStat",
     "DateEmpStatApp", "LOU", "EmpStat 2",
     "DateEmpStatApp 2", "EmpStat 2 EII", "LearnAimRef", "AimSeqNumber", "LearnStartDate", "SOF", "DAM 1", "DAM 2",
     "ProvSpecDelMon B", "OutType", "OutCode", "OutStartDate", "OutType 2", "OutCode 2"],
    ["L0012", 1000000027, "Invented", "Person", date(1991, 3, 12), "Female", "07700 900123", 5, "31/7/2010",
     4, 1, "5", "1", "mine", "11", "30/4/2024", 1, "10 - In paid employment", date(2024, 8, 5),
     "7", "z0020001", "1", "1 May 2024", 112, 23, 10, "WMCA1.1", "EMP", 1, "5/8/24", "EDU", "2"],
)  # fmt: skip


def test_a_full_row_becomes_a_whole_learner() -> None:
    found = read(FULL)
    assert found.faults == []
    document = documents(found)["L0012"]
    learner = document["Learner"]
    assert {name: held for name, held in learner.items() if isinstance(held, str)} == {
        "LearnRefNumber": "L0012", "ULN": "1000000027", "FamilyName": "Invented", "GivenNames": "Person",
        "DateOfBirth": "1991-03-12", "Sex": "F", "TelNo": "07700900123",
    }  # fmt: skip
    assert learner["PriorAttain"] == [{"PriorLevel": "5", "DateLevelApp": "2010-07-31"}]
    assert learner["LLDDandHealthProblem"] == [{"LLDDCat": "4", "PrimaryLLDD": "1"}, {"LLDDCat": "5"}]
    assert learner["ContactPreference"] == [{"ContPrefType": "RUI", "ContPrefCode": "1"}]
    assert learner["ProviderSpecLearnerMonitoring"] == [{"ProvSpecLearnMonOccur": "A", "ProvSpecLearnMon": "mine"}]
    assert learner["LearnerEmploymentStatus"] == [
        {
            "EmpStat": "11",
            "DateEmpStatApp": "2024-04-30",
            "EmploymentStatusMonitoring": [{"ESMType": "LOU", "ESMCode": "1"}],
        },
        {
            "EmpStat": "10",
            "DateEmpStatApp": "2024-08-05",
            "EmploymentStatusMonitoring": [{"ESMType": "EII", "ESMCode": "7"}],
        },
    ]
    assert learner["LearningDelivery"] == [
        {
            "LearnAimRef": "Z0020001",
            "AimSeqNumber": "1",
            "LearnStartDate": "2024-05-01",
            "LearningDeliveryFAM": [
                {"LearnDelFAMType": "SOF", "LearnDelFAMCode": "112"},
                {"LearnDelFAMType": "DAM", "LearnDelFAMCode": "023"},
                {"LearnDelFAMType": "DAM", "LearnDelFAMCode": "010"},
            ],
            "ProviderSpecDeliveryMonitoring": [{"ProvSpecDelMonOccur": "B", "ProvSpecDelMon": "WMCA1.1"}],
        }
    ]
    assert document["LearnerDestinationandProgression"] == [
        {
            "LearnRefNumber": "L0012",
            "ULN": "1000000027",
            "DPOutcome": [
                {"OutType": "EMP", "OutCode": "1", "OutStartDate": "2024-08-05"},
                {"OutType": "EDU", "OutCode": "2"},
            ],
        }
    ]


def test_the_rows_of_a_learner_become_one_learner_with_an_aim_each() -> None:
    found = read(
        "LearnRefNumber,FamilyName,EmpStat,DateEmpStatApp,LearnAimRef,LearnStartDate\n"
        "L1,Invented,11,30/4/2024,Z0020001,1/5/2024\n"
        "L2,Other,10,30/4/2024,Z0020001,1/5/2024\n"
        "L1,,11,30/4/2024,Z0010211,5/8/2024\n"
        "L1,Invented,10,5/8/2024,Z0010212,5/9/2024\n"
    )
    assert found.faults == []
    learner = documents(found)["L1"]["Learner"]
    assert learner["FamilyName"] == "Invented"
    assert [(aim["LearnAimRef"], aim["AimSeqNumber"]) for aim in learner["LearningDelivery"]] == [
        ("Z0020001", "1"),
        ("Z0010211", "2"),
        ("Z0010212", "3"),
    ]
    assert [one["EmpStat"] for one in learner["LearnerEmploymentStatus"]] == ["11", "10"]
    assert "Aims without AimSeqNumber: 4" in " ".join(found.notes)


def test_dates_with_the_month_in_front_make_the_whole_column_doubtful() -> None:
    found = read("LearnRefNumber,DateOfBirth,LearnStartDate\nL1,12/31/1990,1/5/2024\nL2,05/01/1990,2/5/2024\n")
    assert faults(found) == [("B2", "DateOfBirth", "12/31/1990", False)]
    [note] = [note for note in found.notes if "month in front" in note]
    assert note.startswith("Column B, DateOfBirth: 1 of its dates")


def test_a_row_that_is_hidden_is_read_and_told_of_as_libreoffice_writes_it() -> None:
    row = '<row r="{0}" customFormat="false" hidden="{1}"><c r="A{0}" s="0" t="inlineStr"><is><t>{2}</t></is></c></row>'
    hidden = row.format(1, "false", "LearnRefNumber") + row.format(2, "true", "L1") + row.format(3, "false", "L2")
    found = read(by_hand(f"<sheetData>{hidden}</sheetData>"))
    assert list(documents(found)) == ["L1", "L2"]
    assert "Hidden rows are read as well: 1 in the sheet." in found.notes


def test_a_title_and_remarks_may_stand_above_the_headers() -> None:
    found = read("".join(f"Remark {number}\n" for number in range(29)) + "LearnRefNumber,FamilyName\nL1,Invented\n")
    assert list(documents(found)) == ["L1"]


def test_rows_of_one_learner_that_contradict_each_other_are_named_at_their_cells() -> None:
    found = read(
        "LearnRefNumber,FamilyName,DateOfBirth,EmpStat,DateEmpStatApp,LOU,LearnAimRef\n"
        "L1,Invented,1/5/1990,11,30/4/2024,1,Z0020001\n"
        "L1,Invented,1/6/1990,10,30/4/2024,2,Z0010211\n"
    )
    assert faults(found) == [
        ("C3", "DateOfBirth", "1/6/1990", False),
        ("D3", "EmpStat", "10", False),
        ("F3", "LOU", "2", False),
    ]
    learner = documents(found)["L1"]["Learner"]
    assert (learner["DateOfBirth"], learner["LearnerEmploymentStatus"][0]["EmpStat"]) == ("1990-05-01", "11")
    assert len(learner["LearningDelivery"]) == 2
    assert all("row 2" in fault.message for fault in found.faults)


@pytest.mark.parametrize(
    ("header", "first", "second", "place"),
    [
        ("AimSeqNumber,LearnAimRef", "1,Z0020001", "1,Z0010211", "B3"),
        ("AimSeqNumber,LearnAimRef", "1,Z0020001", "01,Z0020001", "B3"),
        ("LearnAimRef,LearnStartDate", "Z0020001,1/5/2024", "Z0020001,1 May 2024", "B3"),
    ],
)
def test_a_second_row_about_the_same_aim_is_refused(header: str, first: str, second: str, place: str) -> None:
    found = read(f"LearnRefNumber,{header}\nL1,{first}\nL1,{second}\n")
    assert [(fault.place, fault.refused) for fault in found.faults] == [(place, True)]
    assert len(found.learners["L1"]["Learner"]["LearningDelivery"]) == 1


def test_a_row_without_a_reference_is_refused_and_an_empty_one_is_nothing() -> None:
    found = read("LearnRefNumber,FamilyName\nL1,Invented\n,Nobody\n,\n \nL2,\n")
    assert faults(found) == [("A3", "LearnRefNumber", "", True)]
    assert list(found.learners) == ["L1", "L2"]


def test_a_row_of_another_provider_is_refused() -> None:
    found = read("UKPRN,LearnRefNumber\n10999991,L1\n10999992,L2\n,L3\n")
    assert faults(found) == [("A3", "UKPRN", "10999992", True)]
    assert list(found.learners) == ["L1", "L3"]


def test_the_faults_of_a_refused_row_are_not_among_those_that_were_taken() -> None:
    found = read("LearnRefNumber,DateOfBirth\nL1,x\n,y\n")
    assert [fault.place for fault in found.faults] == ["B2", "B3", "A3"]
    assert [fault.place for fault in in_kept_rows(found.faults)] == ["B2"]


def test_a_value_that_cannot_be_right_is_kept_as_it_was_written() -> None:
    found = read("LearnRefNumber,DateOfBirth,ULN\nL1,31/2/1990,123\n")
    assert {fault.place for fault in found.faults} == {"B2", "C2"}
    assert documents(found)["L1"]["Learner"] == {"LearnRefNumber": "L1", "DateOfBirth": "31/2/1990", "ULN": "123"}


def test_no_message_holds_a_value() -> None:
    secret = "Secretname"
    found = read(f"LearnRefNumber,DateOfBirth,FamilyName\nL1,{secret},{secret}\nL1,1/1/1990,Other\n,{secret},\n")
    assert len(found.faults) == 5
    assert not any(secret in fault.in_words() or "Other" in fault.in_words() for fault in found.faults)


def test_the_example_row_of_the_template_is_left_out() -> None:
    found = read(f"UKPRN,AimSeqNumber,LearnRefNumber,ULN\n1,x,{EXAMPLE},y,more\n,1,L1,1000000035\n")
    assert (list(found.learners), found.faults, found.not_read) == (["L1"], [], [])
    assert "The example row of the template is not read." in found.notes
    with pytest.raises(Unreadable, match="but the example row"):
        read(f"LearnRefNumber,ULN\n{EXAMPLE},1000000027\n")


def test_values_below_no_header_are_named_and_not_read() -> None:
    found = read("LearnRefNumber,,FamilyName\nL1,lost,Invented,Street\nL2,lost,Other,\n")
    assert [line for line in found.not_read if "has no header" in line] == [
        "Column B has no header, so what stands in 2 of its cells is not read.",
        "Column D has no header, so what stands in 1 of its cells is not read.",
    ]


def test_all_rows_refused_is_said_with_the_first_reason() -> None:
    with pytest.raises(Unreadable, match=r"No row of test\.csv can be taken. The first reason: test.csv, A2"):
        read("LearnRefNumber,FamilyName\n,Nobody\n")


def test_the_code_of_an_outcome_is_understood_by_its_type_whatever_the_order_of_the_columns() -> None:
    found = read("OutCode,OutType,LearnRefNumber,OutCode 2,OutType 2\n01,EMP,L1,2,EDU\n99,EMP,L2,,\n")
    outcomes = documents(found)["L1"]["LearnerDestinationandProgression"][0]["DPOutcome"]
    assert outcomes == [{"OutType": "EMP", "OutCode": "1"}, {"OutType": "EDU", "OutCode": "2"}]
    assert faults(found) == [("A3", "OutCode", "99", False)]


def test_outcomes_in_several_rows_of_a_learner_are_each_taken_once() -> None:
    found = read(
        "LearnRefNumber,LearnAimRef,OutType,OutCode,OutStartDate\n"
        "L1,Z0020001,EMP,1,1/8/2024\nL1,Z0010211,EMP,1,1/8/2024\nL1,Z0010212,EDU,2,1/9/2024\n"
    )
    [record] = documents(found)["L1"]["LearnerDestinationandProgression"]
    assert [one["OutType"] for one in record["DPOutcome"]] == ["EMP", "EDU"]


def test_boxes_with_gaps_move_up_as_they_do_on_the_screen() -> None:
    found = read("LearnRefNumber,LearnAimRef,DAM 3,DAM 1\nL1,Z0020001,010,\nL2,Z0020001,010,023\n")
    aims = [documents(found)[key]["Learner"]["LearningDelivery"][0]["LearningDeliveryFAM"] for key in ("L1", "L2")]
    assert [[one["LearnDelFAMCode"] for one in aim] for aim in aims] == [["010"], ["023", "010"]]


def test_every_row_is_counted_while_it_is_read() -> None:
    from openlet.exchange.spreadsheets import read_spreadsheet
    from tests.exchange.books import AS_OF, opened

    counted: list[int] = []
    text = "LearnRefNumber\n" + "".join(f"L{number}\n" for number in range(250))
    read_spreadsheet(opened(text), YEAR, None, AS_OF, tick=counted.append)
    assert sum(counted) == 250
