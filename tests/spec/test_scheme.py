"""The WMCA scheme's tables: destination codes, and what the guide says of each field."""

from collections import Counter

import pytest

from openlet.spec.codes import codes
from openlet.spec.layout import layout
from openlet.spec.scheme import GuideField, destinations, guide_fields
from openlet.spec.years import year_of, years

# Header, source files and the like are the tool's own business; the guide speaks of the UKPRN only.
NOT_IN_THE_GUIDE = {"Header", "CollectionDetails", "SourceFile", "SourceFiles", "Source", "Message"}


def fields_of_any_year(with_tolerated: bool) -> set[tuple[str, str]]:
    return {
        (entity.name, field.element)
        for year in years()
        for entity in layout(year).walk()
        for field in entity.fields()
        if with_tolerated or not field.tolerated
    }


# Destination codes.


def test_there_are_fifty_five_destination_codes() -> None:
    assert len(destinations()) == 55


def test_destinations_are_26_positive_22_neutral_and_7_negative() -> None:
    assert Counter(one.category for one in destinations().values()) == {"Positive": 26, "Neutral": 22, "Negative": 7}


@pytest.mark.parametrize(
    ("code", "measure", "category"),
    [
        ("WMCA1.1", 1, "Positive"),
        ("WMCA1.0", 0, "Neutral"),
        ("WMCA3.3", 3, "Positive"),
        ("WMCA5.1", 6, "Positive"),
        ("WMCA6.0", 0, "Negative"),
        ("WMCA10.1", 7, "Positive"),
        ("WMCA10.2", 8, "Negative"),
        ("WMCA10.4", 10, "Positive"),
        ("WMCA12.1", 9, "Neutral"),
        ("WMCA13.3", 13, "Negative"),
        ("WMCA13.8", 18, "Neutral"),
        ("WMCA16.1", None, "Negative"),
        ("WMCA18.1", None, "Positive"),
    ],
)
def test_the_measure_number_is_that_of_the_table_and_not_the_suffix(
    code: str, measure: int | None, category: str
) -> None:
    found = destinations()[code]
    assert (found.measure_no, found.category) == (measure, category)


def test_a_code_without_a_measure_takes_the_category_of_the_national_list() -> None:
    without = {code for code, one in destinations().items() if one.measure is None}
    assert without == {"WMCA16.1", "WMCA17.1", "WMCA18.1", "WMCA19.1", "WMCA20.1"}
    assert all(destinations()[code].category == destinations()[code].esfa_category for code in without)


@pytest.mark.parametrize(
    "code",
    ["WMCA1.6", "WMCA2.5", "WMCA3.4", "WMCA4.4", "WMCA5.2", "WMCA7.1", "WMCA12.3", "WMCA13.9", "WMCA14.1", "WMCA16.0",
     "WMCA21.1", "WMCA0.1", "WMCA1", "1.1", "wmca1.1", "WMCA01.1", ""],
)  # fmt: skip
def test_a_code_that_is_not_in_the_guide_does_not_exist(code: str) -> None:
    assert code not in destinations()


def test_every_destination_has_an_outcome_of_the_national_list() -> None:
    listed = codes("OutCode", year_of("2023-24"))
    assert {(one.OutType, str(one.OutCode)) for one in destinations().values()} <= listed.keys()


# The guide's fields.


def test_every_field_of_the_guide_is_a_field_of_the_ilr() -> None:
    named = {(entity, element) for entity, element, _ in guide_fields()}
    assert named - fields_of_any_year(with_tolerated=True) == set()


def test_every_field_of_the_four_years_is_in_the_guide_table() -> None:
    named = {(entity, element) for entity, element, _ in guide_fields()}
    missing = {
        (entity, element)
        for entity, element in fields_of_any_year(with_tolerated=False) - named
        if entity not in NOT_IN_THE_GUIDE
    }
    assert missing == set()
    assert ("Source", "UKPRN") in named


def test_no_row_of_the_guide_table_hides_another() -> None:
    from openlet.spec.scheme import FOLDER
    from openlet.spec.tables import all_rows

    assert len(guide_fields()) == len(all_rows(f"{FOLDER}/guide.csv"))


def test_every_type_in_the_guide_is_a_type_of_the_code_lists() -> None:
    types = {
        (field.partition("Type")[0], code)
        for field in ("LearnFAMType", "LearnDelFAMType", "ESMType", "ContPrefType")
        for year in years()
        for _, code in codes(field, year)
    }
    named = {(element.removesuffix("Code"), kind) for _, element, kind in guide_fields() if kind}
    assert named - types - {("LearnFAM", "PPE")} == set()  # PPE ended with 2019-20; the guide's screen still has it


def label(field: GuideField) -> str:
    return " ".join(str(number) for number in field.milestones)


def test_the_labels_of_the_guide_are_counted_right() -> None:
    rows = guide_fields().values()
    assert Counter(row.mandatory for row in rows if row.mandatory) == {"yes": 34, "at end": 1}
    assert sum(row.validation for row in rows) == 11
    assert Counter(label(row) for row in rows if row.milestones) == {"1 2 3": 3, "2 3": 4}


@pytest.mark.parametrize(
    ("entity", "element", "kind", "used", "mandatory", "validation", "milestones"),
    [
        ("Source", "UKPRN", None, "yes", "yes", True, ()),
        ("Learner", "ULN", None, "yes", "yes", True, ()),
        ("Learner", "DateOfBirth", None, "yes", "yes", True, ()),
        ("Learner", "Accom", None, "no", None, False, ()),
        ("LearningDelivery", "LearnAimRef", None, "yes", "yes", True, (1, 2, 3)),
        ("LearningDelivery", "LearnPlanEndDate", None, "yes", "yes", True, (2, 3)),
        ("LearningDelivery", "CompStatus", None, "yes", "yes", False, (1, 2, 3)),
        ("LearningDeliveryFAM", "LearnDelFAMCode", "DAM", "yes", None, True, ()),
        ("LearningDeliveryFAM", "LearnDelFAMCode", "FFI", "yes", "yes", True, ()),
        ("ProviderSpecDeliveryMonitoring", "ProvSpecDelMon", None, "yes", "at end", False, (2, 3)),
    ],
)
def test_the_guide_says_of_a_field(
    entity: str,
    element: str,
    kind: str | None,
    used: str,
    mandatory: str | None,
    validation: bool,
    milestones: tuple[int, ...],
) -> None:
    row = guide_fields()[entity, element, kind]
    assert (row.used, row.mandatory, row.validation, row.milestones) == (used, mandatory, validation, milestones)


def test_every_field_that_is_used_has_a_hint_and_a_statement() -> None:
    for row in guide_fields().values():
        assert row.hint.endswith(".")
        assert row.used in ("yes", "no", "conditional")
        if row.used == "yes":
            assert row.statements.startswith("A-"), (row.entity, row.element)
