import pytest

from openlet.ilr.records import Learner
from tests.make import CONTRACT, aim, boxes, contract, fams, finished, given, learner, milestone
from tests.rules.wmca.asking import ORDINARY, fires, given_nothing, messages

EXACT = 'contribution_match = "exact"'


def funded(indicators: tuple[str, ...], *values: str) -> Learner:
    codes = ("SOF112", "DAM023", *(f"FFI{code}" for code in indicators))
    return learner(aim(LearningDeliveryFAM=fams(*codes), ProviderSpecDeliveryMonitoring=boxes(*values)))


@pytest.mark.parametrize(
    ("indicators", "values", "fault"),
    [
        pytest.param("1", (), False, id="fully funded, no contribution"),
        pytest.param("2", ("Contribution 10",), False, id="co-funded, 10 %"),
        pytest.param("2", ("Contribution 30",), False, id="co-funded, 30 %"),
        pytest.param("2", ("own text", "WMCA1.1", "x", "Contribution 30"), False, id="the contribution in box D"),
        pytest.param("2", (), True, id="co-funded, no contribution"),
        pytest.param("2", ("own text",), True, id="co-funded, the provider's own text only"),
        pytest.param("1", ("Contribution 10",), True, id="fully funded, 10 %"),
        pytest.param("1", ("Contribution 30",), True, id="fully funded, 30 %"),
        pytest.param("", ("Contribution 10",), True, id="no indicator, 10 %"),
        pytest.param("", (), False, id="no indicator, no contribution: a to-do item elsewhere"),
        pytest.param("2", ("Contribution 10", "Contribution 30"), True, id="co-funded, both contributions"),
        pytest.param("1", ("Contribution 10", "Contribution 30"), True, id="fully funded, both contributions"),
        pytest.param("2", ("Contribution 10", "Contribution 10"), False, id="the same contribution twice"),
        pytest.param("12", ("Contribution 10",), True, id="both indicators, 10 %"),
        pytest.param("12", (), True, id="both indicators, no contribution"),
        pytest.param("22", ("Contribution 10",), False, id="the same indicator twice"),
        pytest.param("3", (), False, id="an unknown indicator, no contribution: a matter of the code list"),
        pytest.param("3", ("Contribution 10",), True, id="an unknown indicator, 10 %"),
        pytest.param("2", ("Contribution 20",), True, id="co-funded, a rate that does not exist"),
        pytest.param("2", ("10%",), True, id="co-funded, only a number"),
        pytest.param("2", ("Contribution10",), True, id="co-funded, without the blank"),
        pytest.param("2", ("Contribution 10%",), True, id="co-funded, with a sign behind"),
        pytest.param("1", ("Contribution 20",), False, id="fully funded, a text that is not recognised"),
    ],
)
def test_indicator_and_contribution_agree(indicators: str, values: tuple[str, ...], fault: bool) -> None:
    assert fires("NP-08", funded(tuple(indicators), *values)) is fault


@pytest.mark.parametrize(
    ("text", "lenient", "exact"),
    [
        pytest.param("Contribution 10", False, False, id="exactly as in the guide"),
        pytest.param("CONTRIBUTION 10", False, True, id="in capitals"),
        pytest.param("contribution 30", False, True, id="in small letters"),
        pytest.param("Contribution  10", False, True, id="two blanks"),
        pytest.param(" Contribution 10 ", False, False, id="blanks around it are never part of it"),
        pytest.param("Contribution 1O", True, True, id="a letter for a figure"),
    ],
)
def test_how_the_text_is_compared(text: str, lenient: bool, exact: bool) -> None:
    assert fires("NP-08", funded(("2",), text)) is lenient
    assert fires("NP-08", funded(("2",), text), EXACT) is exact


def test_with_exact_texts_a_loose_one_is_no_contribution_of_a_fully_funded_aim() -> None:
    assert fires("NP-08", funded(("1",), "CONTRIBUTION 10"))
    assert not fires("NP-08", funded(("1",), "CONTRIBUTION 10"), EXACT)


@pytest.mark.parametrize("ref", ["Z0010211", "Z0010212"])
@pytest.mark.parametrize(
    ("indicator", "values", "fault"),
    [
        pytest.param("FFI2", ("Z0020001", "Contribution 10"), False, id="both"),
        pytest.param("FFI2", ("Z0020001",), True, id="co-funded without a text"),
        pytest.param("FFI1", ("Z0020001", "Contribution 10"), True, id="a text without co-funding"),
        pytest.param("FFI1", ("Z0020001",), False, id="neither, though the bootcamp is co-funded"),
    ],
)
@pytest.mark.parametrize("scope", ["inherit", "per_aim"])
def test_each_aim_is_checked_by_itself(
    scope: str, ref: str, indicator: str, values: tuple[str, ...], fault: bool
) -> None:
    bootcamp = finished(
        LearningDeliveryFAM=fams("SOF112", "FFI2", "DAM023"),
        ProviderSpecDeliveryMonitoring=boxes("Contribution 10", "WMCA1.3"),
    )
    claim = milestone(
        ref,
        LearningDeliveryFAM=fams("SOF112", indicator, "DAM023"),
        ProviderSpecDeliveryMonitoring=boxes(*values),
    )
    said = messages("NP-08", learner(bootcamp, claim), given(f'contribution_scope = "{scope}"'))
    assert len(said) == fault
    assert all(f"On {ref} " in one for one in said)


def test_other_aims_are_left_alone() -> None:
    ordinary = aim(LearnAimRef=ORDINARY, LearningDeliveryFAM=fams("SOF112", "FFI2"))
    assert not fires("NP-08", learner(ordinary))


def test_it_is_skipped_without_a_contract() -> None:
    claim = milestone(AimSeqNumber=1, LearningDeliveryFAM=fams("FFI2"))
    assert not fires("NP-08", learner(claim), judged_with=given_nothing())


END = (
    "With an employer contribution enter FFI 2 and one text (Contribution 10 or Contribution 30); without one enter "
    "FFI 1 and no such text."
)


@pytest.mark.parametrize(
    ("person", "found"),
    [
        pytest.param(funded(("2",), "own text"), "is 2 and the provider specified fields hold blank.", id="no text"),
        pytest.param(
            funded(("1",), "Contribution 10"),
            "is 1 and the provider specified fields hold Contribution 10.",
            id="FFI 1",
        ),
        pytest.param(
            funded((), "Contribution 30", "CONTRIBUTION 10"),
            "is blank and the provider specified fields hold CONTRIBUTION 10 and Contribution 30.",
            id="no indicator, two texts",
        ),
        pytest.param(
            funded(("2",), "Contribution 20"),
            "is 2 and the provider specified fields hold Contribution 20.",
            id="a text that is not recognised",
        ),
    ],
)
def test_the_message_names_indicator_and_text(person: Learner, found: str) -> None:
    assert messages("NP-08", person) == [f"On Z0020001 the full or co-funding indicator {found} {END}"]


def test_the_contracts_own_texts_are_read_and_named() -> None:
    text = f'{CONTRACT}\n[contributions]\n"Employer 20" = "0.20"\n'
    judged_with = given(terms=contract(text=text))
    assert not fires("NP-08", funded(("2",), "Employer 20"), judged_with=judged_with)
    assert fires("NP-08", funded(("2",), "Contribution 10"), judged_with=judged_with)
    (said,) = messages("NP-08", funded(("1",), "employer 20"), judged_with)
    assert "hold employer 20. With an employer contribution enter FFI 2 and one text (Employer 20);" in said


def test_a_contract_without_contributions_says_so() -> None:
    judged_with = given(terms=contract(text=f"{CONTRACT}\n[contributions]\n"))
    (said,) = messages("NP-08", funded(("2",), "Contribution 10"), judged_with)
    assert "one text (none, as the contract has no contributions)" in said
