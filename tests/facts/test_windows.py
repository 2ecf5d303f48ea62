import pytest

from openlet.facts.given import Given
from openlet.facts.windows import planned_end_window, start_window
from openlet.ilr.records import LearningDelivery
from tests.make import CONTRACT, aim, contract, given, learner, milestone

JUDGED = "on or before 20 August 2024 (the day the return is judged on)"
WITHOUT = CONTRACT.replace("planned_end_from = 2024-04-15", "").replace("planned_end_to = 2025-07-31", "")


@pytest.mark.parametrize(
    ("record", "judged_with", "said"),
    [
        pytest.param(aim(), given(), f"{JUDGED} and from 1 April 2024 to 31 March 2025", id="the contract's window"),
        pytest.param(
            aim(LearnAimRef="Z0020002"),
            given(),
            f"{JUDGED} and from 1 April 2024 to 31 January 2025",
            id="the aim's own",
        ),
        pytest.param(
            aim(LearnAimRef="60012345"), given('scope = "all_sof_112"'), JUDGED, id="a bootcamp that is not allocated"
        ),
        pytest.param(milestone(), given(), JUDGED, id="a milestone aim"),
        pytest.param(
            milestone("Z0010212"),
            given("milestone_latest = 2024-12-31"),
            f"{JUDGED} and not after 31 December 2024",
            id="a milestone aim with a last day",
        ),
        pytest.param(
            aim(),
            given("milestone_latest = 2024-12-31"),
            f"{JUDGED} and from 1 April 2024 to 31 March 2025",
            id="the last day of milestone aims is not a bootcamp's",
        ),
    ],
)
def test_when_an_aim_may_start(record: LearningDelivery, judged_with: Given, said: str) -> None:
    assert start_window(record, learner(record), judged_with) == said


@pytest.mark.parametrize(
    ("text", "ref", "said"),
    [
        pytest.param(CONTRACT, "Z0020001", "from 15 April 2024 to 31 July 2025", id="both ends"),
        pytest.param(
            WITHOUT + "planned_end_from = 2024-06-01", "Z0020002", "not before 1 June 2024", id="beginning only"
        ),
        pytest.param(WITHOUT + "planned_end_to = 2024-06-01", "Z0020002", "not after 1 June 2024", id="end only"),
        pytest.param(WITHOUT, "Z0020001", "any day", id="no window"),
        pytest.param(CONTRACT, "60012345", "as in the contract", id="not allocated"),
    ],
)
def test_when_a_bootcamp_may_be_planned_to_end(text: str, ref: str, said: str) -> None:
    record = aim(LearnAimRef=ref)
    assert planned_end_window(record, learner(record), given(terms=contract(text=text))) == said
