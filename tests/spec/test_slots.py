"""The typed lists of the ILR and the tables that put fields on screens: each names only what the specification has."""

import pytest

from openlet.spec.codes import codes
from openlet.spec.layout import entity, layout
from openlet.spec.scheme import FOLDER, guide_fields
from openlet.spec.screens import guide_for, item_of, label_for, screen_sections, section_for, written_as
from openlet.spec.slots import typed_list
from openlet.spec.tables import all_rows
from openlet.spec.years import Year, year_of, years

TYPED = [row["entity"] for row in all_rows("slots.csv")]


@pytest.mark.parametrize("row", all_rows("slots.csv"), ids=lambda row: row["entity"])
def test_a_typed_list_is_an_entity_with_its_two_elements_in_every_year_that_has_it(row: dict[str, str]) -> None:
    found = [one for year in years() if (one := entity(year, row["entity"])) is not None]
    assert found
    for one in found:
        assert {row["type_element"], row["value_element"]} <= {field.element for field in one.fields()}
        assert one.max_occurs > 1
    assert row["evidence"]


def test_every_entity_whose_codes_go_by_a_type_and_repeat_as_pairs_is_a_typed_list() -> None:
    pairs = {
        found.name
        for year in years()
        for found in layout(year).walk()
        for field in found.fields()
        if field.element.endswith(("FAMType", "ESMType", "ContPrefType", "MonOccur"))
    }
    assert pairs == set(TYPED)


def boxes(name: str, year: str) -> dict[str, int | None]:
    of = typed_list(name, year_of(year))
    assert of is not None
    return {kind.code: kind.boxes for kind in of.in_boxes()}


def test_the_boxes_of_a_type_are_as_many_as_the_code_list_allows() -> None:
    fams = boxes("LearningDeliveryFAM", "2023-24")
    assert (fams["DAM"], fams["LDM"], fams["SOF"], fams["FFI"], fams["RES"]) == (6, 6, 1, 1, 1)
    assert boxes("LearnerFAM", "2023-24") == {
        "DLA": 1, "ECF": 1, "EDF": 2, "EHC": 1, "FME": 1, "HNS": 1, "LSR": 4, "MCF": 1, "NLM": 2, "SEN": 1,
    }  # fmt: skip
    assert boxes("ProviderSpecDeliveryMonitoring", "2024-25") == {"A": 1, "B": 1, "C": 1, "D": 1}
    assert boxes("ProviderSpecLearnerMonitoring", "2024-25") == {"A": 1, "B": 1}
    assert boxes("EmploymentStatusMonitoring", "2025-26")["OET"] == 3
    assert boxes("ContactPreference", "2024-25") == {"PMC": 3, "RUI": 2}


@pytest.mark.parametrize(
    ("year", "dated", "not_there"),
    [("2022-23", {"LSF", "ALB", "ACT"}, {"EVI", "ACL"}), ("2025-26", {"LSF", "ALB", "ACT", "EVI"}, {"HHS"})],
)
def test_types_with_dates_have_no_boxes_and_types_of_other_years_are_not_there(
    year: str, dated: set[str], not_there: set[str]
) -> None:
    of = typed_list("LearningDeliveryFAM", year_of(year))
    assert of is not None
    assert {kind.code for kind in of.types.values() if kind.dated} == dated
    assert not of.types.keys() & not_there


def test_a_list_of_another_kind_or_year_is_no_typed_list() -> None:
    assert typed_list("PriorAttain", year_of("2023-24")) is None
    assert typed_list("ContactPreference", year_of("2025-26")) is None


# Sections and labels.


def test_every_tab_of_the_guide_but_its_home_page_is_a_section() -> None:
    tabs = {guide.tab for guide in guide_fields().values() if guide.tab and guide.tab != "Homepage"}
    assert tabs == {section.tab for section in screen_sections()}


def test_no_two_sections_share_a_key_or_hold_the_same() -> None:
    sections = screen_sections()
    assert len({section.key for section in sections}) == len(sections)
    held = [name for section in sections for name in section.holds]
    assert len(held) == len(set(held))


def test_what_a_section_holds_is_of_the_ilr() -> None:
    entities = {
        found.name: {one.element for one in found.fields()} for year in years() for found in layout(year).walk()
    }
    for section in screen_sections():
        for name in section.holds:
            above, _, element = name.partition(".")
            assert above in entities
            assert not element or element in entities[above]


def test_a_field_stands_in_the_section_of_its_tab_and_otherwise_where_its_entity_does() -> None:
    year = year_of("2024-25")

    def section(element: str, *entities: str) -> str:
        return section_for(entities, element, guide_for(entities[0], element, year)).key

    assert section("CompStatus", "LearningDelivery", "Learner") == "end-details"
    assert section("TLOut", "LearningDelivery", "Learner") == "end-details"
    assert section("SWSupAimId", "LearningDelivery", "Learner") == "learning-information"
    assert section("Invented", "LearningDeliveryHE", "LearningDelivery", "Learner") == "learning-delivery-he"
    assert section("Invented", "NewEntity", "LearningDelivery", "Learner") == "learning-information"
    assert section("Invented", "NewEntity", "Learner") == "learner-information"


@pytest.mark.parametrize("row", all_rows(f"{FOLDER}/labels.csv"), ids=lambda row: "/".join(list(row.values())[:3]))
def test_a_label_is_of_something_in_the_ilr(row: dict[str, str]) -> None:
    found = [one for year in years() if (one := entity(year, row["entity"])) is not None]
    elements = {field.element for one in found for field in one.fields()}
    assert found
    assert not row["element"] or row["element"] in elements
    lists = [of for year in years() if (of := typed_list(row["entity"], year)) is not None]
    assert not row["type"] or any(row["type"] in of.types for of in lists)
    assert bool(row["singular"]) == (not row["element"])
    label = label_for(row["entity"], row["element"], row["type"])
    assert label is not None
    assert label.label == row["label"]


def test_a_way_of_writing_is_of_a_text_field() -> None:
    texts = {
        field.element
        for year in years()
        for found in layout(year).walk()
        for field in found.fields()
        if field.data_type == "string"
    }
    assert {row["element"] for row in all_rows("written.csv")} <= texts
    assert written_as("LSDPostcode") == "postcode"
    assert written_as("FamilyName") is None


@pytest.mark.parametrize("year", years(), ids=str)
def test_the_guide_speaks_of_a_type_only_where_it_names_it_or_names_none(year: Year) -> None:
    monitoring = guide_for("ProviderSpecDeliveryMonitoring", "ProvSpecDelMon", year, "A")
    assert monitoring is not None
    assert monitoring.mandatory == "at end"
    assert guide_for("LearningDeliveryFAM", "LearnDelFAMCode", year, "XXX") is None


def test_items_are_those_of_the_fields_own_tab() -> None:
    guide = guide_fields()
    assert item_of(guide["Learner", "DateOfBirth", None]) == 4
    assert item_of(guide["LearningDeliveryFAM", "LearnDelFAMCode", "RES"]) == 9
    assert item_of(guide["DPOutcome", "OutType", None]) > 100  # item 1 of another screen
    assert item_of(guide["Learner", "Accom", None]) > 100
    assert item_of(None) > 100


def test_codes_know_the_days_on_which_they_are_valid() -> None:
    year = year_of("2024-25")
    dam, low = codes("LearnDelFAMCode", year)["DAM", "013"], codes("FundModel", year)[None, "38"]
    assert dam.valid_to is not None
    assert dam.is_valid_on(dam.valid_to)
    assert not dam.is_valid_on(dam.valid_to.replace(year=dam.valid_to.year + 1))
    assert low.valid_from is not None
    assert not low.is_valid_on(year_of("2023-24").last_day)
    assert low.is_valid_on(low.valid_from)
