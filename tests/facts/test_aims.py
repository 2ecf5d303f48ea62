import pytest

from openlet.facts.aims import (
    aim_kind,
    bootcamp_aims,
    fam_codes,
    has_fam,
    is_bootcamp_learner,
    milestone_aims,
    monitoring_values,
    named_bootcamp,
    named_bootcamps,
)
from openlet.facts.given import given_for
from openlet.ilr.records import LearningDeliveryFAM, ProviderSpecDeliveryMonitoring
from openlet.spec.years import year_of
from tests.make import AS_OF, BOOTCAMP, CONTRACT, UKPRN, aim, boxes, contract, fams, given, learner, milestone

ORDINARY = "60012345"
GIVEN = given()
ALL = given('scope = "all_sof_112"')
NOTHING = given_for(None, year_of("2023-24"), AS_OF, AS_OF, UKPRN)


def test_codes_by_type_in_the_order_returned() -> None:
    incomplete = [
        LearningDeliveryFAM(LearnDelFAMType="DAM"),
        LearningDeliveryFAM(LearnDelFAMCode="1"),
        LearningDeliveryFAM(),
    ]
    record = aim(LearningDeliveryFAM=[*fams("DAM023", "SOF112", "DAM001"), *incomplete])
    assert fam_codes(record) == {"DAM": ("023", "001"), "SOF": ("112",)}
    assert has_fam(record, "DAM", "001")
    assert not has_fam(record, "DAM", "112")
    assert not has_fam(record, "FFI", "1")


@pytest.mark.parametrize(
    ("values", "found"),
    [
        pytest.param((), (), id="none"),
        pytest.param((" a ", "b"), ("a", "b"), id="trimmed, in order"),
        pytest.param((None, "  ", "", "d"), ("d",), id="blank boxes are nothing"),
        pytest.param(("a", "a"), ("a", "a"), id="a value twice"),
    ],
)
def test_provider_specified_values(values: tuple[str | None, ...], found: tuple[str, ...]) -> None:
    record = aim(
        ProviderSpecDeliveryMonitoring=[ProviderSpecDeliveryMonitoring(ProvSpecDelMon=value) for value in values]
    )
    assert monitoring_values(record) == found


@pytest.mark.parametrize(
    ("ref", "lenient", "all_sof_112", "nothing"),
    [
        pytest.param(BOOTCAMP, "BC", "BC", None, id="a bootcamp of the contract"),
        pytest.param("Z0010211", "Z2", "Z2", "Z2", id="the aim of Milestone 2"),
        pytest.param("Z0010212", "Z3", "Z3", "Z3", id="the aim of Milestone 3"),
        pytest.param(ORDINARY, None, "BC", None, id="ordinary learning"),
        pytest.param("z0010211", None, "BC", None, id="small letters are another reference"),
        pytest.param(None, None, None, None, id="no reference"),
    ],
)
def test_the_kind_of_an_aim(ref: str | None, lenient: str | None, all_sof_112: str | None, nothing: str | None) -> None:
    record = aim(LearnAimRef=ref)
    assert aim_kind(record, GIVEN) == lenient
    assert aim_kind(record, ALL) == all_sof_112
    assert aim_kind(record, NOTHING) == nothing


@pytest.mark.parametrize(
    ("ref", "sof", "readings", "kind"),
    [
        pytest.param(ORDINARY, "SOF105", "", None, id="another source of funding"),
        pytest.param(ORDINARY, "SOF112", f'other_aims = ["{ORDINARY}"]', None, id="excepted"),
        pytest.param(ORDINARY, "SOF112", 'other_aims = ["60054321"]', "BC", id="another aim is excepted"),
        pytest.param(BOOTCAMP, "SOF105", "", "BC", id="a bootcamp of the contract, whoever funds it"),
        pytest.param(BOOTCAMP, "SOF112", f'other_aims = ["{BOOTCAMP}"]', "BC", id="the contract's bootcamps stay so"),
    ],
)
def test_with_every_sof_112_aim_in_scope(ref: str, sof: str, readings: str, kind: str | None) -> None:
    record = aim(LearnAimRef=ref, LearningDeliveryFAM=fams(sof))
    assert aim_kind(record, given(f'scope = "all_sof_112"\n{readings}')) == kind


def test_other_aims_mean_nothing_where_only_the_register_counts() -> None:
    assert aim_kind(aim(), given(f'other_aims = ["{BOOTCAMP}"]')) == "BC"


def test_the_aims_of_a_learner() -> None:
    one, two, three, four = (
        aim(),
        milestone("Z0010212", AimSeqNumber=2),
        aim(LearnAimRef=ORDINARY, AimSeqNumber=3),
        milestone("Z0010211", AimSeqNumber=4),
    )
    person = learner(one, two, three, four)
    assert bootcamp_aims(person, GIVEN) == (one,)
    assert milestone_aims(person, GIVEN) == (two, four)


@pytest.mark.parametrize(
    ("ref", "concerned"), [(BOOTCAMP, True), ("Z0010211", True), ("Z0010212", True), (ORDINARY, False)]
)
def test_whether_a_learner_is_concerned(ref: str, concerned: bool) -> None:
    assert is_bootcamp_learner(learner(aim(LearnAimRef=ORDINARY), aim(LearnAimRef=ref)), GIVEN) is concerned


def test_a_learner_without_aims_is_not_concerned() -> None:
    person = learner()
    person.LearningDelivery = []
    assert not is_bootcamp_learner(person, GIVEN)


@pytest.mark.parametrize(
    ("values", "named"),
    [
        pytest.param((), (), id="none"),
        pytest.param((BOOTCAMP,), (BOOTCAMP,), id="one of the contract"),
        pytest.param((f"  {BOOTCAMP} ",), (BOOTCAMP,), id="one with blanks around it"),
        pytest.param(("Contribution 10", "WMCA1.1", "own", BOOTCAMP), (BOOTCAMP,), id="one among other text"),
        pytest.param((BOOTCAMP, BOOTCAMP), (BOOTCAMP,), id="the same one twice"),
        pytest.param(("Z0020002", BOOTCAMP), ("Z0020002", BOOTCAMP), id="two, in order"),
        pytest.param(("Z0029999",), ("Z0029999",), id="one that nobody knows, of the right shape"),
        pytest.param(("Z002999", "Z00299999", "A0029999", "z0029999"), (), id="other shapes"),
        pytest.param(("Z0010211", "Z0010212", BOOTCAMP), (BOOTCAMP,), id="milestone aims are no bootcamps"),
        pytest.param(("x Z0020001",), (), id="a reference within other text"),
    ],
)
def test_the_bootcamps_that_an_aim_names(values: tuple[str, ...], named: tuple[str, ...]) -> None:
    claim = milestone(ProviderSpecDeliveryMonitoring=boxes(*values))
    person = learner(aim(), claim)
    assert named_bootcamps(claim, person, GIVEN) == named
    assert named_bootcamp(claim, person, GIVEN) == (named[0] if len(named) == 1 else None)


def test_a_bootcamp_of_the_contract_of_any_shape_is_named() -> None:
    judged_with = given(terms=contract(text=CONTRACT.replace("Z0020002", "WELDING1")))
    claim = milestone(ProviderSpecDeliveryMonitoring=boxes("WELDING1"))
    assert named_bootcamps(claim, learner(claim), judged_with) == ("WELDING1",)
    assert named_bootcamps(claim, learner(claim), GIVEN) == ()


def test_an_own_bootcamp_aim_of_any_shape_is_named() -> None:
    claim = milestone(ProviderSpecDeliveryMonitoring=boxes(ORDINARY))
    person = learner(aim(LearnAimRef=ORDINARY), claim)
    assert named_bootcamps(claim, person, ALL) == (ORDINARY,)


def test_an_own_aim_that_is_no_bootcamp_is_the_providers_own_text() -> None:
    """A.2: unknown text must be left alone, so it does not stop a claim that names its bootcamp."""
    claim = milestone(ProviderSpecDeliveryMonitoring=boxes(BOOTCAMP, ORDINARY))
    person = learner(aim(), aim(LearnAimRef=ORDINARY, AimSeqNumber=3), claim)
    assert named_bootcamp(claim, person, GIVEN) == BOOTCAMP
