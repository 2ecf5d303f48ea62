"""The forms show everything of a document, in the guide's sections and order, and follow the specification."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openlet.ilr.reading import IlrFile
from openlet.ilr.records import Learner
from openlet.spec import layout as layout_module
from openlet.spec.layout import entity, layout
from openlet.spec.scheme import guide_fields
from openlet.spec.slots import typed_list
from openlet.spec.tables import Row, all_rows
from openlet.spec.years import Year, year_of, years
from openlet.store.documents import ID, Document, checked, tree_of
from openlet.store.judging import judge, return_of
from openlet.store.refusals import Gone
from openlet.store.slots import text_at_place
from openlet.web.forms import (
    Box,
    Form,
    RecordList,
    Section,
    aim_form,
    destination_form,
    employment_form,
    learner_form,
)
from tests import make
from tests.ilr import invented

YEAR = year_of("2023-24")
AS_OF = date(2024, 6, 1)


def document(*aims: Any, **fields: Any) -> Document:
    return {"Learner": tree_of(make.learner(*aims, **fields), YEAR)}


def forms(of: Document, year: Year = YEAR, spoken: frozenset[str] = frozenset()) -> list[Form]:
    """All forms of a learner."""
    aims = [aim[ID] for aim in of.get("Learner", {}).get("LearningDelivery", ())]
    return [
        learner_form(of, year, AS_OF, spoken),
        *(aim_form(of, aim, year, AS_OF, spoken) for aim in aims),
        employment_form(of, year, AS_OF, spoken),
        destination_form(of, year, AS_OF, spoken),
    ]


def first_aim(of: Document, year: Year = YEAR, as_of: date = AS_OF) -> Form:
    return aim_form(of, of["Learner"]["LearningDelivery"][0][ID], year, as_of)


def aim_path(of: Document) -> str:
    return f"Learner/LearningDelivery/{of['Learner']['LearningDelivery'][0][ID]}"


def section(form: Form, key: str) -> Section:
    return next(one for one in form.sections if one.key == key)


def names(section: Section) -> list[str]:
    return [
        f"{item.type or item.element}" if isinstance(item, Box) else f"[{item.type or item.entity}]"
        for item in section.items
    ]


def box(of: Document, path: str, year: Year = YEAR) -> Box:
    return next(found for form in forms(of, year) if (found := form.box(path)) is not None)


# Nothing is invisible.


def texts(tree: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a document with its path."""
    for name, held in tree.items():
        place = f"{path}/{name}" if path else name
        if isinstance(held, list):
            for one in held:
                yield from texts(one, f"{place}/{one[ID]}")
        elif isinstance(held, dict):
            yield from texts(held, place)
        elif name != ID:
            yield place, held


def shown_texts(form: Form, year: Year) -> Iterator[tuple[str, str]]:
    """Every text that a form shows, by its place in the document."""
    for one in form.boxes():
        if one.type is None:
            yield one.path, one.value
        elif one.value:
            of = typed_list(one.entity, year)
            assert of is not None
            type_place, value_place = one.places[-3:-1]
            assert (type_place.endswith(of.type_element), value_place.endswith(of.value_element)) == (True, True)
            yield from ((type_place, one.type), (value_place, one.value))
    for listed in form.lists():
        for record in listed.records if listed.type else ():  # the type is the list's, and no box of its own
            of = typed_list(listed.entity, year)
            assert of is not None
            yield f"{record.path}/{of.type_element}", listed.type or ""


def assert_all_is_shown_once(of: Document, year: Year) -> None:
    checked(of, year)
    stands = Counter(texts(of))
    shown = Counter(pair for form in forms(of, year) for pair in shown_texts(form, year) if pair[1])
    assert shown == stands


def assert_boxes_say_what_is_stored(of: Document, year: Year) -> None:
    paths = [one.path for form in forms(of, year) for one in form.boxes()]
    assert len(paths) == len(set(paths))
    for form in forms(of, year):
        for one in form.boxes():
            assert one.value == text_at_place(of, one.path, year)
            assert one.kind in ("text", "date", "number", "code")
            assert not one.value or one.kind != "code" or any(option.code == one.value for option in one.options)
            assert not one.folded or not one.value


def documents_of(content: str, year: Year) -> Iterator[Document]:
    for item in IlrFile(make.read(content)[0].source):
        tree = tree_of(item.record, year)
        if isinstance(item.record, Learner):
            yield {"Learner": tree}
        else:
            yield {"LearnerDestinationandProgression": [{ID: "d1"} | tree]}


@pytest.mark.parametrize("year", years(), ids=str)
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 10**9), fullness=st.sampled_from((0, 0.3, 0.6, 1)))
def test_every_text_of_any_valid_file_stands_in_exactly_one_box(year: Year, seed: int, fullness: float) -> None:
    for of in documents_of(invented.file(year, Random(seed), fullness, tolerated=True), year):
        assert_all_is_shown_once(of, year)
        assert_boxes_say_what_is_stored(of, year)


def odd_list(name: str, year: Year, choose: Random) -> list[Document]:
    """Records of a typed list as a wrong file may hold them: unknown types, too many, without a code, with a date."""
    of = typed_list(name, year)
    found = entity(year, name)
    if of is None or found is None:
        return []
    made = []
    for number in range(choose.randint(0, 12)):
        record = {ID: f"{name[:3]}{name[-4:]}{number}{choose.randint(0, 999)}"}
        if choose.random() < 0.9:
            kinds = choose.choice([list(of.types), ["DAM"], ["LSF"], ["XXX", "", " DAM"]])
            record[of.type_element] = choose.choice(kinds)
        if choose.random() < 0.9:
            record[of.value_element] = choose.choice(["1", "023", "wrong", " "])
        others = [one.element for one in found.fields() if one.element not in (of.type_element, of.value_element)]
        if others and choose.random() < 0.3:
            record[choose.choice(others)] = "2024-05-01"
        made.append(record)
    return made


@pytest.mark.parametrize("year", years(), ids=str)
@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**9))
def test_records_that_fit_no_box_are_shown_too(year: Year, seed: int) -> None:
    choose = Random(seed)

    def held(*names: str) -> Document:
        return {name: made for name in names if (made := odd_list(name, year, choose))}

    aim = {ID: "a1"} | held("LearningDeliveryFAM", "ProviderSpecDeliveryMonitoring")
    status = {ID: "s1"} | held("EmploymentStatusMonitoring")
    learner = held("LearnerFAM", "ContactPreference", "ProviderSpecLearnerMonitoring")
    of = {"Learner": learner | {"LearningDelivery": [aim], "LearnerEmploymentStatus": [status]}}
    assert_all_is_shown_once({key: without_blank(value) for key, value in of.items()}, year)


def without_blank(tree: Any) -> Any:
    if isinstance(tree, list):
        return [without_blank(one) for one in tree]
    if isinstance(tree, dict):
        return {name: without_blank(held) for name, held in tree.items() if held != ""}
    return tree


@pytest.mark.parametrize("fams", [{ID: "f"}, {ID: "f", "LearnDelFAMType": "DAM"}, {ID: "f", "LearnDelFAMCode": "1"}])
def test_a_record_without_its_type_or_code_stands_among_the_other_entries(fams: Document) -> None:
    of = {"Learner": {"LearningDelivery": [{ID: "a1", "LearningDeliveryFAM": [fams]}]}}
    rest = first_aim(of).list("Learner/LearningDelivery/a1/LearningDeliveryFAM")
    assert rest is not None
    assert (rest.title, rest.may_add, rest.folded) == ("Funding and monitoring: other entries", False, False)
    assert [record.path.rpartition("/")[2] for record in rest.records] == ["f"]
    assert {one.element for one in rest.records[0].boxes() if not one.folded} == {
        "LearnDelFAMType", "LearnDelFAMCode", "LearnDelFAMDateFrom", "LearnDelFAMDateTo",
    }  # fmt: skip


def test_more_of_a_type_than_boxes_makes_more_boxes() -> None:
    of = document(make.aim(LearningDeliveryFAM=make.fams("SOF112", "SOF105", *(f"DAM00{n}" for n in range(1, 9)))))
    form = first_aim(of)
    assert [one.value for one in form.boxes() if one.type == "SOF"] == ["112", "105"]
    assert [one.label for one in form.boxes() if one.type == "SOF"] == [
        "Source of funding (SOF) 1",
        "Source of funding (SOF) 2",
    ]
    assert [one.value for one in form.boxes() if one.type == "DAM"] == [f"00{n}" for n in range(1, 9)]


# Every field of the specification.


def full_document(year: Year) -> Document:
    """A document with one record in each list, and no texts."""

    def tree(of: layout_module.Entity) -> Document:
        below: Document = {}
        for child in of.entities():
            held = tree(child)
            if typed_list(child.name, year) is None:
                below[child.name] = [{ID: f"i{child.name}"} | held] if child.max_occurs > 1 else held
        return below

    found = {one.name: one for one in layout(year).entities()}
    made: Document = {"Learner": tree(found["Learner"])}
    if "LearnerDestinationandProgression" in found:
        made["LearnerDestinationandProgression"] = [{ID: "iDP"} | tree(found["LearnerDestinationandProgression"])]
    return made


def named(form: Form) -> list[tuple[str, str, str | None, int | None]]:
    return [(one.entity, one.element, one.type, one.number) for one in form.boxes()]


@pytest.mark.parametrize("year", years(), ids=str)
def test_every_field_of_the_year_appears_exactly_once(year: Year) -> None:
    seen = Counter(one for form in forms(full_document(year), year) for one in named(form))
    wanted: Counter[tuple[str, str, str | None, int | None]] = Counter()
    for top in layout(year).entities():
        for found in top.walk() if top.name in ("Learner", "LearnerDestinationandProgression") else ():
            of = typed_list(found.name, year)
            if of is None:
                wanted.update((found.name, field.element, None, None) for field in found.fields())
                continue
            for kind in of.in_boxes():
                wanted.update(
                    (found.name, of.value_element, kind.code, number) for number in range(1, (kind.boxes or 1) + 1)
                )
    assert seen == wanted


@pytest.mark.parametrize("year", years(), ids=str)
def test_every_dated_type_has_its_list_with_code_and_dates(year: Year) -> None:
    of = typed_list("LearningDeliveryFAM", year)
    assert of is not None
    dated = [kind.code for kind in of.types.values() if kind.dated]
    fams = [{ID: f"i{kind}", "LearnDelFAMType": kind, "LearnDelFAMCode": "1"} for kind in dated]
    form = first_aim({"Learner": {"LearningDelivery": [{ID: "a1", "LearningDeliveryFAM": fams}]}}, year)
    for kind in dated:
        listed = form.list(f"Learner/LearningDelivery/a1/LearningDeliveryFAM:{kind}")
        assert listed is not None
        assert (listed.new, listed.may_add, listed.type) == ({"LearnDelFAMType": kind}, True, kind)
        assert [one.element for one in listed.records[0].boxes()] == [
            "LearnDelFAMCode", "LearnDelFAMDateFrom", "LearnDelFAMDateTo",
        ]  # fmt: skip


def test_a_row_added_to_the_specification_appears(monkeypatch: pytest.MonkeyPatch) -> None:
    sample = next(row for row in all_rows("fields.csv") if row["path"] == "Message/Learner/LearningDelivery/PHours")
    added = [
        sample | {"path": "Message/Learner/LearningDelivery/NewField", "element": "NewField", "title": "New field"},
        sample | {"path": "Message/Learner/NewField", "entity": "Learner", "element": "NewField", "title": "New field"},
        sample | {"path": "Message/Learner/NewList", "kind": "entity", "entity": "NewList", "element": "NewList",
                  "title": "New list", "max_occurs": "9", "min_occurs": "0"},
        sample | {"path": "Message/Learner/NewList/NewCode", "entity": "NewList", "element": "NewCode"},
    ]  # fmt: skip

    def rows(name: str) -> tuple[Row, ...]:
        return (*all_rows(name), *(added if name == "fields.csv" else ()))

    monkeypatch.setattr(layout_module, "all_rows", rows)
    year = replace(YEAR)  # another object, so nothing that is kept of the real year is used
    of = {"Learner": {"NewField": "7", "NewList": [{ID: "n1"}], "LearningDelivery": [{ID: "a1"}]}}
    form = learner_form(of, year, AS_OF)
    found = form.box("Learner/NewField")
    assert found is not None
    assert (found.label, found.kind, found.value, found.badges, found.folded) == ("New field", "number", "7", (), False)
    assert form.box("Learner/NewList/n1/NewCode") in list(section(form, "learner-information").boxes())
    assert first_aim(of, year).box("Learner/LearningDelivery/a1/NewField") is not None
    assert learner_form(of, YEAR, AS_OF).box("Learner/NewField") is None


@pytest.mark.parametrize("year", years(), ids=str)
def test_badges_hints_and_places_are_the_guides(year: Year) -> None:
    guide = guide_fields()
    seen = set()
    for form in forms(full_document(year), year):
        for one in form.boxes():
            said = guide.get((one.entity, one.element, one.type)) or guide[one.entity, one.element, None]
            assert ("Mandatory" in one.badges) == (said.mandatory == "yes")
            assert ("Mandatory at end" in one.badges) == (said.mandatory == "at end")
            assert ("Validation" in one.badges) == said.validation
            assert [badge for badge in one.badges if badge.startswith("Milestone")] == [
                f"Milestone {number}" for number in said.milestones
            ]
            assert len(one.badges) == len(set(one.badges))
            assert (one.hint, one.place, one.used) == (said.hint, said.place, said.used)
            seen.add((said.entity, said.element, said.type))
    held = {found.name for found in layout(year).walk()}
    fields = {(found.name, field.element) for found in layout(year).walk() for field in found.fields()}
    for (name, element, kind), said in guide.items():
        labelled = said.mandatory or said.validation or said.milestones
        if labelled and name in held and (name, element) in fields and said.tab != "Homepage":
            assert (name, element, kind) in seen


# Sections and order.


def test_the_learner_form_has_the_guides_sections_in_order() -> None:
    assert [one.title for one in learner_form(document(), YEAR, AS_OF).sections] == [
        "Learner", "Learner information", "LLDD and learning support", "Funding and monitoring",
        "Provider specified monitoring", "HE information", "Contact preferences", "Prior attainment",
    ]  # fmt: skip
    assert [one.title for one in first_aim(document()).sections] == [
        "Learning information", "Funding and monitoring", "Provider specified info", "HE", "Financial details",
        "Work placement", "End details",
    ]  # fmt: skip
    assert [one.title for one in employment_form(document(), YEAR, AS_OF).sections] == ["Employment status"]


def test_a_section_or_tab_that_the_year_does_not_have_is_left_out() -> None:
    later = year_of("2025-26")
    of = {"Learner": tree_of(make.learner(), later)}
    assert "contact-preferences" not in [one.key for one in learner_form(of, later, AS_OF).sections]
    assert destination_form(of, later, AS_OF) == Form(())
    assert len(destination_form(document(), YEAR, AS_OF).sections) == 1


def test_fields_stand_in_the_order_of_the_guides_items_and_then_of_the_schema() -> None:
    form = learner_form(document(), YEAR, AS_OF)
    assert names(section(form, "top"))[:6] == [
        "LearnRefNumber", "ULN", "GivenNames", "DateOfBirth", "FamilyName", "Sex",
    ]  # fmt: skip
    assert names(section(form, "learner-information")) == [
        "NINumber", "Ethnicity", "PostcodePrior", "AddLine1", "AddLine2", "AddLine3", "AddLine4", "Postcode", "TelNo",
        "Email", "Accom",
    ]  # fmt: skip
    assert names(section(form, "lldd-and-learning-support"))[:2] == ["LLDDHealthProb", "[LLDDandHealthProblem]"]
    aim = first_aim(document())
    assert names(section(aim, "learning-information"))[:9] == [
        "AimType", "LearnAimRef", "LearnStartDate", "LearnPlanEndDate", "FundModel", "DelLocPostCode", "LSDPostcode",
        "RES", "OrigLearnStartDate",
    ]  # fmt: skip
    assert names(section(aim, "funding-and-monitoring"))[:8] == ["SOF", "FFI", *["DAM"] * 6]
    assert names(section(aim, "provider-specified")) == ["A", "B", "C", "D"]
    assert names(section(aim, "end-details"))[:4] == ["CompStatus", "LearnActEndDate", "Outcome", "WithdrawReason"]


def test_the_monitoring_of_an_employment_status_stands_with_it_in_the_guides_order() -> None:
    form = employment_form(document(), YEAR, AS_OF)
    record = form.sections[0].items[0]
    assert isinstance(record, RecordList)
    assert [one.type or one.element for one in record.records[0].boxes()][:6] == [
        "EmpStat", "DateEmpStatApp", "SEI", "LOU", "BSI", "EII",
    ]  # fmt: skip
    lou = next(one for one in form.boxes() if one.type == "LOU")
    assert (lou.value, lou.read_as) == ("1", "Learner has been unemployed for less than 6 months")


def test_a_destination_record_holds_its_outcomes_and_a_new_one_repeats_the_learner() -> None:
    of = document() | {"LearnerDestinationandProgression": [{ID: "d1"} | tree_of(make.progression(), YEAR)]}
    form = destination_form(of, YEAR, AS_OF)
    outcomes = next(one for one in form.lists() if one.entity == "DPOutcome")
    assert outcomes.path == "LearnerDestinationandProgression/d1/DPOutcome"
    assert [one.shown for one in outcomes.records[0].boxes()] == ["EMP", "1", "05/08/2024", "", "05/08/2024"]
    records = form.list("LearnerDestinationandProgression")
    assert records is not None
    assert records.new == {"LearnRefNumber": "L0001", "ULN": str(make.ULN)}


def test_an_aim_that_is_gone_is_gone() -> None:
    with pytest.raises(Gone):
        aim_form(document(), "gone", YEAR, AS_OF)


def test_a_list_that_is_full_takes_no_more() -> None:
    def may_add(number: int) -> bool:
        listed = learner_form(
            {"Learner": {"LLDDandHealthProblem": [{ID: f"p{one}"} for one in range(number)]}}, YEAR, AS_OF
        ).list("Learner/LLDDandHealthProblem")
        assert listed is not None
        return listed.may_add

    assert (may_add(21), may_add(22)) == (True, False)


# Folding.


def folded(of: Document, spoken: frozenset[str] = frozenset()) -> set[str]:
    return {one.element for form in forms(of, YEAR, spoken) for one in form.boxes() if one.folded}


def test_what_is_not_used_for_bootcamps_is_folded_away_while_it_is_empty() -> None:
    assert {"PrevUKPRN", "Accom", "ProgType", "AchDate", "EmpId"} <= folded(document())
    assert not folded(document()) & {"FamilyName", "AddLine1", "CompStatus", "EmpStat", "OrigLearnStartDate"}
    keys = {one.key for form in forms(document()) for one in form.sections if one.folded}
    assert keys == {"learner-he", "learning-delivery-he", "financial-details", "work-placement"}


def test_an_unused_field_that_holds_something_is_shown_open() -> None:
    of = document(make.aim(AchDate=date(2024, 7, 31)), PrevUKPRN=10999992)
    assert not folded(of) & {"AchDate", "PrevUKPRN"}
    assert not box(of, f"{aim_path(of)}/AchDate").folded


def test_an_unused_field_with_a_message_is_shown_open() -> None:
    of = document()
    path = aim_path(of)
    assert "ProgType" not in folded(of, frozenset({f"{path}/ProgType"}))
    form = aim_form(of, path.rpartition("/")[2], YEAR, AS_OF, {f"{path}/LearningDeliveryFAM:LDM"})
    assert [one.number for one in form.boxes() if one.type == "LDM" and not one.folded] == [1]
    lsf = aim_form(of, path.rpartition("/")[2], YEAR, AS_OF, {f"{path}/LearningDeliveryFAM:LSF"})
    assert [one.type for one in lsf.lists() if not one.folded] == ["LSF"]
    he = learner_form(of, YEAR, AS_OF, {"Learner/LearnerHE/TTACCOM"})
    assert not section(he, "learner-he").folded


def test_nothing_is_folded_away_in_a_record_of_a_list_that_is_not_used() -> None:
    of = {"Learner": {"LearningDelivery": [{ID: "a1", "LearningDeliveryWorkPlacement": [{ID: "w1"}]}]}}
    placement = section(first_aim(of), "work-placement")
    assert not placement.folded
    assert [one.folded for one in placement.boxes()] == [False] * 5


# Boxes.


def test_a_box_knows_how_it_is_written() -> None:
    of = document()
    birth, uln = box(of, "Learner/DateOfBirth"), box(of, "Learner/ULN")
    assert (birth.kind, birth.shown, birth.read_as) == ("date", "03/02/1990", "Saturday 3 February 1990")
    assert (uln.kind, uln.inputmode, uln.width, uln.autocomplete) == ("number", "numeric", 10, "off")
    assert (box(of, "Learner/TelNo").inputmode, box(of, "Learner/Email").inputmode) == ("tel", "email")
    line = box(of, "Learner/AddLine1")
    assert (line.max_length, line.width, line.required) == (50, None, False)
    assert uln.limits == "a whole number from 1000000000 to 9999999999"
    assert uln.required


def test_a_wrong_value_is_shown_as_it_was_typed() -> None:
    of = {"Learner": {"DateOfBirth": "31/02/1990", "Ethnicity": "77"}}
    birth, ethnicity = box(of, "Learner/DateOfBirth"), box(of, "Learner/Ethnicity")
    assert (birth.value, birth.shown, birth.read_as) == ("31/02/1990", "31/02/1990", "")
    assert ethnicity.options[-1].listed is False
    assert (ethnicity.options[-1].code, ethnicity.options[-1].label) == ("77", "not in the list")


def test_a_slot_knows_its_group_and_only_codes_of_a_closed_list_are_forced() -> None:
    of = document()
    dam, sex = box(of, f"{aim_path(of)}/LearningDeliveryFAM:DAM:2"), box(of, "Learner/Sex")
    assert (dam.label, dam.group, dam.number) == (
        "Devolved area monitoring (DAM) 2", "Devolved area monitoring (DAM)", 2,
    )  # fmt: skip
    assert (dam.free, sex.free) == (True, False)
    assert box(of, f"{aim_path(of)}/LearningDeliveryFAM:RES:1").is_tick
    assert not sex.is_tick
    assert not dam.is_tick
    assert box(of, f"{aim_path(of)}/ProviderSpecDeliveryMonitoring:B:1").label == "Provider specified info B"


def codes_offered(of: Document, path: str, year: Year = YEAR) -> set[str]:
    return {option.code for option in box(of, path, year).options if option.listed}


def test_codes_are_those_valid_on_the_start_of_the_aim() -> None:
    early = document(make.aim(LearnStartDate=date(2021, 7, 1), LearningDeliveryFAM=make.fams("SOF112")))
    late = document(make.aim(LearnStartDate=date(2021, 8, 1), LearningDeliveryFAM=make.fams("SOF112")))
    restart = document(make.aim(LearnStartDate=date(2021, 8, 1), LearningDeliveryFAM=make.fams("SOF112", "RES1")))
    offered = [codes_offered(of, f"{aim_path(of)}/LearningDeliveryFAM:DAM:1") for of in (early, late, restart)]
    assert ["005" in codes for codes in offered] == [True, False, True]  # 005 ended on 31 July 2021


def test_codes_of_a_status_are_those_valid_when_it_began_and_a_present_one_stays() -> None:
    of = document(
        LearnerEmploymentStatus=[make.status(10, date(2020, 7, 31)), make.status(10, date(2020, 8, 1), BSI=2)]
    )
    first, second = (
        f"Learner/LearnerEmploymentStatus/{one[ID]}/EmploymentStatusMonitoring:BSI:1"
        for one in of["Learner"]["LearnerEmploymentStatus"]
    )
    assert codes_offered(of, first) == {"1", "2", "3", "4"}
    assert codes_offered(of, second) == {"1", "4", "5", "6"}
    present = next(option for option in box(of, second).options if not option.listed)
    assert (present.code, present.label.endswith("(not valid on this date)")) == ("2", True)


def test_codes_of_the_learner_are_those_valid_on_the_earliest_start() -> None:
    later = year_of("2025-26")

    def offered(*starts: date) -> set[str]:
        aims = [make.aim(LearnStartDate=start) for start in starts]
        of = {"Learner": tree_of(make.learner(*aims), later) | {"LLDDandHealthProblem": [{ID: "p1"}]}}
        return codes_offered(of, "Learner/LLDDandHealthProblem/p1/LLDDCat", later)

    assert "15" not in offered(date(2025, 8, 1))  # Asperger's syndrome ended on 31 July 2025
    assert "15" in offered(date(2025, 8, 1), date(2025, 7, 31))
    assert "18" in offered(date(2025, 8, 1))
    assert "1" not in offered(date(2025, 7, 31))


@pytest.mark.parametrize(
    ("as_of", "there"), [(date(2024, 8, 1), False), (date(2024, 7, 31), True), (date(2030, 1, 1), False)]
)
def test_where_the_date_is_not_known_it_is_the_day_of_work_within_the_year(as_of: date, there: bool) -> None:
    of = {"Learner": {"LearningDelivery": [{ID: "a1"}]}}
    year = year_of("2023-24") if there else year_of("2024-25")
    form = aim_form(of, "a1", year, as_of)
    sof = next(one for one in form.boxes() if one.type == "SOF")
    assert ("117" in {option.code for option in sof.options}) == there  # North of Tyne ended on 31 July 2024


def test_the_codes_of_a_pair_wait_for_its_type() -> None:
    finances = [{ID: "r1", "AFinType": "PMR"}, {ID: "r2"}, {ID: "r3", "AFinCode": "1"}]
    of = {"Learner": {"LearningDelivery": [{ID: "a1", "AppFinRecord": finances}]}}
    place = "Learner/LearningDelivery/a1/AppFinRecord"
    assert codes_offered(of, f"{place}/r1/AFinCode") == {"1", "2", "3"}
    assert codes_offered(of, f"{place}/r2/AFinCode") == set()
    assert box(of, f"{place}/r2/AFinCode").depends_on == f"{place}/r2/AFinType"
    assert [option.code for option in box(of, f"{place}/r3/AFinCode").options] == ["1"]
    assert codes_offered(of, f"{place}/r2/AFinType") == {"PMR", "TNP"}
    assert box(of, f"{place}/r2/AFinDate").depends_on is None


# Messages find their place.


def test_a_message_about_a_type_stands_at_its_first_box_and_one_about_a_record_at_its_own() -> None:
    of = document()
    form, path = first_aim(of), aim_path(of)
    dam = f"{path}/LearningDeliveryFAM:DAM:1"
    record = next(
        one for one in of["Learner"]["LearningDelivery"][0]["LearningDeliveryFAM"] if one["LearnDelFAMType"] == "DAM"
    )
    assert form.place_of(f"{path}/LearningDeliveryFAM:DAM") == dam
    assert form.place_of(f"{path}/LearningDeliveryFAM/{record[ID]}/LearnDelFAMCode") == dam
    assert form.place_of(f"{path}/LearningDeliveryFAM:LSF") == f"{path}/LearningDeliveryFAM:LSF"
    assert form.place_of(f"{path}/CompStatus") == f"{path}/CompStatus"
    assert form.place_of("Learner/ULN") is None


def test_a_message_about_a_record_that_is_missing_stands_at_its_list() -> None:
    of = {"Learner": {"LearnRefNumber": "L0001"}}
    assert learner_form(of, YEAR, AS_OF).place_of("Learner/PriorAttain/PriorLevel") == "Learner/PriorAttain"
    employment = employment_form(of, YEAR, AS_OF)
    assert employment.place_of("Learner/LearnerEmploymentStatus/EmpStat") == "Learner/LearnerEmploymentStatus"


FAULTS: list[Document] = [
    {"Learner": {"LearnRefNumber": "L0001", "LearningDelivery": [{ID: "a1", "LearnAimRef": "Z0020001"}]}},
    document(make.aim(LearningDeliveryFAM=make.fams("DAM999", "DAM001", "LSF1", "XXX1"), AimType=9)),
    document(
        make.finished(ProviderSpecDeliveryMonitoring=make.boxes("WMCA1.3", "WMCA1.1")),
        DateOfBirth=date(2010, 1, 1), ULN=9999999999, LearnerEmploymentStatus=[make.status(98)], Postcode="nowhere",
    ),
]  # fmt: skip


@pytest.mark.parametrize("of", FAULTS, ids=["nearly empty", "wrong codes", "wrong values"])
def test_every_message_of_the_judging_finds_a_box_or_a_list(of: Document) -> None:
    judged = judge(of, YEAR, make.given(), return_of(make.UKPRN, YEAR, make.AS_OF))
    assert len(judged.messages) > 3
    drawn = forms(of)
    for message in judged.messages:
        assert any(form.place_of(place) for place in message.places for form in drawn), message
