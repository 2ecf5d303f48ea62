from pathlib import Path

import pytest

from openlet.contracts.reading import read_contract
from openlet.facts.given import Given
from openlet.ilr.records import Learner
from openlet.reference import areas
from openlet.rules import Checker, Status, book
from tests.make import CONTRACT, aim, fams, given, learner, milestone
from tests.rules.wmca.asking import ORDINARY, fires, given_nothing, messages

BIRMINGHAM = "B1 1AA"
WORCESTER = "WR1 1AA"  # West Midlands region, not the WMCA area
WESTMINSTER = "SW1A 1AA"
NO_SUCH = "B1 1ZZ"  # the shape of a postcode, but in no directory
NOT_KNOWN = "ZZ99 9ZZ"
NO_PAY = 'zz99 = "no_pay"'


def living(postcode: str | None, *dam: str) -> Learner:
    return learner(aim(LSDPostcode=postcode, LearningDeliveryFAM=fams("SOF112", "FFI1", "DAM023", *dam)))


@pytest.mark.parametrize(
    ("person", "readings", "fault"),
    [
        pytest.param(living(BIRMINGHAM), "", False, id="in the WMCA area"),
        pytest.param(living(BIRMINGHAM, "DAM001"), "", False, id="in the WMCA area, marked 001 all the same"),
        pytest.param(living(WORCESTER), "", True, id="elsewhere in the region, not marked"),
        pytest.param(living(WORCESTER, "DAM001"), "", False, id="elsewhere in the region, marked 001"),
        pytest.param(living(WESTMINSTER), "", True, id="outside the region, not marked"),
        pytest.param(living(WESTMINSTER, "DAM001"), "", False, id="outside the region, marked 001"),
        pytest.param(living(WESTMINSTER, "DAM010"), "", True, id="another code does not do"),
        pytest.param(living(NO_SUCH), "", False, id="a postcode that the directory does not know is not outside"),
        pytest.param(living("anywhere"), "", False, id="text that is no postcode is not outside"),
        pytest.param(living(None), "", True, id="no postcode"),
        pytest.param(living(None, "DAM001"), "", True, id="no postcode, though marked 001"),
        pytest.param(living(NOT_KNOWN), "", False, id="ZZ99 9ZZ is a to-do item"),
        pytest.param(living(NOT_KNOWN), NO_PAY, True, id="ZZ99 9ZZ is not paid"),
        pytest.param(living(NOT_KNOWN, "DAM001"), NO_PAY, False, id="ZZ99 9ZZ is not paid, but marked 001"),
        pytest.param(living(BIRMINGHAM), NO_PAY, False, id="in the WMCA area, ZZ99 9ZZ not paid"),
        pytest.param(living(NO_SUCH), NO_PAY, False, id="an unknown postcode is not ZZ99 9ZZ"),
    ],
)
def test_a_learner_from_outside_is_marked(person: Learner, readings: str, fault: bool) -> None:
    assert fires("NP-07", person, readings) is fault


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(aim(LearnAimRef=ORDINARY, LSDPostcode=WESTMINSTER), id="ordinary learning"),
        pytest.param(milestone(AimSeqNumber=1, LSDPostcode=WESTMINSTER), id="a milestone aim"),
        pytest.param(milestone(AimSeqNumber=1, LSDPostcode=None), id="a milestone aim without a postcode"),
    ],
)
def test_only_bootcamp_aims_are_concerned(other: object) -> None:
    assert not fires("NP-07", learner(other))  # type: ignore[arg-type]


def own_table(tmp_path: Path, *rows: str) -> Given:
    (tmp_path / "postcodes.csv").write_text("\n".join(("postcode,area", *rows)), encoding="utf-8")
    path = tmp_path / "contract.toml"
    path.write_text(f'{CONTRACT}\n[reference]\narea_lookup = "postcodes.csv"\n', encoding="utf-8")
    return given(terms=read_contract(path))


def test_the_contracts_own_table_comes_before_the_directory(tmp_path: Path) -> None:
    judged_with = own_table(tmp_path, "WR1 1AA,WMCA", "B1 1AA,OTHER", "B1 1ZZ,WM_OTHER")
    assert not fires("NP-07", living(WORCESTER), judged_with=judged_with)
    assert fires("NP-07", living(BIRMINGHAM), judged_with=judged_with)
    assert fires("NP-07", living(NO_SUCH), judged_with=judged_with)
    assert fires("NP-07", living(WESTMINSTER), judged_with=judged_with)


def test_without_any_table_it_is_skipped_and_never_clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(areas, "_release", lambda: None)
    rules = [made for made in book() if made.code == "NP-07"]
    outcome = Checker(given(), rules).outcomes["NP-07"]
    assert outcome.status is Status.SKIPPED
    assert outcome.why() == "no postcode directory is installed and the contract names none"
    assert Checker(own_table(tmp_path, "B1 1AA,WMCA"), rules).outcomes["NP-07"].status is Status.CLEAN


def test_it_is_skipped_without_a_contract() -> None:
    assert not fires("NP-07", living(WESTMINSTER), judged_with=given_nothing())


@pytest.mark.parametrize(
    ("person", "readings", "found"),
    [
        pytest.param(living(WORCESTER), "", "WR1 1AA (elsewhere in the West Midlands region)", id="in the region"),
        pytest.param(living(WESTMINSTER), "", "SW1A 1AA (outside the West Midlands)", id="outside the region"),
        pytest.param(living(NOT_KNOWN), NO_PAY, "ZZ99 9ZZ (not known)", id="not known"),
        pytest.param(living(None), "", "blank (not known)", id="absent"),
    ],
)
def test_the_message_names_the_postcode_and_where_it_lies(person: Learner, readings: str, found: str) -> None:
    assert messages("NP-07", person, given(readings)) == [
        f"The learning start date postcode is {found} and the DAM codes are 023. Enter the postcode where the learner "
        "lived at the start; outside the WMCA area, add DAM 001 for a learner who lives in the West Midlands or will "
        "work there."
    ]


def test_the_message_never_says_that_a_code_is_missing_which_is_there() -> None:
    (said,) = messages("NP-07", living(None, "DAM001"))
    assert "the DAM codes are 001 and 023." in said
