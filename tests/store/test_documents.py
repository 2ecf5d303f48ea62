"""The document of a learner: nothing of a file is lost on the way in and out again, whatever stands in it."""

import json
from io import StringIO
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openlet.ilr.reading import IlrFile
from openlet.ilr.records import Learner, LearningProvider, Record
from openlet.ilr.writing import our_header, write_file, xml_of
from openlet.spec.layout import entity
from openlet.spec.years import Year, year_of, years
from openlet.store.documents import (
    Damaged,
    Operation,
    apply,
    checked,
    checked_record,
    copy,
    record_at,
    record_of,
    records_of,
    replay,
    text_at,
    tree_of,
    without_ids,
)
from openlet.store.refusals import Gone, NotDone
from tests import make
from tests.ilr import invented
from tests.ilr.test_writing import MADE, data
from tests.odd_values import ANYTHING, DATES
from tests.reference import YEARS, sample

YEAR = year_of("2023-24")


def kept(record: Record, year: Year) -> Any:
    """A record after a stay in a database that keeps no order of names."""
    tree = json.loads(json.dumps(tree_of(record, year), sort_keys=True))
    found = entity(year, type(record).__name__)
    assert found is not None
    return record_of(found, tree)


def through_documents(content: str) -> str:
    ilr = IlrFile(make.read(content)[0].source)
    records = [kept(item.record, ilr.year) for item in ilr]
    files = ilr.records.get("SourceFiles")
    text = StringIO()
    header = our_header(make.UKPRN, ilr.year, make.AS_OF, MADE)
    provider = ilr.records["LearningProvider"]
    assert isinstance(provider, LearningProvider)
    write_file(text.write, ilr.year, header, provider, records, kept(files, ilr.year) if files else None)
    return text.getvalue()


@pytest.mark.parametrize("year", YEARS)
def test_a_sample_goes_through_documents_unchanged_but_for_its_header(year: str) -> None:
    content = sample(year)
    assert data(through_documents(content)) == data(content)


@pytest.mark.parametrize("year", years(), ids=str)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(choose=st.randoms(use_true_random=False), fullness=st.sampled_from((0, 0.3, 0.6, 1)))
def test_any_valid_file_goes_through_documents_unchanged(year: Year, choose: Random, fullness: float) -> None:
    content = invented.file(year, choose, fullness)
    assert data(through_documents(content)) == data(content)


@pytest.mark.parametrize("year", years(), ids=str)
def test_a_full_file_loses_no_element_of_the_year(year: Year) -> None:
    content = invented.file(year, Random(7), fullness=1, tolerated=True)
    assert data(through_documents(content)) == data(content)


@pytest.mark.parametrize("element", ["DateOfBirth", "ULN", "Ethnicity", "FamilyName", "Sex", "Email", "Postcode"])
def test_whatever_is_typed_into_a_field_is_kept_as_typed_and_read_as_a_file_would_be(element: str) -> None:
    for text in filter(None, ANYTHING + DATES):
        document = {"Learner": {"LearnRefNumber": "L1", element: text}}
        record = records_of(document, YEAR)[0]
        assert tree_of(record, YEAR) == document["Learner"], repr(text)
        field = next(one for one in entity(YEAR, "Learner").fields() if one.element == element)  # type: ignore[union-attr]
        assert getattr(record, element) == field.read(text).value


def test_an_unreadable_value_is_none_with_its_text_beside() -> None:
    record = records_of({"Learner": {"DateOfBirth": "31/02/2024"}}, YEAR)[0]
    assert isinstance(record, Learner)
    assert (record.DateOfBirth, record.raw) == (None, {"DateOfBirth": "31/02/2024"})
    assert record.unreadable("DateOfBirth")


def test_xml_order_comes_from_the_specification_and_never_from_the_document() -> None:
    tree = tree_of(make.learner(), YEAR)
    backwards = dict(reversed(tree.items()))
    assert xml_of(records_of({"Learner": backwards}, YEAR)[0], YEAR) == xml_of(make.learner(), YEAR)


def ids(tree: Any) -> list[str]:
    if isinstance(tree, list):
        return [one for held in tree for one in ids(held)]
    if isinstance(tree, dict):
        own = [tree["_id"]] if "_id" in tree else []
        return own + [one for held in tree.values() for one in ids(held)]
    return []


def test_every_record_of_a_list_has_an_id_of_its_own() -> None:
    tree = tree_of(make.learner(make.aim(), make.milestone()), YEAR)
    assert len(ids(tree)) == len(set(ids(tree))) == 1 + 1 + 1 + 2 + 3 + 3 + 1  # last: the box of the milestone aim
    assert without_ids(tree) == without_ids(tree_of(make.learner(make.aim(), make.milestone()), YEAR))


def base() -> dict[str, Any]:
    return {"Learner": tree_of(make.learner(), YEAR) | {"LearnerHE": {"TTACCOM": "1"}}}


@pytest.mark.parametrize(
    "path",
    [
        "", "Learner", "FamilyName", "Learner/Nothing", "Header/Source", "Learner/LearningDelivery",
        "Learner/LearningDelivery/LearnAimRef", "Learner/LearnerHE", "LearningProvider/UKPRN", "Learner/_id",
        "Learner/x/FamilyName", "Learner/TLOut",
    ],
)  # fmt: skip
def test_a_path_that_is_no_field_of_the_year_is_refused(path: str) -> None:
    with pytest.raises(NotDone, match="not a place in the ILR of 2023-24"):
        text_at(base(), path, YEAR)


def test_a_record_that_is_gone_is_said_to_be_gone() -> None:
    for path in ("Learner/LearningDelivery/gone/LearnAimRef", "Learner/LearningDelivery/gone"):
        with pytest.raises(Gone, match="That LearningDelivery is not there any more"):
            text_at(base(), path, YEAR) if path.endswith("Ref") else record_at(base(), path, YEAR)


@pytest.mark.parametrize(
    "spoilt",
    [
        [], {"Message": {}}, {"Learner": []}, {"Learner": {"FamilyName": 7}}, {"Learner": {"FamilyName": None}},
        {"Learner": {"Nothing": "x"}}, {"Learner": {"_id": "x"}}, {"Learner": {"LearningDelivery": {}}},
        {"Learner": {"LearningDelivery": [{}]}}, {"Learner": {"LearningDelivery": [{"_id": "a"}, {"_id": "a"}]}},
        {"Learner": {"LearnerHE": [{"_id": "a"}]}}, {"LearnerDestinationandProgression": [{"ULN": "1"}]},
        {"Learner": {"LearningDelivery": [{"_id": "a", "LearnAimRef": ["x"]}]}},
    ],
)  # fmt: skip
def test_a_document_that_is_not_one_of_its_year_is_refused_when_it_is_read(spoilt: Any) -> None:
    with pytest.raises(Damaged, match="shape of the ILR of 2023-24"):
        checked(spoilt, YEAR)


def test_destinations_are_no_part_of_a_later_year() -> None:
    tree = {"LearnerDestinationandProgression": [{"_id": "a"}]}
    assert checked(tree, YEAR) == tree
    with pytest.raises(Damaged):
        checked(tree, year_of("2024-25"))


def random_operation(document: dict[str, Any], choose: Random) -> Operation:
    """A change that a user might make to the document."""
    aims = document.get("Learner", {}).get("LearningDelivery", [])
    kind = choose.choice(("set", "set", "clear", "single", "add", "remove", "below"))
    if kind == "add" or not aims:
        new = checked_record("Learner/LearningDelivery", {"LearnAimRef": str(choose.random())}, YEAR)
        return Operation(
            "add", f"Learner/LearningDelivery/{new['_id']}", new=new, position=choose.randint(0, len(aims))
        )
    aim = choose.choice(aims)
    place = f"Learner/LearningDelivery/{aim['_id']}"
    if kind == "remove":
        return Operation("remove", place, old=copy(aim), position=aims.index(aim))
    if kind == "below":
        new = checked_record(f"{place}/LearningDeliveryFAM", {"LearnDelFAMType": "SOF"}, YEAR)
        return Operation("add", f"{place}/LearningDeliveryFAM/{new['_id']}", new=new, position=0)
    path = {"single": "Learner/LearnerHE/TTACCOM", "clear": "Learner/LearnerHE/TTACCOM"}.get(kind, f"{place}/PHours")
    old = text_at(document, path, YEAR) or None
    return Operation("set", path, old=old, new=None if kind == "clear" else choose.choice(ANYTHING[1:]))


def reverse(operation: Operation) -> Operation:
    action = {"add": "remove", "remove": "add"}.get(operation.action, operation.action)
    return Operation(action, operation.path, operation.new, operation.old, operation.position)


@settings(max_examples=60, deadline=None)
@given(choose=st.randoms(use_true_random=False))
def test_replaying_the_operations_gives_the_document_and_reversing_them_the_first_one(choose: Random) -> None:
    first = base()
    document, done = copy(first), [Operation("replace", new=copy(first))]
    for _ in range(choose.randint(1, 25)):
        operation = random_operation(document, choose)
        document = apply(document, operation, YEAR)
        done.append(operation)
    assert replay(done, YEAR) == document
    checked(document, YEAR)
    for operation in reversed(done[1:]):
        document = apply(document, reverse(operation), YEAR)
    assert document == first
