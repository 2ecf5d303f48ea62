"""Who is one person: the ULN across providers; inside a provider also the learner reference (AMB-52)."""

from datetime import date
from itertools import permutations
from typing import Any

import pytest

from openlet.contracts.terms import Contracts
from openlet.ilr.opening import Source
from openlet.payments.claims import Claim
from openlet.payments.persons import persons
from openlet.reports.pay import document
from openlet.scale.stage_one import open_file, stage_one
from tests import make
from tests.payments.settling import OTHER_UKPRN, bootcamp, said, settled, terms
from tests.payments.worlds import ULNS

Who = tuple[dict[str, Any], ...]
A, B = ULNS[:2]
TEMPORARY, WRONG = 9999999999, 1234567890
BORN, OTHER_DAY = date(1990, 2, 3), date(1991, 4, 5)
P, Q = make.UKPRN, OTHER_UKPRN


def claims(*who: dict[str, Any], readings: str = "") -> list[Claim]:
    """The claims of learners, each in a file of its own."""
    prices = ((make.BOOTCAMP, "3000.00"),)
    found = []
    for number, one in enumerate(who):
        fields = {"LearnRefNumber": "L1", "ULN": A, "DateOfBirth": BORN, **one}
        ukprn = fields.pop("UKPRN", P)
        contracts = Contracts((terms(ukprn, prices, readings),))
        text = make.xml([make.learner(**fields)], ukprn=ukprn)
        opened = open_file(Source(f"{number}.xml", None, text.encode()))
        found += stage_one(opened, contracts, make.AS_OF).claims
    return found


def groups(*who: dict[str, Any], readings: str = "") -> set[frozenset[int]]:
    """Which of them (by number) are one person; the same in any order."""
    listed = claims(*who, readings=readings)
    found = set()
    for order in permutations(listed):
        people = persons(order)
        found.add(
            frozenset(
                frozenset(next(at for at, one in enumerate(listed) if one is claim) for claim in person)
                for person in people
            )
        )
    assert len(found) == 1, "the order of the claims matters"
    return set(found.pop())


def one_person(*numbers: int) -> frozenset[int]:
    return frozenset(numbers)


@pytest.mark.parametrize(
    ("who", "joined"),
    [
        pytest.param([{}, {"UKPRN": Q, "LearnRefNumber": "X7"}], True, id="one ULN at two providers"),
        pytest.param([{}, {"UKPRN": Q, "ULN": B}], False, id="one reference at two providers says nothing"),
        pytest.param([{}, {"LearnRefNumber": "L2"}], True, id="one ULN under two references"),
        pytest.param([{}, {"ULN": B}], True, id="a corrected ULN: one reference, one date of birth"),
        pytest.param([{}, {"ULN": B, "DateOfBirth": OTHER_DAY}], False,
                     id="one reference given to somebody else: another ULN and date of birth"),
        pytest.param([{}, {"ULN": B, "DateOfBirth": None}], False, id="a missing date of birth proves nothing"),
        pytest.param([{"DateOfBirth": None}, {"ULN": B, "DateOfBirth": None}], False, id="nor do two missing ones"),
        pytest.param([{}, {"ULN": TEMPORARY}], True, id="a temporary ULN joins its reference"),
        pytest.param([{}, {"ULN": WRONG}], True, id="a wrong ULN joins its reference"),
        pytest.param([{}, {"ULN": None}], True, id="no ULN joins its reference"),
        pytest.param([{}, {"ULN": TEMPORARY, "LearnRefNumber": "L2"}], False, id="a temporary ULN elsewhere does not"),
        pytest.param([{}, {"ULN": TEMPORARY, "LearnRefNumber": "L2", "PrevLearnRefNumber": "L1"}], True,
                     id="the previous reference joins too"),
        pytest.param([{"ULN": TEMPORARY}, {"ULN": TEMPORARY, "UKPRN": Q}], False,
                     id="two temporary ULNs at two providers are two people"),
        pytest.param([{"ULN": TEMPORARY}, {"ULN": TEMPORARY, "LearnRefNumber": "L2"}], False,
                     id="two temporary ULNs under two references are two people"),
        pytest.param([{"ULN": WRONG}, {"ULN": WRONG, "UKPRN": Q}], False, id="a wrong ULN identifies nobody"),
    ],
)  # fmt: skip
def test_two_records(who: list[dict[str, Any]], joined: bool) -> None:
    assert groups(*who) == ({one_person(0, 1)} if joined else {one_person(0), one_person(1)})


def test_a_wrong_check_digit_identifies_where_it_is_paid() -> None:
    readings = 'uln_checksum = "todo"'
    assert groups({"ULN": WRONG}, {"ULN": WRONG, "UKPRN": Q}, readings=readings) == {one_person(0, 1)}


def test_a_temporary_uln_under_a_reference_of_two_people_joins_neither() -> None:
    who: Who = (
        {},
        {"ULN": B, "DateOfBirth": OTHER_DAY},
        {"ULN": TEMPORARY, "DateOfBirth": None},
    )
    assert groups(*who) == {one_person(0), one_person(1), one_person(2)}


def test_a_temporary_uln_never_makes_one_person_of_two() -> None:
    """Its own reference is one person's, its previous reference another's."""
    who: Who = (
        {},
        {"ULN": B, "LearnRefNumber": "L2", "DateOfBirth": OTHER_DAY},
        {"ULN": TEMPORARY, "PrevLearnRefNumber": "L2", "DateOfBirth": None},
    )
    assert groups(*who) == {one_person(0, 2), one_person(1)}


def test_a_chain_of_evidence_is_followed() -> None:
    who: Who = (
        {},
        {"LearnRefNumber": "L2"},
        {"ULN": B, "LearnRefNumber": "L2"},
        {"ULN": B, "UKPRN": Q},
    )
    assert groups(*who) == {one_person(0, 1, 2, 3)}


# Through files.


def test_a_uln_that_was_temporary_first_keeps_its_history() -> None:
    """The first planned end comes from the return with the temporary ULN."""
    before = make.xml([make.learner(ULN=TEMPORARY)], prepared=date(2024, 5, 20))
    now = make.finished(LearnPlanEndDate=date(2024, 6, 30), LearnActEndDate=date(2024, 6, 30))
    found = bootcamp(document(settled([before, make.xml([make.learner(now, make.milestone())])])))
    assert said(found, "M1")[0] == "payable"
    assert said(found, "M2")[2] == {"MC-09"}


def test_one_person_twice_in_a_return_with_one_bootcamp_is_not_paid_twice() -> None:
    text = make.xml([make.learner(), make.learner(LearnRefNumber="L0002")])
    answer = document(settled([text]))
    assert said(bootcamp(answer), "M1") == ("not checkable", "0.00", set())


def test_one_person_twice_in_a_return_with_two_bootcamps_is_paid_once() -> None:
    other = make.aim(LearnAimRef="Z0020002", CompStatus=3, LearnActEndDate=date(2024, 7, 1))
    answer = document(settled([make.xml([make.learner(other, LearnRefNumber="L0002"), make.learner()])]))
    assert sorted(one["milestones"]["M1"]["status"] for one in answer["bootcamps"]) == ["no pay", "payable"]


def test_milestone_aims_under_another_reference_of_the_person_count() -> None:
    text = make.xml([make.learner(make.finished()), make.learner(make.milestone(), LearnRefNumber="L0002")])
    assert said(bootcamp(document(settled([text]))), "M2")[0] == "payable"


def test_milestone_aims_of_somebody_else_do_not_count() -> None:
    theirs = make.learner(make.milestone(), LearnRefNumber="L0002", ULN=make.OTHER_ULN, DateOfBirth=OTHER_DAY)
    answer = document(settled([make.xml([make.learner(make.finished()), theirs])]))
    assert [said(one, "M2")[2] for one in answer["bootcamps"]] == [{"MC-05"}, {"MC-06"}]
