from datetime import date

import pytest

from openlet.ilr.records import Learner
from tests.make import OTHER_ULN, ULN, aim, given, learner, milestone
from tests.rules.wmca.asking import ORDINARY, fires, given_nothing, messages

START = date(2024, 5, 1)
AUGUST = 'age_test = "aug31"'


def born(birthday: date | None, start: date | None = START, **fields: object) -> Learner:
    return learner(aim(LearnStartDate=start), DateOfBirth=birthday, **fields)


@pytest.mark.parametrize(
    ("person", "fault"),
    [
        pytest.param(born(date(2005, 5, 1)), False, id="19th birthday on the start date"),
        pytest.param(born(date(2005, 5, 2)), True, id="19th birthday the day after the start"),
        pytest.param(born(date(2005, 4, 30)), False, id="19th birthday the day before the start"),
        pytest.param(born(date(1950, 1, 1)), False, id="an older learner"),
        pytest.param(born(date(2010, 1, 1)), True, id="a child"),
        pytest.param(born(None), False, id="no date of birth: not this rule's business"),
        pytest.param(born(date(2010, 1, 1), None), False, id="no start date: not this rule's business"),
        pytest.param(
            born(date(2004, 2, 29), date(2023, 2, 28)), True, id="born on 29 February: still 18 on 28 February"
        ),
        pytest.param(born(date(2004, 2, 29), date(2023, 3, 1)), False, id="born on 29 February: 19 on 1 March"),
    ],
)
def test_age_on_the_start_date(person: Learner, fault: bool) -> None:
    assert fires("NP-03", person) is fault


@pytest.mark.parametrize(
    ("birthday", "start", "fault"),
    [
        pytest.param(date(2004, 8, 31), START, False, id="19 on 31 August of the funding year"),
        pytest.param(date(2004, 9, 1), START, True, id="19 the day after, though 19 on the start date"),
        pytest.param(date(2004, 8, 31), date(2024, 7, 31), False, id="last day of the funding year"),
        pytest.param(date(2004, 9, 1), date(2024, 7, 31), True, id="last day of the funding year, a day too young"),
        pytest.param(date(2005, 8, 31), date(2024, 8, 1), False, id="first day of the next funding year"),
        pytest.param(date(2005, 9, 1), date(2024, 8, 1), True, id="first day of the next year, a day too young"),
    ],
)
def test_age_on_31_august_where_the_contract_says_so(birthday: date, start: date, fault: bool) -> None:
    assert fires("NP-03", born(birthday, start), AUGUST) is fault


def test_the_two_readings_of_age_differ_in_both_directions() -> None:
    nineteen_since_september = born(date(2004, 9, 1))
    nineteen_at_the_end_of_august = born(date(2005, 8, 31), date(2024, 8, 1))
    assert not fires("NP-03", nineteen_since_september)
    assert fires("NP-03", nineteen_since_september, AUGUST)
    assert fires("NP-03", nineteen_at_the_end_of_august)
    assert not fires("NP-03", nineteen_at_the_end_of_august, AUGUST)


@pytest.mark.parametrize(
    ("uln", "readings", "fault"),
    [
        pytest.param(ULN, f"age_exceptions = [{ULN}]", False, id="an agreed exception"),
        pytest.param(ULN, f"age_exceptions = [{OTHER_ULN}, {ULN}]", False, id="one of several exceptions"),
        pytest.param(ULN, f"age_exceptions = [{OTHER_ULN}]", True, id="somebody else's exception"),
        pytest.param(ULN, "age_exceptions = []", True, id="no exceptions"),
        pytest.param(ULN, f"{AUGUST}\nage_exceptions = [{ULN}]", False, id="an exception, age on 31 August"),
        pytest.param(None, f"age_exceptions = [{ULN}]", True, id="no ULN, so no exception"),
    ],
)
def test_agreed_exceptions(uln: int | None, readings: str, fault: bool) -> None:
    assert fires("NP-03", born(date(2006, 1, 1), ULN=uln), readings) is fault


@pytest.mark.parametrize(
    ("person", "count"),
    [
        pytest.param(learner(aim(LearnAimRef=ORDINARY), DateOfBirth=date(2006, 1, 1)), 0, id="no bootcamp"),
        pytest.param(learner(milestone(AimSeqNumber=1), DateOfBirth=date(2006, 1, 1)), 0, id="a milestone aim only"),
        pytest.param(
            learner(
                aim(LearnStartDate=date(2024, 4, 30)),
                aim(AimSeqNumber=2, LearnAimRef="Z0020002"),
                DateOfBirth=date(2005, 5, 1),
            ),
            1,
            id="19 for the second of two bootcamps, so only the first is found",
        ),
    ],
)
def test_each_bootcamp_is_judged_by_itself(person: Learner, count: int) -> None:
    assert len(messages("NP-03", person)) == count


def test_it_is_skipped_without_a_contract() -> None:
    assert not fires("NP-03", born(date(2010, 1, 1)), judged_with=given_nothing())


@pytest.mark.parametrize(
    ("readings", "age"), [pytest.param("", 18, id="on the start date"), pytest.param(AUGUST, 17, id="on 31 August")]
)
def test_the_message_names_birth_age_and_start(readings: str, age: int) -> None:
    assert messages("NP-03", born(date(2006, 1, 1)), given(readings)) == [
        f"The learner, born 1 January 2006, is {age} for the bootcamp that starts 1 May 2024; under 19 is not funded. "
        "Check the date of birth; an agreed exception goes into the contract file."
    ]
