"""Records held against each other: which belong together, and what differs."""

from datetime import date

from openlet.ilr.comparing import Difference, differences, pairs
from openlet.ilr.records import (
    EmploymentStatusMonitoring,
    Learner,
    LearnerEmploymentStatus,
    LearnerHE,
    LearningDelivery,
)
from openlet.spec.layout import Entity, entity
from openlet.spec.years import year_of
from tests.make import aim, fams, finished, learner, milestone, read, status, xml


def of(name: str) -> Entity:
    found = entity(year_of("2023-24"), name)
    assert found is not None
    return found


def through_xml(person: Learner) -> Learner:
    record = read(xml([person]))[1][0].record
    assert isinstance(record, Learner)
    return record


def found(old: Learner, new: Learner) -> list[Difference]:
    return list(differences(of("Learner"), through_xml(old), through_xml(new)))


def said(old: Learner, new: Learner) -> list[tuple[str, str | None, str | None]]:
    return [(one.element, one.old, one.new) for one in found(old, new)]


def test_the_same_record_does_not_differ() -> None:
    assert found(learner(finished(), milestone()), learner(finished(), milestone())) == []


def test_a_value_that_is_other_new_or_gone_is_told_with_its_texts() -> None:
    assert said(learner(Sex="F", AddLine1=None), learner(Sex="M", AddLine1="1 Road", ALSCost=3, NINumber=None)) == [
        ("Sex", "F", "M"), ("NINumber", "AB123456C", None), ("ALSCost", None, "3"), ("AddLine1", None, "1 Road"),
    ]  # fmt: skip


def test_texts_count_as_they_stand_even_if_they_cannot_be_read() -> None:
    content = xml([learner()])
    one = read(content.replace("<Ethnicity>31<", "<Ethnicity>white<"))[1][0].record
    other = read(content.replace("<Ethnicity>31<", "<Ethnicity>031<"))[1][0].record
    (difference,) = differences(of("Learner"), one, other)
    assert (difference.element, difference.old, difference.new) == ("Ethnicity", "white", "031")


def test_records_in_another_order_do_not_differ() -> None:
    old = learner(finished(LearningDeliveryFAM=fams("SOF112", "FFI1", "DAM023")), milestone())
    new = learner(milestone(), finished(LearningDeliveryFAM=fams("DAM023", "SOF112", "FFI1")))
    assert found(old, new) == []


def test_a_code_that_became_another_is_one_change_and_further_ones_are_new() -> None:
    old = learner(aim(LearningDeliveryFAM=fams("SOF112", "FFI1", "DAM023")))
    new = learner(aim(LearningDeliveryFAM=fams("SOF112", "FFI2", "DAM023", "DAM001")))
    assert [(one.element, one.old, one.new, one.is_whole) for one in found(old, new)] == [
        ("LearnDelFAMCode", "1", "2", False), ("LearnDelFAMType", None, "DAM", True),
        ("LearnDelFAMCode", None, "001", True),
    ]  # fmt: skip


def test_what_is_below_says_in_which_record_it_is() -> None:
    old, new = learner(LearnerEmploymentStatus=[status(LOU=1)]), learner(LearnerEmploymentStatus=[status(LOU=2)])
    (difference,) = found(old, new)
    assert [name for name, _ in difference.below] == ["LearnerEmploymentStatus", "EmploymentStatusMonitoring"]
    assert difference.below[0][1] == (("EmpStat", "11"), ("DateEmpStatApp", "2024-04-30"))
    assert (difference.element, difference.old, difference.new) == ("ESMCode", "1", "2")


def test_an_employment_status_is_known_again_by_its_date_then_by_its_status() -> None:
    first = LearnerEmploymentStatus(EmpStat=10, DateEmpStatApp=date(2023, 1, 1))
    old = learner(LearnerEmploymentStatus=[first, status(11, LOU=1)])
    new = learner(
        LearnerEmploymentStatus=[status(12), LearnerEmploymentStatus(EmpStat=10, DateEmpStatApp=date(2023, 1, 2))]
    )
    changes = said(old, new)
    assert ("EmpStat", "11", "12") in changes
    assert ("DateEmpStatApp", "2023-01-01", "2023-01-02") in changes
    assert ("ESMType", "LOU", None) in changes
    assert len(changes) == 4


def test_an_entity_that_is_there_once_may_come_and_go() -> None:
    assert said(learner(), learner(LearnerHE=LearnerHE(TTACCOM=1))) == [("TTACCOM", None, "1")]


def test_what_is_left_out_is_not_compared() -> None:
    old, new = through_xml(learner(aim())), through_xml(learner(finished(), Sex="M"))
    assert [one.element for one in differences(of("Learner"), old, new, but=("LearningDelivery",))] == ["Sex"]


# Which belong together.


def together(old: list[LearningDelivery], new: list[LearningDelivery]) -> list[tuple[int | None, int | None]]:
    numbered = [
        (old.index(one) if one else None, new.index(other) if other else None)
        for one, other in pairs(of("LearningDelivery"), old, new)
    ]
    assert len(numbered) == len({pair[0] for pair in numbered if pair[0] is not None}) + sum(
        pair[0] is None for pair in numbered
    )
    return numbered


def test_aims_belong_together_by_reference_and_start_whatever_their_number() -> None:
    old = [aim(AimSeqNumber=1), aim(AimSeqNumber=2, LearnAimRef="Z0020002")]
    new = [aim(AimSeqNumber=7, LearnAimRef="Z0020002"), aim(AimSeqNumber=8)]
    assert together(old, new) == [(0, 1), (1, 0)]


def test_an_aim_whose_start_was_corrected_is_the_same_aim() -> None:
    assert together([aim()], [aim(LearnStartDate=date(2024, 5, 2), AimSeqNumber=4)]) == [(0, 0)]


def test_two_spells_of_a_bootcamp_are_two_aims() -> None:
    first, second = aim(), aim(AimSeqNumber=2, LearnStartDate=date(2024, 6, 1))
    assert together([first], [second, aim()]) == [(0, 1), (None, 0)]
    assert together([first, second], [aim()]) == [(0, 0), (1, None)]


def test_another_aim_is_another_aim() -> None:
    assert together([aim()], [aim(LearnAimRef="Z0020002")]) == [(0, None), (None, 0)]


def test_what_says_the_same_belongs_together_before_all_others() -> None:
    one, other = (
        EmploymentStatusMonitoring(ESMType="LOU", ESMCode=1),
        EmploymentStatusMonitoring(ESMType="LOU", ESMCode=2),
    )
    entity_of_monitoring = of("EmploymentStatusMonitoring")
    same = EmploymentStatusMonitoring(ESMType="LOU", ESMCode=2)
    found_pairs = pairs(entity_of_monitoring, [one, other], [same])
    assert found_pairs == [(one, None), (other, same)]
