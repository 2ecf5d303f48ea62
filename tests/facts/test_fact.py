"""A fact is worked out once for each record and what it is judged with, and never answers for other arguments."""

from openlet.facts import fact
from openlet.facts.aims import aim_kind, bootcamp_aims, fam_codes
from openlet.facts.contribution import contributions
from openlet.facts.people import employment_before
from openlet.ilr.records import Learner, LearningDelivery
from tests.make import START, aim, boxes, given, learner

calls: list[tuple[object, ...]] = []


@fact
def counted(aim: LearningDelivery, /, *rest: object, **named: object) -> str | None:
    """How often it was asked."""
    calls.append((*rest, *named.values()))
    return None


def test_it_is_worked_out_once_even_where_the_answer_is_none() -> None:
    calls.clear()
    record = aim()
    assert counted(record) is None
    assert counted(record) is None
    assert calls == [()]


def test_it_is_worked_out_for_each_record() -> None:
    calls.clear()
    counted(aim())
    counted(aim())
    assert len(calls) == 2


@fact
def told(aim: LearningDelivery, /, *rest: object, **named: object) -> tuple[object, ...]:
    """What it was asked with."""
    calls.append((*rest, *named.values()))
    return (*rest, *named.values())


def test_it_is_worked_out_once_for_an_argument_asked_again() -> None:
    calls.clear()
    record = aim()
    assert [told(record, argument) for argument in (1, 1, 2, 2)] == [(1,), (1,), (2,), (2,)]
    assert calls == [(1,), (2,)]


def test_no_argument_is_answered_with_the_answer_for_another() -> None:
    record = aim()
    assert [told(record, argument) for argument in (1, 2, 1)] == [(1,), (2,), (1,)]
    assert [told(record, 1, argument) for argument in (1, 2, 1)] == [(1, 1), (1, 2), (1, 1)]
    assert told(record) == ()


def test_no_argument_given_by_name_is_answered_with_the_answer_for_another() -> None:
    record = aim()
    assert [told(record, day=day) for day in (1, 2, 1)] == [(1,), (2,), (1,)]
    assert [told(record), told(record, day=1), told(record)] == [(), (1,), ()]


def test_two_facts_of_one_record_are_kept_apart() -> None:
    @fact
    def other(aim: LearningDelivery) -> str:
        return "other"

    record = aim()
    assert (counted(record), other(record), counted(record)) == (None, "other", None)


def test_a_fact_that_fails_is_asked_again() -> None:
    @fact
    def failing(learner: Learner) -> None:
        calls.append(())
        raise ValueError

    calls.clear()
    record = learner()
    for _ in range(2):
        try:
            failing(record)
        except ValueError:
            continue
    assert len(calls) == 2


def test_it_keeps_its_name_and_its_docstring() -> None:
    assert counted.__name__ == "counted"
    assert counted.__doc__ == "How often it was asked."
    assert counted.__module__ == __name__


def test_the_same_object_is_given_back() -> None:
    record, judged_with = learner(), given()
    assert bootcamp_aims(record, judged_with) is bootcamp_aims(record, judged_with)
    assert fam_codes(record.LearningDelivery[0]) is fam_codes(record.LearningDelivery[0])
    assert employment_before(record, START) is record.LearnerEmploymentStatus[0]


def test_another_contract_gives_another_answer_about_the_same_record() -> None:
    record = aim(LearnAimRef="60012345", ProviderSpecDeliveryMonitoring=boxes("CONTRIBUTION 10"))
    lenient, strict = given(), given('scope = "all_sof_112"\ncontribution_match = "exact"')
    for _ in range(2):
        assert (aim_kind(record, lenient), aim_kind(record, strict)) == (None, "BC")
        assert (len(contributions(record, lenient)), len(contributions(record, strict))) == (1, 0)
