"""Which learners, aims and employment statuses go into the new year, and which are kept aside."""

from datetime import date
from typing import Any

import pytest

from openlet.ilr.migrating import AIM, BREAK, LEARNER, OVERDUE, UNKNOWN_OUTCOME, Choice, Choices, Outcome
from tests import make
from tests.ilr.migrated import Migrated, from_file, migrated
from tests.make import BOOTCAMP, aim, fams, finished, learner, milestone, status

LEAVE, CARRY = Choice.LEAVE, Choice.CARRY
ENDED = date(2024, 7, 10)
ON_A_BREAK: dict[str, Any] = {"CompStatus": 6, "LearnActEndDate": ENDED, "Outcome": 3}
UNKNOWN: dict[str, Any] = {"CompStatus": 2, "LearnActEndDate": ENDED, "Outcome": 8}
STANDARD: dict[str, Any] = {"AimType": 1, "ProgType": 25, "FundModel": 36, "StdCode": 91, "LearnAimRef": "ZPROG001"}
COMPONENT: dict[str, Any] = STANDARD | {"AimType": 3, "LearnAimRef": "60001234"}


def went(made: Migrated) -> bool:
    return len(made.learners) == 1


# Continuing, completed, withdrawn.


def test_a_continuing_aim_goes_with_its_learner() -> None:
    made = migrated(learner())
    assert made.aims == [BOOTCAMP]
    assert made.rows(AIM)[0].outcome == Outcome.CARRIED
    assert made.migration.questions == []


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"CompStatus": 2, "Outcome": 1}, "completed in 2023-24"),
        ({"CompStatus": 2, "Outcome": 3}, "completed in 2023-24"),
        ({"CompStatus": 3, "Outcome": 3, "WithdrawReason": 3}, "withdrawn in 2023-24"),
    ],
)
def test_an_aim_that_has_ended_stays_behind_and_so_does_a_learner_without_another(
    fields: dict[str, Any], said: str
) -> None:
    made = migrated(learner(aim(LearnActEndDate=ENDED, **fields)))
    assert made.learners == []
    (row,) = made.rows(AIM)
    assert (row.outcome, row.attention) == (Outcome.LEFT, False)
    assert row.reason.startswith(said)
    assert made.rows(LEARNER)[0].outcome == Outcome.LEFT


def test_of_several_aims_only_those_that_go_on_go() -> None:
    made = migrated(
        learner(
            finished(), aim(LearnAimRef="Z0020002", AimSeqNumber=2), milestone(AimSeqNumber=3, day=date(2024, 7, 31))
        )
    )
    assert made.aims == ["Z0020002"]
    assert [row.outcome for row in made.rows(AIM)] == [Outcome.LEFT, Outcome.CARRIED, Outcome.LEFT]


@pytest.mark.parametrize(("day", "goes"), [(date(2024, 7, 31), False), (date(2024, 8, 1), True)])
def test_an_aim_that_ended_in_the_new_year_belongs_to_its_return(day: date, goes: bool) -> None:
    """The old year's return takes changes up to 31 July (B-53)."""
    made = migrated(learner(finished(LearnActEndDate=day)))
    assert went(made) == goes
    if goes:
        assert made.rows(AIM)[0].reason == "it ended in 2024-25 or later, so it belongs to the return of 2024-25"
        assert made.learner.LearningDelivery[0].CompStatus == 2


def test_an_aim_of_the_esf_stays_behind_when_the_programme_has_closed() -> None:
    esf = learner(aim(FundModel=70))
    assert "ESF" in migrated(esf, of="2022-23", to="2023-24").rows(AIM)[0].reason
    assert not went(migrated(esf, of="2022-23", to="2023-24"))
    assert went(migrated(learner(aim(FundModel=35)), of="2022-23", to="2023-24"))


def test_a_learner_without_any_aim_is_kept_aside() -> None:
    made = migrated(learner(LearningDelivery=[]), learner(LearnRefNumber="L0002"))
    assert [one.LearnRefNumber for one in made.learners] == ["L0002"]
    assert made.rows(LEARNER)[0].outcome == Outcome.ASIDE
    assert "it has no aim" in made.rows(LEARNER)[0].reason


# Questions.


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        (ON_A_BREAK, BREAK),
        (UNKNOWN, UNKNOWN_OUTCOME),
        (UNKNOWN | {"CompStatus": 3}, UNKNOWN_OUTCOME),
        (UNKNOWN | {"Outcome": None}, UNKNOWN_OUTCOME),
    ],
)
@pytest.mark.parametrize("choice", [None, CARRY, LEAVE])
def test_what_nobody_but_the_provider_can_tell_is_asked_and_carried_until_it_is_said(
    fields: dict[str, Any], kind: str, choice: Choice | None
) -> None:
    choices = Choices(breaks=choice) if kind == BREAK else Choices(unknown_outcomes=choice)
    made = migrated(learner(aim(**fields)), choices=choices)
    assert went(made) == (choice is not LEAVE)
    (question,) = made.migration.questions
    assert (question.LearnRefNumber, question.AimSeqNumber, question.LearnAimRef) == ("L0001", 1, BOOTCAMP)
    assert (question.kind, question.answer, question.decided) == (kind, choice or CARRY, choice is not None)
    assert made.rows(AIM)[0].attention == (choice is None)


@pytest.mark.parametrize("fields", [ON_A_BREAK, UNKNOWN])
def test_the_answer_for_one_aim_comes_before_the_general_one(fields: dict[str, Any]) -> None:
    both = [learner(aim(**fields), LearnRefNumber=name) for name in ("L0001", "L0002")]
    choices = Choices(LEAVE, LEAVE, aims={("L0002", 1): CARRY, ("L0001", 2): CARRY})
    assert [one.LearnRefNumber for one in migrated(*both, choices=choices).learners] == ["L0002"]
    choices = Choices(aims={("L0002", 1): LEAVE})
    made = migrated(*both, choices=choices)
    assert [one.LearnRefNumber for one in made.learners] == ["L0001"]
    assert [question.decided for question in made.migration.questions] == [False, True]
    assert "as chosen for this aim" in made.rows(AIM)[1].reason


def test_a_break_that_began_in_the_new_year_is_no_question() -> None:
    made = migrated(learner(aim(**ON_A_BREAK | {"LearnActEndDate": date(2024, 8, 1)})))
    assert went(made)
    assert made.migration.questions == []


def test_a_choice_for_breaks_says_nothing_of_unknown_outcomes() -> None:
    two = learner(aim(**ON_A_BREAK), aim(LearnAimRef="Z0020002", AimSeqNumber=2, **UNKNOWN))
    assert migrated(two, choices=Choices(breaks=LEAVE)).aims == ["Z0020002"]
    assert migrated(two, choices=Choices(unknown_outcomes=LEAVE)).aims == [BOOTCAMP]


# Programmes.


@pytest.mark.parametrize(
    ("programme", "component", "aims"),
    [
        ({}, {"CompStatus": 2, "Outcome": 1, "LearnActEndDate": ENDED}, ["ZPROG001", "60001234"]),
        ({}, {"CompStatus": 2, "Outcome": 1, "LearnActEndDate": ENDED, "ProgType": 30}, ["ZPROG001"]),
        ({}, {"CompStatus": 2, "Outcome": 1, "LearnActEndDate": ENDED, "StdCode": 92}, ["ZPROG001"]),
        ({"CompStatus": 2, "Outcome": 1, "LearnActEndDate": ENDED}, {}, ["ZPROG001", "60001234"]),
        ({"ProgType": None}, {"CompStatus": 2, "Outcome": 1, "LearnActEndDate": ENDED, "ProgType": None}, ["ZPROG001"]),
    ],
)
def test_a_closed_component_goes_with_its_open_programme_and_the_other_way_round(
    programme: dict[str, Any], component: dict[str, Any], aims: list[str]
) -> None:
    made = migrated(learner(aim(**STANDARD | programme), aim(AimSeqNumber=2, **COMPONENT | component)))
    assert made.aims == aims


def test_a_programme_left_behind_by_choice_takes_its_closed_components_with_it() -> None:
    two = learner(aim(**STANDARD | ON_A_BREAK), aim(AimSeqNumber=2, **COMPONENT | UNKNOWN | {"Outcome": 1}))
    assert migrated(two).aims == ["ZPROG001", "60001234"]
    assert migrated(two, choices=Choices(breaks=LEAVE)).learners == []


def test_a_standard_that_waits_for_its_assessment_is_an_unknown_outcome_and_no_contradiction() -> None:
    """Rule CompStatus_02: its programme aim may have an actual end before it is complete."""
    made = migrated(learner(aim(**STANDARD, LearnActEndDate=ENDED, Outcome=8)))
    assert made.aims == ["ZPROG001"]
    assert made.migration.questions[0].kind == UNKNOWN_OUTCOME


# Apprenticeships planned to end long ago (changes.md 4.1): into 2024-25 those with a planned end before 1 August 2022.

LONG_PAST = {"LearnStartDate": date(2019, 8, 1), "LearnPlanEndDate": date(2022, 7, 31)}
JUST_IN = LONG_PAST | {"LearnPlanEndDate": date(2022, 8, 1)}


@pytest.mark.parametrize("state", [{}, ON_A_BREAK, UNKNOWN], ids=["continuing", "on a break", "outcome unknown"])
@pytest.mark.parametrize("choice", [None, CARRY, LEAVE])
def test_an_apprenticeship_planned_to_end_long_ago_stays_behind_until_it_is_said_otherwise(
    state: dict[str, Any], choice: Choice | None
) -> None:
    whole = learner(aim(**STANDARD | LONG_PAST | state), aim(AimSeqNumber=2, **COMPONENT | LONG_PAST))
    made = migrated(whole, choices=Choices(overdue=choice, breaks=CARRY, unknown_outcomes=CARRY))
    assert went(made) == (choice is CARRY)
    (question,) = made.migration.questions
    assert (question.kind, question.answer, question.decided) == (OVERDUE, choice or LEAVE, choice is not None)
    first, second = made.rows(AIM)
    assert "an apprenticeship that was planned to end before 1 August 2022" in first.reason
    assert first.attention == (choice is None)
    assert first.outcome == second.outcome


@pytest.mark.parametrize("state", [{}, ON_A_BREAK, UNKNOWN], ids=["continuing", "on a break", "outcome unknown"])
def test_an_apprenticeship_planned_to_end_on_the_limit_or_later_goes_with_its_components(state: dict[str, Any]) -> None:
    closed = COMPONENT | {"CompStatus": 2, "Outcome": 1, "LearnActEndDate": ENDED}
    made = migrated(learner(aim(**STANDARD | JUST_IN | state), aim(AimSeqNumber=2, **closed)))
    assert made.aims == ["ZPROG001", "60001234"]


def test_the_limit_is_for_the_programme_aims_of_apprenticeships_alone() -> None:
    for other in ({}, COMPONENT, STANDARD | {"ProgType": 31, "FundModel": 25, "StdCode": None}):
        assert went(migrated(learner(aim(**other | LONG_PAST))))
    achieved = STANDARD | LONG_PAST | {"CompStatus": 2, "Outcome": 1, "LearnActEndDate": ENDED}
    assert migrated(learner(aim(**achieved))).migration.questions == []


def test_a_component_of_an_overdue_apprenticeship_can_be_chosen_itself() -> None:
    whole = learner(aim(**STANDARD | LONG_PAST), aim(AimSeqNumber=2, **COMPONENT | ON_A_BREAK))
    assert migrated(whole).learners == []
    assert migrated(whole, choices=Choices(aims={("L0001", 2): CARRY})).aims == ["60001234"]
    assert migrated(whole, choices=Choices(aims={("L0001", 1): CARRY})).aims == ["ZPROG001", "60001234"]


# Kept aside.


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"LearnActEndDate": ENDED}, "CompStatus 1 says that it goes on, LearnActEndDate that it has ended"),
        ({"CompStatus": 2, "Outcome": 1}, "CompStatus 2 says that it has ended, but it has no LearnActEndDate"),
        ({"CompStatus": 3, "Outcome": 3}, "CompStatus 3 says that it has ended, but it has no LearnActEndDate"),
        ({"CompStatus": 6}, "CompStatus 6 says that it has ended, but it has no LearnActEndDate"),
        ({"CompStatus": 4, "LearnActEndDate": ENDED}, "its CompStatus is missing or not in the list"),
        ({"CompStatus": None}, "its CompStatus is missing or not in the list"),
    ],
)
def test_a_learner_whose_aim_contradicts_itself_is_kept_aside_and_named(fields: dict[str, Any], said: str) -> None:
    made = migrated(learner(aim(**fields), aim(AimSeqNumber=2, LearnAimRef="Z0020002")), learner(LearnRefNumber="L2"))
    assert [one.LearnRefNumber for one in made.learners] == ["L2"]
    (whole,) = [row for row in made.rows(LEARNER) if row.outcome == Outcome.ASIDE]
    assert (whole.LearnRefNumber, whole.attention) == ("L0001", True)
    assert whole.reason == "an aim contradicts itself: correct it in the return of 2023-24"
    first, second = made.rows(AIM, outcome=Outcome.ASIDE)
    assert (first.reason, first.attention) == (said, True)
    assert (second.reason, second.attention) == ("its learner is kept aside", False)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<CompStatus>1</CompStatus>", "<CompStatus>one</CompStatus>"),
        ("<CompStatus>1</CompStatus>", "<CompStatus>1</CompStatus><CompStatus>1</CompStatus>"),
        ("<CompStatus>1</CompStatus>", "<CompStatus>1</CompStatus><LearnActEndDate>10/07/2024</LearnActEndDate>"),
        (
            "<CompStatus>1</CompStatus>",
            "<CompStatus>2</CompStatus><LearnActEndDate>2024-07-10</LearnActEndDate><Outcome>?</Outcome>",
        ),
    ],
)
def test_a_learner_of_whom_nothing_can_be_read_is_kept_aside(old: str, new: str) -> None:
    content = make.xml([learner()])
    assert content.count(old) == 1
    made = from_file(content.replace(old, new), "2024-25")
    assert made.learners == []
    assert [row.outcome for row in made.rows(LEARNER)] == [Outcome.ASIDE]
    assert made.rows(AIM)[0].reason == "its CompStatus, LearnActEndDate or Outcome cannot be read"


def test_two_learners_of_one_reference_are_both_kept_aside() -> None:
    made = migrated(learner(), learner(LearnRefNumber="L0002"), learner(ULN=make.OTHER_ULN))
    assert [one.LearnRefNumber for one in made.learners] == ["L0002"]
    aside = made.rows(LEARNER, outcome=Outcome.ASIDE)
    assert [row.LearnRefNumber for row in aside] == ["L0001", "L0001"]
    assert len({row.line for row in aside}) == 2
    assert all("the same LearnRefNumber" in row.reason for row in aside)


@pytest.mark.parametrize("reference", [None, "   "])
def test_a_learner_without_a_reference_is_kept_aside_with_its_line(reference: str | None) -> None:
    made = migrated(learner(LearnRefNumber=reference), learner(LearnRefNumber="L2"))
    (row,) = made.rows(LEARNER, outcome=Outcome.ASIDE)
    assert row.reason == "it has no LearnRefNumber: enter one"
    assert row.line is not None
    assert [one.LearnRefNumber for one in made.learners] == ["L2"]


# The cross-year example of the guide.

OFFER = date(2024, 10, 14)


def test_a_bootcamp_completed_last_year_is_not_returned_again_and_the_milestone_reached_since_is_alone() -> None:
    bootcamp, interview, job = finished(), milestone(day=date(2024, 7, 31)), milestone("Z0010212", OFFER)
    made = migrated(learner(bootcamp, interview, job))
    assert made.aims == ["Z0010212"]
    (carried,) = made.learner.LearningDelivery
    assert (carried.LearnStartDate, carried.LearnPlanEndDate, carried.LearnActEndDate) == (OFFER, OFFER, OFFER)
    assert (carried.CompStatus, carried.Outcome) == (2, 1)
    assert carried.ProviderSpecDeliveryMonitoring[0].ProvSpecDelMon == BOOTCAMP
    first, second, third = made.rows(AIM)
    assert "a milestone reached in 2024-25 is returned alone, as Z0010211 or Z0010212" in first.reason
    assert second.reason == "a milestone claimed in 2023-24 or before: it is not returned again"
    assert third.reason == "a milestone reached in 2024-25 or later, so it belongs to the return of 2024-25"


@pytest.mark.parametrize(("day", "goes"), [(date(2024, 7, 31), False), (date(2024, 8, 1), True)])
@pytest.mark.parametrize("ref", ["Z0010211", "Z0010212"])
def test_the_day_of_the_offer_decides_to_which_year_a_milestone_belongs(ref: str, day: date, goes: bool) -> None:
    assert went(migrated(learner(finished(), milestone(ref, day)))) == goes


def test_a_milestone_is_returned_in_its_own_year_only() -> None:
    """Reached in October 2024: in the return of 2024-25, and in no later one."""
    whole = learner(finished(), milestone("Z0010212", OFFER))
    assert migrated(whole, to="2024-25").aims == ["Z0010212"]
    assert migrated(whole, to="2025-26").learners == []


def test_other_aims_than_those_of_the_authority_are_not_told_about_milestones() -> None:
    made = migrated(learner(finished(LearningDeliveryFAM=fams("SOF105", "FFI1"))))
    assert made.rows(AIM)[0].reason == "completed in 2023-24 or before: it is not returned again"


def test_a_learner_can_go_without_an_aim_so_that_a_milestone_can_be_claimed() -> None:
    choices = Choices(for_milestones=frozenset({"L0001"}))
    whole = learner(finished(), milestone(day=date(2024, 7, 31)))
    made = migrated(whole, learner(finished(), LearnRefNumber="L0002"), choices=choices)
    assert made.learner.LearnRefNumber == "L0001"
    assert made.learner.LearningDelivery == []
    assert made.learner.FamilyName == "Invented"
    assert len(made.learner.LearnerEmploymentStatus) == 1
    (row,) = made.rows(LEARNER, outcome=Outcome.CARRIED)
    assert row.attention


# Employment statuses.

FIRST, SECOND, THIRD = date(2023, 1, 1), date(2024, 3, 1), date(2024, 6, 1)


def dates(made: Migrated) -> list[date | None]:
    return [one.DateEmpStatApp for one in made.learner.LearnerEmploymentStatus]


def with_statuses(*aims: Any, since: tuple[date, ...] = (FIRST, SECOND, THIRD)) -> Migrated:
    return migrated(learner(*aims, LearnerEmploymentStatus=[status(since=day) for day in since]))


@pytest.mark.parametrize(
    ("start", "kept"),
    [
        (date(2024, 5, 1), [SECOND, THIRD]),
        (date(2024, 3, 1), [FIRST, SECOND, THIRD]),  # a status of the very day was not in force before it
        (date(2024, 3, 2), [SECOND, THIRD]),
        (date(2024, 6, 2), [THIRD]),
        (date(2022, 12, 31), [FIRST, SECOND, THIRD]),
    ],
)
def test_the_status_in_force_before_the_earliest_start_is_kept_with_all_later_ones(
    start: date, kept: list[date]
) -> None:
    made = with_statuses(aim(LearnStartDate=start))
    assert dates(made) == kept
    left = made.rows(path="LearnerEmploymentStatus", outcome=Outcome.LEFT)
    assert sum(row.fields for row in left) == 4 * (3 - len(kept))  # with the monitoring below them


def test_the_order_of_the_statuses_changes_nothing() -> None:
    made = with_statuses(aim(LearnStartDate=date(2024, 6, 2)), since=(THIRD, FIRST, SECOND))
    assert dates(made) == [THIRD]


def test_only_the_aims_that_go_count() -> None:
    early = finished(LearnStartDate=date(2023, 2, 1))
    made = with_statuses(early, aim(AimSeqNumber=2, LearnStartDate=date(2024, 6, 2)))
    assert dates(made) == [THIRD]


def test_the_original_start_counts_where_there_is_one() -> None:
    made = with_statuses(aim(LearnStartDate=date(2024, 6, 2), OrigLearnStartDate=date(2023, 2, 1)))
    assert dates(made) == [FIRST, SECOND, THIRD]


def test_two_statuses_of_one_day_are_both_kept() -> None:
    assert dates(with_statuses(aim(LearnStartDate=THIRD), since=(FIRST, SECOND, SECOND))) == [SECOND, SECOND]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<LearnStartDate>2024-06-02</LearnStartDate>", "<LearnStartDate>2 June</LearnStartDate>"),
        ("<LearnStartDate>2024-06-02</LearnStartDate>", ""),
        (
            "<LearnStartDate>2024-06-02</LearnStartDate>",
            "<LearnStartDate>2024-06-02</LearnStartDate><OrigLearnStartDate>?</OrigLearnStartDate>",
        ),
    ],
)
def test_without_a_start_that_can_be_read_every_status_is_kept(old: str, new: str) -> None:
    statuses = [status(since=day) for day in (FIRST, SECOND)]
    content = make.xml([learner(aim(LearnStartDate=date(2024, 6, 2)), LearnerEmploymentStatus=statuses)])
    assert content.count(old) == 1
    assert dates(from_file(content.replace(old, new), "2024-25")) == [FIRST, SECOND]


def test_a_status_whose_date_cannot_be_read_is_kept_and_said() -> None:
    statuses = [status(since=day) for day in (FIRST, SECOND)]
    content = make.xml([learner(aim(LearnStartDate=date(2024, 6, 2)), LearnerEmploymentStatus=statuses)])
    made = from_file(content.replace(FIRST.isoformat(), "1/1/23"), "2024-25")
    assert dates(made) == [None, SECOND]
    assert "<DateEmpStatApp>1/1/23</DateEmpStatApp>" in made.xml
    assert any(row.attention for row in made.rows(path="DateEmpStatApp"))
