"""The form of a bootcamp template: its boxes in order, what the contract allows, what the rules say of it alone."""

from datetime import date
from typing import Any

import pytest

from openlet.spec.cohorts import shared_places
from openlet.spec.years import year_of
from openlet.store.cohorts import skeleton, template
from openlet.store.documents import Document, without_ids
from openlet.web.forms.cohort import CohortForm, cohort_form, filled_in, place_of, said_once
from tests import make

YEAR = year_of("2024-25")
DAY = date(2024, 10, 18)
AIM = "Learner/LearningDelivery/*"
DAM, SOF, FFI = (f"{AIM}/LearningDeliveryFAM:{kind}" for kind in ("DAM", "SOF", "FFI"))
GIVEN = make.given(year="2024-25", as_of=DAY)
TYPED = {
    f"{AIM}/LearnAimRef": "z002 0001",
    f"{AIM}/AimType": "4",
    f"{AIM}/LearnStartDate": "16 Sept 24",
    f"{AIM}/LearnPlanEndDate": "6.12.2024",
    f"{AIM}/FundModel": "38",
    f"{AIM}/DelLocPostCode": "b1 3dw",
    "Learner/PlanLearnHours": "120",
    f"{SOF}:1": "112",
    f"{FFI}:1": "1",
    f"{DAM}:1": "023",
}


def tree(**changed: str) -> Document:
    """A template with nothing wrong; ``changed``: other texts, by the last part of the path."""
    names = {path.rpartition("/")[2].replace(":1", "").rpartition(":")[2]: path for path in TYPED}
    return filled_in(template({}), TYPED | {names[name]: text for name, text in changed.items()}, YEAR, DAY)


def form(**changed: str) -> CohortForm:
    return cohort_form(tree(**changed), YEAR, DAY, GIVEN)


def said(**changed: str) -> dict[str, list[str]]:
    return {path: [one.code for one in messages] for path, messages in form(**changed).messages.items()}


def box(name: str, **changed: str) -> Any:
    return next(one for one in form(**changed).boxes if one.element == name)


def test_what_is_typed_is_kept_as_it_is_understood() -> None:
    assert without_ids(tree()) == {
        "Learner": {
            "PlanLearnHours": "120",
            "LearningDelivery": [
                {
                    "LearnAimRef": "Z0020001",
                    "AimType": "4",
                    "AimSeqNumber": "1",
                    "LearnStartDate": "2024-09-16",
                    "LearnPlanEndDate": "2024-12-06",
                    "FundModel": "38",
                    "DelLocPostCode": "B1 3DW",
                    "CompStatus": "1",
                    "LearningDeliveryFAM": [
                        {"LearnDelFAMType": "SOF", "LearnDelFAMCode": "112"},
                        {"LearnDelFAMType": "FFI", "LearnDelFAMCode": "1"},
                        {"LearnDelFAMType": "DAM", "LearnDelFAMCode": "023"},
                    ],
                }
            ],
        }
    }


def test_the_boxes_are_those_of_the_table_in_its_order() -> None:
    places = [place_of(one) for one in form().boxes]
    assert list(dict.fromkeys(places)) == list(shared_places())
    assert [one.path for one in form().boxes if one.type == "DAM"] == [f"{DAM}:{number}" for number in range(1, 7)]


def test_boxes_of_one_type_close_their_gaps_and_lose_what_was_emptied() -> None:
    first = filled_in(tree(), {f"{DAM}:1": "023", f"{DAM}:2": "", f"{DAM}:3": "001", f"{DAM}:4": "010"}, YEAR, DAY)
    held = [one["LearnDelFAMCode"] for one in _fams(first) if one["LearnDelFAMType"] == "DAM"]
    assert held == ["023", "001", "010"]
    second = filled_in(first, {f"{DAM}:1": "", f"{DAM}:2": "", f"{DAM}:3": "010"}, YEAR, DAY)
    assert [one["LearnDelFAMCode"] for one in _fams(second) if one["LearnDelFAMType"] == "DAM"] == ["010"]


def _fams(made: Document) -> list[dict[str, str]]:
    listed: list[dict[str, str]] = made["Learner"]["LearningDelivery"][0]["LearningDeliveryFAM"]
    return listed


def test_a_box_that_was_not_sent_stays_as_it_is() -> None:
    after = without_ids(filled_in(tree(), {"Learner/PlanLearnHours": "90"}, YEAR, DAY))
    assert after["Learner"].pop("PlanLearnHours") == "90"
    before = without_ids(tree())
    del before["Learner"]["PlanLearnHours"]
    assert after == before


def test_a_template_with_nothing_wrong_has_no_messages() -> None:
    assert said() == {}


@pytest.mark.parametrize(
    ("changed", "path", "code"),
    [
        ({"LearnAimRef": "Z0029999"}, f"{AIM}/LearnAimRef", "NP-04"),
        ({"LearnStartDate": "1/3/2024"}, f"{AIM}/LearnStartDate", "NP-05"),
        ({"LearnPlanEndDate": "1/9/2025"}, f"{AIM}/LearnPlanEndDate", "NP-06"),
        ({"FFI": "2"}, f"{FFI}:1", "NP-08"),
        ({"DAM": ""}, f"{DAM}:1", "NP-09"),
        ({"FundModel": "36"}, f"{AIM}/FundModel", "WMCA_FundModel_01"),
        ({"DelLocPostCode": ""}, f"{AIM}/DelLocPostCode", "WMCA_DelLocPostCode_01"),
        ({"PlanLearnHours": ""}, "Learner/PlanLearnHours", "WMCA_PlanLearnHours_01"),
        ({"LearnPlanEndDate": "1/9/2024"}, f"{AIM}/LearnStartDate", "WMCA_LearnPlanEndDate_02"),
    ],
)
def test_what_wmca_would_refuse_is_said_beside_the_box(changed: dict[str, str], path: str, code: str) -> None:
    found = said(**changed)
    assert code in found[path]
    assert all(place in {one.path for one in form(**changed).boxes} for place in found)


def test_nothing_is_said_of_what_each_learner_brings() -> None:
    """The template has no ULN, no date of birth, no start postcode and no employment status, and needs none."""
    codes = {code for listed in said(DAM="", FFI="2").values() for code in listed}
    assert not codes & {"NP-02", "NP-03", "NP-07", "NP-10"}


def test_a_template_for_the_future_is_no_fault() -> None:
    assert said(LearnStartDate="6/1/2025", LearnPlanEndDate="28/3/2025") == {}


def test_the_contracts_windows_stand_in_the_hints() -> None:
    assert box("LearnStartDate").hint.startswith("Z0020001 may start from 1 April 2024 to 31 March 2025.")
    assert "until" not in box("LearnPlanEndDate").hint
    assert box("LearnPlanEndDate").hint.startswith("Z0020001 may be planned to end from 15 April 2024 to 31 July 2025.")


@pytest.mark.parametrize(
    ("start", "models", "words"),
    [
        ("31/7/2024", ["35"], "Your contract allows 35 for a start on 31 July 2024."),
        ("1/8/2024", ["35", "38"], "Your contract allows 35 or 38 for a start on 1 August 2024."),
        ("", ["35", "38"], "Your contract allows 35 or 38."),
    ],
)
def test_the_funding_models_are_those_of_the_contracts_reading_for_the_start(
    start: str, models: list[str], words: str
) -> None:
    found = box("FundModel", LearnStartDate=start, FundModel=models[0])
    assert [one.code for one in found.options] == models
    assert found.hint.startswith(words)


def test_a_funding_model_that_is_not_allowed_stays_to_be_seen() -> None:
    assert [one.code for one in box("FundModel", FundModel="36").options] == ["35", "36", "38"]


def test_the_bootcamps_and_the_contributions_of_the_contract_are_offered() -> None:
    assert [one.code for one in box("LearnAimRef").options] == ["Z0020001", "Z0020002"]
    assert [one.code for one in box("ProvSpecDelMon").options] == ["Contribution 10", "Contribution 30"]


def test_without_a_contract_the_form_is_there_and_says_nothing_of_wmca() -> None:
    found = cohort_form(tree(), YEAR, DAY)
    assert len(found.boxes) == len(form().boxes)
    assert found.messages == {}


def test_a_skeleton_has_what_every_bootcamp_aim_has() -> None:
    made = without_ids(skeleton("Z0020001", "2024-09-16"))["Learner"]["LearningDelivery"][0]
    assert made["AimType"] == "4"
    assert [(one["LearnDelFAMType"], one["LearnDelFAMCode"]) for one in made["LearningDeliveryFAM"]] == [
        ("SOF", "112"),
        ("DAM", "023"),
    ]


def test_one_message_is_enough_for_what_is_missing() -> None:
    listed = [one for messages in form(DelLocPostCode="").messages.values() for one in messages]
    assert [one.code for one in listed] == ["WMCA_DelLocPostCode_01"]
    assert said_once([*listed, *listed]) == listed
