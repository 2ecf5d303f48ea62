"""Which actions are offered for an aim."""

from datetime import date
from typing import Any

import pytest

from openlet.facts.given import Given, given_for
from openlet.spec.years import year_of
from openlet.store.actions import ACTIONS, available
from openlet.store.refusals import Gone, NotDone
from tests import make
from tests.store.actions.acting import aims, kept, offer, on_a_bootcamp, planned
from tests.store.keeping import YEAR, document

BREAK, CLAIMS = {"start_break"}, {"claim_milestone_2", "claim_milestone_3"}
EVERYTHING: dict[str, dict[str, Any]] = {
    "record_completion": {"LearnActEndDate": date(2024, 7, 31)},
    "record_withdrawal": {"LearnActEndDate": date(2024, 7, 31), "WithdrawReason": 44},
    "claim_milestone_2": {"offered": date(2024, 8, 5)},
    "claim_milestone_3": {"offered": date(2024, 8, 5)},
    "record_destination": {"OutType": "OTH", "OutCode": 4},
    "start_break": {"LearnActEndDate": date(2024, 7, 31)},
    "restart_after_break": {"LearnStartDate": date(2024, 8, 1), "LearnPlanEndDate": date(2024, 9, 1)},
}


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ({}, {"record_completion", "record_withdrawal", "start_break"} | CLAIMS),
        ({"CompStatus": None}, {"record_completion", "record_withdrawal", "start_break"} | CLAIMS),
        ({"CompStatus": 2, "LearnActEndDate": make.PLANNED_END}, {"record_destination"} | CLAIMS),
        ({"CompStatus": 3, "LearnActEndDate": make.PLANNED_END}, {"record_destination"}),
        ({"CompStatus": 6, "LearnActEndDate": make.PLANNED_END}, {"record_withdrawal", "restart_after_break"}),
    ],
)
def test_what_makes_sense_depends_on_how_the_bootcamp_stands(fields: dict[str, object], names: set[str]) -> None:
    offered = offer(kept(on_a_bootcamp(**fields)))
    assert list(offered) == list(ACTIONS)
    assert {name for name, one in offered.items() if one.makes_sense} == names


def test_each_offer_names_the_action_and_what_it_asks_for() -> None:
    offered = offer(kept(make.finished()))
    assert {name: one.title for name, one in offered.items()} == {
        "record_completion": "Record completion",
        "record_withdrawal": "Record withdrawal",
        "claim_milestone_2": "Claim milestone 2",
        "claim_milestone_3": "Claim milestone 3",
        "record_destination": "Record destination",
        "start_break": "Start a break",
        "restart_after_break": "Restart after a break",
    }
    for name, inputs in EVERYTHING.items():
        assert set(inputs) <= set(offered[name].inputs)


@pytest.mark.parametrize("name", EVERYTHING)
def test_what_makes_no_sense_is_not_planned_either(name: str) -> None:
    learner = kept(make.milestone(AimSeqNumber=1))
    reason = "Z0010211 is a milestone aim, not a bootcamp. Choose the bootcamp instead."
    assert offer(learner)[name].why_not == reason
    with pytest.raises(NotDone, match=reason):
        planned(learner, name, **EVERYTHING[name])


def without_contract() -> Given:
    return given_for(None, year_of("2023-24"), make.AS_OF, make.AS_OF, make.UKPRN)


@pytest.mark.parametrize(
    ("reference", "given", "reason"),
    [
        ("60012345", make.given(), "60012345 is not a bootcamp of the contract or the register."),
        (None, make.given(), "The aim is not a bootcamp of the contract or the register."),
        ("Z0020001", without_contract(), "No contract has been given, so it is not known which aims are bootcamps."),
    ],
)
def test_only_a_bootcamp_has_actions(reference: str | None, given: Given, reason: str) -> None:
    offered = offer(kept(make.finished(LearnAimRef=reference)), given=given)
    assert all((one.why_not or "").startswith(reason) for one in offered.values())


@pytest.mark.parametrize("status", [1, 2, 3, 6])
def test_every_reason_is_said_in_whole_sentences(status: int) -> None:
    reasons = [one.why_not for one in offer(kept(on_a_bootcamp(CompStatus=status))).values() if one.why_not]
    assert reasons
    assert all(reason[0].isupper() and reason.endswith(".") for reason in reasons)


def test_an_aim_that_is_not_there_is_gone() -> None:
    learner = kept()
    assert aims(learner)
    with pytest.raises(Gone):
        available(document(learner), YEAR, "nothing", make.given())
