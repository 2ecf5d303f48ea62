"""What the learning aim reference service (LARS) says of an aim, where it is loaded."""

from collections.abc import Container
from datetime import date
from typing import Any

from openlet.facts.given import Given

KIND = "lars"
FREE_COURSES_LEVEL = "3"
ENTITLED_2, ENTITLED_3 = "37", "38"  # CategoryRef: legal entitlement at level 2 and at level 3
NATIONAL_BOOTCAMP, DEVOLVED_BOOTCAMP = "62", "67"  # CategoryRef
A_LEVELS = frozenset({2, 1413, 1430, 1431, 1453})  # LearnAimRefType
ESOL = frozenset(range(36, 43))  # BasicSkillsType
ENGLISH_AND_MATHS = frozenset({1, 2, 11, 12, 13, 14, 19, 20, 21, 23, 24, 25, 29, 30, 31, 32, 33, 34, 35})
DIGITAL_SKILL, DIGITAL_FUNCTIONAL_SKILL = 43, 44  # BasicSkillsType
DEVOLVED = "MCA_GLA"  # ValidityCategory

Validity = dict[str, Any]


def is_in_lars(reference: str | None, given: Given) -> bool:
    """Whether LARS has the aim."""
    return reference is not None and bool(given.references.rows(KIND, "LearningDelivery", reference))


def level(reference: str | None, given: Given) -> str | None:
    """The notional NVQ level (E, 1 to 8, H, M, X), or None where the aim or its level is not known."""
    found = _aim(reference, given)
    held = found["NotionalNVQLevelv2"] if found else None
    return None if held is None else str(held).upper()


def is_a_level(reference: str | None, given: Given) -> bool:
    """Whether the aim is an A level."""
    found = _aim(reference, given)
    return found is not None and _number(found["LearnAimRefType"]) in A_LEVELS


def is_prescribed_higher_education(reference: str | None, given: Given) -> bool:
    """Whether the aim is prescribed higher education in England."""
    found = _aim(reference, given)
    return found is not None and found["EnglPrscID"] in ("1", "2")


def has_category(reference: str | None, category: str, given: Given, day: date | None = None) -> bool:
    """Whether the aim has a category, on a day if one is given."""
    if reference is None:
        return False
    rows = given.references.rows(KIND, "LearningDeliveryCategory", reference)
    return any(row["CategoryRef"] == category and (day is None or _covers(row, day)) for row in rows)


def basic_skills(reference: str | None, day: date | None, given: Given) -> frozenset[int]:
    """The types of basic skill that the aim has on a day."""
    if reference is None or day is None:
        return frozenset()
    rows = given.references.rows(KIND, "AnnualValue", reference)
    found = (_number(row["BasicSkillsType"]) for row in rows if _covers(row, day))
    return frozenset(number for number in found if number is not None)


def validities(reference: str | None, given: Given, *categories: str) -> tuple[Validity, ...]:
    """For whom and when the aim is valid, in one of some categories, by their first day."""
    if reference is None:
        return ()
    wanted: Container[str] = {category.casefold() for category in categories}
    rows = given.references.rows(KIND, "Validity", reference)
    found = (row for row in rows if str(row["ValidityCategory"]).casefold() in wanted)
    return tuple(sorted(found, key=lambda row: row["StartDate"] or date.min))


def is_valid_on(reference: str | None, day: date, given: Given, *categories: str) -> bool:
    """Whether the aim is valid on a day in one of some categories."""
    return any(
        (row["StartDate"] or date.min) <= day <= (row["EndDate"] or date.max)
        for row in validities(reference, given, *categories)
    )


def _aim(reference: str | None, given: Given) -> dict[str, Any] | None:
    if reference is None:
        return None
    return next(iter(given.references.rows(KIND, "LearningDelivery", reference)), None)


def _covers(row: dict[str, Any], day: date) -> bool:
    return (row["EffectiveFrom"] or date.min) <= day <= (row["EffectiveTo"] or date.max)


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and text.isascii() and text.isdigit() else None
