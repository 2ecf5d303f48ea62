"""What is found on a learner in the store: the same as in the exported file, each message with its place."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from openlet.contracts.terms import Contracts
from openlet.ilr.records import Learner
from openlet.payments.ledger import Ledger
from openlet.rules import Severity
from openlet.spec.years import year_of, years
from openlet.store.documents import ID, Document, tree_of
from openlet.store.judging import GAP, Basis, Judged, Message, judge, return_of, settle_person
from tests import make
from tests.store.keeping import YEAR

BASIS = Basis(Contracts((make.contract(),)), make.AS_OF, Ledger())
WITHOUT_CONTRACT = replace(BASIS, contracts=None)


def document(learner: Learner | None = None) -> Document:
    return {"Learner": tree_of(learner or make.learner(make.aim()), YEAR)}


def judged(of: Document, basis: Basis = BASIS) -> Judged:
    return judge(of, YEAR, basis.given(YEAR, make.UKPRN), return_of(make.UKPRN, YEAR, basis.as_of))


def by_code(of: Document, code: str, basis: Basis = BASIS) -> Message:
    found = [message for message in judged(of, basis).messages if message.code == code]
    assert len(found) == 1, [message.code for message in judged(of, basis).messages]
    return found[0]


def changed(path: tuple[str | int, ...], value: Any) -> Document:
    made = document()
    held: Any = made["Learner"]
    for step in path[:-1]:
        held = held[step]
    if value is None:
        held.pop(path[-1])
    else:
        held[path[-1]] = value
    return made


def test_a_learner_with_nothing_wrong_has_no_message() -> None:
    assert judged(document()).messages == ()


def test_an_empty_mandatory_field_is_a_gap_said_once_with_its_place() -> None:
    found = judged(changed(("FamilyName",), None))
    gaps = [(one.severity, one.code, one.places) for one in found.messages if one.is_gap]
    assert gaps == [(GAP, "WMCA_FamilyName_01", ("Learner/FamilyName",))]
    assert found.count(GAP) == 1


def test_what_the_national_service_says_of_it_stands_beside() -> None:
    found = judged(changed(("FamilyName",), None))
    official = [(one.severity, one.places) for one in found.messages if not one.is_gap]
    assert official == [(Severity.ERROR, ("Learner/FamilyName",))]
    assert found.count(Severity.ERROR) == 1


def test_an_empty_field_that_stops_payment_is_no_pay_and_a_gap_at_once() -> None:
    message = by_code(changed(("ULN",), None), "NP-02")
    assert (message.severity, message.is_gap) == (Severity.NO_PAY, True)
    assert not [one for one in judged(changed(("ULN",), None)).messages if one.code.startswith(("Schema", "FD_"))]


def test_without_a_contract_the_schema_alone_says_what_is_missing() -> None:
    found = judged(changed(("ULN",), None), WITHOUT_CONTRACT).messages
    assert [(one.severity, one.places) for one in found] == [(GAP, ("Learner/ULN",))]


def test_the_readings_of_the_contract_count() -> None:
    lenient = replace(BASIS, contracts=Contracts((make.contract("ni_required = false"),)))
    without = changed(("NINumber",), None)
    assert judged(without).count(GAP) == 1
    assert judged(without, lenient).messages == ()


def test_a_fault_on_an_aim_has_the_path_of_that_aim() -> None:
    made = document(
        make.learner(make.aim(AimSeqNumber=1), make.aim(AimSeqNumber=2, LearnAimRef="Z0020002", CompStatus=None))
    )
    second = made["Learner"]["LearningDelivery"][1][ID]
    places = {place for one in judged(made).messages for place in one.places if place.endswith("CompStatus")}
    assert places == {f"Learner/LearningDelivery/{second}/CompStatus"}


def test_a_code_of_a_typed_list_has_the_place_of_its_type() -> None:
    made = document(make.learner(make.aim(LearningDeliveryFAM=make.fams("SOF112", "FFI1"))))
    aim = made["Learner"]["LearningDelivery"][0][ID]
    assert by_code(made, "NP-09").places[0] == f"Learner/LearningDelivery/{aim}/LearningDeliveryFAM:DAM"


def test_a_fault_of_two_records_has_both_places() -> None:
    made = changed(("DateOfBirth",), "2006-02-17")
    aim = made["Learner"]["LearningDelivery"][0][ID]
    assert by_code(made, "NP-03").places == ("Learner/DateOfBirth", f"Learner/LearningDelivery/{aim}/LearnStartDate")


def test_a_record_that_is_not_there_has_the_place_of_its_list() -> None:
    places = by_code(changed(("LearnerEmploymentStatus",), []), "NP-10").places
    assert "Learner/LearnerEmploymentStatus/EmpStat" in places


def test_places_are_right_beside_records_with_nothing_in_them() -> None:
    made = document()
    made["Learner"]["LearningDelivery"].insert(0, {ID: "empty"})
    made["Learner"]["LearnerEmploymentStatus"] = [{ID: "void"}, *made["Learner"]["LearnerEmploymentStatus"]]
    made["Learner"]["LearnerEmploymentStatus"][1]["EmpStat"] = "77"
    second = made["Learner"]["LearnerEmploymentStatus"][1][ID]
    places = [place for one in judged(made).messages for place in one.places if place.endswith("EmpStat")]
    own = [place for place in places if place.count("/") == 3]
    assert own and set(own) == {f"Learner/LearnerEmploymentStatus/{second}/EmpStat"}


def test_a_text_that_is_no_day_is_said_with_the_forms_that_may_be_typed() -> None:
    text = next(
        one.text for one in judged(changed(("DateOfBirth",), "31/02/1991")).messages if one.severity == "schema"
    )
    assert text == "Date of birth is 31/02/1991, which is not a day. Enter it like 1 May 2024 or 1/5/2024."


def test_a_document_with_nothing_in_it_is_a_gap_and_no_crash() -> None:
    assert [one.severity for one in judged({"Learner": {}}).messages] == [GAP]


def test_a_learner_being_entered_without_an_aim_is_asked_for_what_a_bootcamp_needs() -> None:
    made = document(make.learner(FamilyName=None))
    made["Learner"].pop("LearningDelivery", None)
    assert "WMCA_FamilyName_01" in {one.code for one in judged(made).messages}


def test_the_claims_are_settled_as_pay_settles_them() -> None:
    bootcamps, lonely = settle_person(judged(document()).claims, BASIS)
    assert [one.milestones["M1"].status for one in bootcamps] == ["payable"]
    assert lonely == []


def test_a_milestone_aim_without_its_bootcamp_is_told_apart() -> None:
    made = document(make.learner(make.milestone(AimSeqNumber=1)))
    bootcamps, lonely = settle_person(judged(made).claims, BASIS)
    assert bootcamps == []
    assert [one.claim.names for one in lonely] == [make.BOOTCAMP]


@pytest.mark.parametrize("year", years(), ids=str)
def test_every_year_is_judged_with_its_own_rules(year: Any) -> None:
    tree = {"Learner": tree_of(make.learner(make.aim()), year)}
    found = judge(tree, year, BASIS.given(year, make.UKPRN), return_of(make.UKPRN, year, BASIS.as_of))
    assert found.unjudged == ()


def test_no_contract_no_claims() -> None:
    assert judged(document(), WITHOUT_CONTRACT).claims == ()
    assert settle_person((), BASIS) == ([], [])


def test_the_return_of_the_store_is_one_for_each_year() -> None:
    one, other = (return_of(make.UKPRN, year_of(text), date(2024, 8, 20)) for text in ("2023-24", "2024-25"))
    assert one != other
