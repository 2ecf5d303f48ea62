from pathlib import Path

import pytest

from openlet.contracts.reading import read_contract
from openlet.ilr.records import Learner
from tests.make import BOOTCAMP, CONTRACT, aim, boxes, fams, given, learner, milestone
from tests.rules.wmca.asking import ORDINARY, fires, given_nothing, given_several, messages

OTHERS = "Z0020009"  # a bootcamp of another provider's contract
REGISTERED = "Z0020077"  # a bootcamp that only the authority's register knows
ALL_SOF_112 = 'scope = "all_sof_112"'


def naming(*values: str, ref: str = "Z0010211") -> Learner:
    return learner(milestone(ref, AimSeqNumber=1, ProviderSpecDeliveryMonitoring=boxes(*values)))


@pytest.mark.parametrize(
    ("ref", "sof", "readings", "fault"),
    [
        pytest.param(BOOTCAMP, "SOF112", "", False, id="a bootcamp of the contract"),
        pytest.param("Z0020002", "SOF112", "", False, id="the contract's other bootcamp"),
        pytest.param(ORDINARY, "SOF112", "", False, id="ordinary learning of a college"),
        pytest.param("Z0029999", "SOF112", "", False, id="a code that neither contract nor register knows"),
        pytest.param(ORDINARY, "SOF112", ALL_SOF_112, True, id="every SOF 112 aim counts as a bootcamp"),
        pytest.param("Z0029999", "SOF112", ALL_SOF_112, True, id="a wrong code at a bootcamp-only provider"),
        pytest.param(ORDINARY, "SOF105", ALL_SOF_112, False, id="another source of funding"),
        pytest.param(BOOTCAMP, "SOF112", ALL_SOF_112, False, id="a bootcamp of the contract, every SOF 112 aim counts"),
        pytest.param(
            ORDINARY, "SOF112", f'{ALL_SOF_112}\nother_aims = ["{ORDINARY}"]', False, id="excepted in other_aims"
        ),
        pytest.param(
            ORDINARY, "SOF112", f'{ALL_SOF_112}\nother_aims = ["Z0029999"]', True, id="another one is excepted"
        ),
        pytest.param(None, "SOF112", ALL_SOF_112, False, id="no aim reference: a matter of the layout"),
    ],
)
def test_which_aims_count_and_which_are_allocated(ref: str | None, sof: str, readings: str, fault: bool) -> None:
    person = learner(aim(LearnAimRef=ref, LearningDeliveryFAM=fams(sof, "FFI1", "DAM023")))
    assert fires("NP-04", person, readings) is fault


def test_a_bootcamp_of_another_contract_of_the_run_is_not_this_providers() -> None:
    person = learner(aim(LearnAimRef=OTHERS))
    assert not fires("NP-04", person)
    assert fires("NP-04", person, judged_with=given_several())
    assert not fires("NP-04", person, judged_with=given_several(10999992))


def test_nothing_is_allocated_to_a_provider_without_a_contract_among_several() -> None:
    assert messages("NP-04", learner(), given_several(10999993)) == [
        "The bootcamp Z0020001 is not allocated to this provider; the contract has none for it. Use the aim reference "
        "that was generated for you."
    ]


def test_a_bootcamp_of_the_register_is_in_scope_and_not_allocated(tmp_path: Path) -> None:
    (tmp_path / "register.csv").write_text(f"learn_aim_ref,ukprn\n{REGISTERED},10999992\n", encoding="utf-8")
    path = tmp_path / "contract.toml"
    path.write_text(f'{CONTRACT}\n[reference]\nregister = "register.csv"\n', encoding="utf-8")
    judged_with = given(terms=read_contract(path))
    assert fires("NP-04", learner(aim(LearnAimRef=REGISTERED)), judged_with=judged_with)
    assert not fires("NP-04", learner(aim(LearnAimRef=REGISTERED)))
    assert not fires("NP-04", learner(aim(LearnAimRef=ORDINARY)), judged_with=judged_with)


@pytest.mark.parametrize("ref", ["Z0010211", "Z0010212"])
@pytest.mark.parametrize(
    ("values", "fault"),
    [
        pytest.param((BOOTCAMP,), False, id="names an allocated bootcamp"),
        pytest.param(("Contribution 10", "Z0020002"), False, id="names an allocated bootcamp in the second box"),
        pytest.param(("Z0029999",), True, id="names an aim that is not allocated"),
        pytest.param((), False, id="names none: MC-06"),
        pytest.param((BOOTCAMP, "Z0029999"), False, id="names two: MC-06"),
        pytest.param(("own text", "WMCA1.1"), False, id="the provider's own text"),
        pytest.param(("Z0010212",), False, id="names a milestone aim, which is no bootcamp"),
    ],
)
def test_the_bootcamp_that_a_milestone_aim_names(ref: str, values: tuple[str, ...], fault: bool) -> None:
    assert fires("NP-04", naming(*values, ref=ref)) is fault


def test_a_milestone_aim_that_names_another_providers_bootcamp() -> None:
    assert fires("NP-04", naming(OTHERS), judged_with=given_several())


def test_an_ordinary_aim_of_the_learner_in_a_box_is_the_providers_own_text() -> None:
    person = learner(
        aim(AimSeqNumber=2, LearnAimRef=ORDINARY),
        milestone(AimSeqNumber=1, ProviderSpecDeliveryMonitoring=boxes(ORDINARY)),
    )
    assert not fires("NP-04", person)


def test_it_is_skipped_without_a_contract() -> None:
    assert not fires("NP-04", naming("Z0029999"), judged_with=given_nothing())


@pytest.mark.parametrize(
    ("person", "readings"),
    [
        pytest.param(learner(aim(LearnAimRef="Z0029999")), ALL_SOF_112, id="a bootcamp aim"),
        pytest.param(naming("Z0029999"), "", id="a milestone aim"),
    ],
)
def test_the_message_names_the_bootcamp_and_those_of_the_contract(person: Learner, readings: str) -> None:
    assert messages("NP-04", person, given(readings)) == [
        "The bootcamp Z0029999 is not allocated to this provider; the contract has Z0020001 and Z0020002. Use the aim "
        "reference that was generated for you."
    ]
