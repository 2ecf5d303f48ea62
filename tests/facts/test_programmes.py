from datetime import date

import pytest

from openlet.facts.programmes import (
    is_event_aim,
    is_skills_bootcamp,
    is_standard_programme,
    started_before_the_fund,
    started_under_the_fund,
)
from tests.make import aim


@pytest.mark.parametrize(
    ("FundModel", "ProgType", "national"), [(37, 32, True), (37, None, False), (35, 32, False), (None, None, False)]
)
def test_national_skills_bootcamps(FundModel: int | None, ProgType: int | None, national: bool) -> None:
    assert is_skills_bootcamp(aim(FundModel=FundModel, ProgType=ProgType)) is national


@pytest.mark.parametrize(
    ("AimType", "FundModel", "ProgType", "standard"),
    [(1, 36, 25, True), (1, 99, 25, True), (1, 81, 25, False), (3, 36, 25, False), (1, 36, 32, False)],
)
def test_programme_aims_of_apprenticeship_standards(
    AimType: int, FundModel: int, ProgType: int, standard: bool
) -> None:
    assert is_standard_programme(aim(AimType=AimType, FundModel=FundModel, ProgType=ProgType)) is standard


@pytest.mark.parametrize(
    ("ref", "event"), [("Z0059747", True), ("Z0059749", True), ("Z0059750", False), ("Z0010211", False), (None, False)]
)
def test_event_aims_of_national_bootcamps(ref: str | None, event: bool) -> None:
    assert is_event_aim(aim(LearnAimRef=ref)) is event


@pytest.mark.parametrize(
    ("start", "before", "under"),
    [(date(2024, 7, 31), True, False), (date(2024, 8, 1), False, True), (None, False, False)],
)
def test_the_adult_skills_fund_began_on_1_august_2024(start: date | None, before: bool, under: bool) -> None:
    record = aim(LearnStartDate=start)
    assert started_before_the_fund(record) is before
    assert started_under_the_fund(record) is under
