"""A return that goes through several years: one after another, with their reports joined."""

from datetime import date

from openlet.ilr.migrating import AIM, FIELD, Choice, Choices, Outcome
from openlet.ilr.records import ContactPreference, LearningDeliveryHE
from tests import make
from tests.ilr.migrated import migrated
from tests.make import aim, fams, finished, learner


def test_several_years_are_gone_through_one_after_another_and_their_reports_joined() -> None:
    he = LearningDeliveryHE(SOC2000=1234, TYPEYR=1, MODESTUD=1, YEARSTU=1, MSTUFEE=1, SPECFEE=0)
    whole = learner(
        aim(LearningDeliveryFAM=fams("SOF112", "HHS1", "LDM358"), EmpOutcome=1, LearningDeliveryHE=he),
        ContactPreference=[ContactPreference(ContPrefType="RUI", ContPrefCode=5)],
    )
    made = migrated(whole, make.progression(), of="2022-23", to="2025-26")
    left = [(str(row.into), row.path.rpartition("/")[2]) for row in made.rows(outcome=Outcome.LEFT)]
    assert sorted(left) == [
        ("2023-24", "LearningDeliveryFAM"),
        ("2023-24", "PlanLearnHours"),
        ("2024-25", "EmpOutcome"),
        ("2024-25", "LearnerDestinationandProgression"),
        ("2025-26", "ContactPreference"),
        ("2025-26", "LearningDeliveryFAM"),
    ]
    assert [str(row.into) for row in made.rows(FIELD, "SOC2000", Outcome.CHANGED)] == ["2025-26"]
    assert [len(made.rows("learner")), len(made.rows(AIM))] == [3, 3]


def test_a_question_is_asked_in_each_year_and_one_answer_is_enough() -> None:
    whole = learner(aim(CompStatus=6, LearnActEndDate=date(2023, 7, 1), Outcome=3))
    open_ = migrated(whole, of="2022-23", to="2025-26")
    assert [(str(one.into), one.decided) for one in open_.migration.questions] == [
        ("2023-24", False), ("2024-25", False), ("2025-26", False),
    ]  # fmt: skip
    carried = migrated(whole, of="2022-23", to="2025-26", choices=Choices(aims={("L0001", 1): Choice.CARRY}))
    assert [one.decided for one in carried.migration.questions] == [True] * 3
    left = migrated(whole, of="2022-23", to="2025-26", choices=Choices(aims={("L0001", 1): Choice.LEAVE}))
    assert len(left.migration.questions) == 1
    assert left.learners == []


def test_aims_keep_their_numbers_until_the_last_year_so_that_choices_still_fit() -> None:
    on_a_break = aim(AimSeqNumber=2, LearnAimRef="Z2", CompStatus=6, LearnActEndDate=date(2023, 7, 1), Outcome=3)
    whole = learner(finished(LearnActEndDate=date(2023, 7, 1)), on_a_break, aim(AimSeqNumber=3, LearnAimRef="Z3"))
    made = migrated(whole, of="2022-23", to="2024-25", choices=Choices(renumber=True))
    assert [(one.LearnAimRef, one.AimSeqNumber) for one in made.learner.LearningDelivery] == [("Z2", 1), ("Z3", 2)]
    assert [question.AimSeqNumber for question in made.migration.questions] == [2, 2]
    assert [str(row.into) for row in made.rows(FIELD, "AimSeqNumber", Outcome.CHANGED)] == ["2024-25"] * 2
