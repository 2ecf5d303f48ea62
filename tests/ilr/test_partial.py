"""What a source does not show is neither there nor absent."""

import pytest

from openlet.facts.aims import fam_codes, has_fam
from openlet.ilr.partial import CodesOfSome, NotHere, SomeOf, blank
from openlet.ilr.records import Learner, LearningDelivery, LearningDeliveryFAM
from tests.make import fams

HERE = frozenset({"ULN", "LearningDelivery"})


def test_what_is_shown_is_as_in_any_record() -> None:
    person = blank(Learner, HERE)
    assert isinstance(person, Learner)
    assert type(person).__name__ == "Learner"
    assert (person.ULN, person.LearningDelivery, person.line, person.raw) == (None, [], None, None)
    person.ULN = 1000000027
    person.LearningDelivery.append(LearningDelivery())
    assert blank(Learner, HERE).LearningDelivery == []


@pytest.mark.parametrize("element", ["Sex", "LearnerEmploymentStatus", "LearnerHE"])
def test_whoever_asks_for_what_is_not_shown_is_told_so(element: str) -> None:
    with pytest.raises(NotHere) as said:
        getattr(blank(Learner, HERE), element)
    assert said.value.element == element


def test_it_cannot_be_passed_over_as_an_attribute_that_is_missing() -> None:
    with pytest.raises(NotHere):
        getattr(blank(Learner, HERE), "Sex", None)
    with pytest.raises(NotHere):
        hasattr(blank(Learner, HERE), "Sex")


def aim(*codes: str, types: str = "SOF FFI DAM", cut: str = "") -> LearningDelivery:
    made = LearningDelivery()
    shown, maybe = frozenset(types.split()), frozenset(cut.split())
    made.LearningDeliveryFAM = SomeOf[LearningDeliveryFAM](fams(*codes), "LearnDelFAMType", shown, maybe)
    return made


def test_codes_of_a_type_that_is_shown_are_known_and_so_is_that_there_are_none() -> None:
    one = aim("SOF112", "DAM023")
    assert has_fam(one, "DAM", "023")
    assert not has_fam(one, "DAM", "001")
    assert fam_codes(one).get("FFI", ()) == ()
    assert fam_codes(one)["SOF"] == ("112",)


def test_codes_of_another_type_are_not_known() -> None:
    for ask in (lambda codes: codes.get("RES", ()), lambda codes: codes["RES"], lambda codes: "RES" in codes):
        with pytest.raises(NotHere, match="LearnDelFAMType RES"):
            ask(fam_codes(aim("SOF112")))


def test_nor_are_all_codes_together() -> None:
    codes = fam_codes(aim("SOF112"))
    assert isinstance(codes, CodesOfSome)
    for ask in (codes.items, codes.values, codes.keys, codes.__iter__, codes.__len__):
        with pytest.raises(NotHere):
            ask()


def test_where_there_may_be_more_codes_one_that_is_shown_is_there_and_any_other_is_not_known() -> None:
    one = aim("DAM023", "DAM010", cut="DAM")
    assert has_fam(one, "DAM", "023")
    assert tuple(fam_codes(one)["DAM"]) == ("023", "010")
    with pytest.raises(NotHere, match="LearnDelFAMType DAM"):
        has_fam(one, "DAM", "001")
