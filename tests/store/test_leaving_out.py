"""Who is left out of an export: every empty mandatory field counts, whatever else it means, and no old answer does."""

from pathlib import Path

import pytest

from openlet.payments.ledger import WrongLedger
from openlet.store.basis import LEDGER, current_basis
from openlet.store.models import LearnerState, Provider
from openlet.store.services import (
    choose,
    export_file,
    keep_contract,
    left_out_now,
    not_judged_yet,
    refresh_all,
    set_dont_export,
    set_field,
    set_working_day,
)
from tests import make
from tests.store.keeping import ANN, document, imported, kept, year

MANDATORY = {  # fields that the official schema does not ask for, but the guide does
    "DateOfBirth": "Learner/DateOfBirth",
    "NINumber": "Learner/NINumber",
    "FamilyName": "Learner/FamilyName",
    "PlanLearnHours": "Learner/PlanLearnHours",
}


@pytest.fixture
def contract() -> Provider:
    provider: Provider = year().provider
    keep_contract(provider, "contract.toml", make.CONTRACT.encode(), ANN)
    set_working_day(provider, make.AS_OF)
    provider.refresh_from_db()
    return provider


def emptied(path: str) -> int:
    learner = kept(reference="L0001").learner
    element = path.rpartition("/")[2]
    set_field(learner, path, "", document(learner)["Learner"][element], ANN)
    return learner


@pytest.mark.parametrize("path", MANDATORY.values(), ids=MANDATORY)
@pytest.mark.parametrize("is_judged", [True, False], ids=["judged before", "judged now"])
def test_an_empty_mandatory_field_keeps_a_learner_out(
    path: str, is_judged: bool, contract: Provider, tmp_path: Path
) -> None:
    emptied(path)
    kept(reference="L0002")
    if not is_judged:
        LearnerState.objects.all().delete()
    in_file, left_out = left_out_now(year())
    assert (in_file, [one.LearnRefNumber for one in left_out]) == (1, ["L0001"])
    assert left_out[0].reasons
    assert choose(year()).left_out == left_out
    done = export_file(tmp_path, ANN, None, make.AS_OF)
    assert done.left_out == [("L0001", left_out[0].reasons)]
    assert b"L0001" not in done.path.read_bytes()


@pytest.mark.parametrize("is_judged", [True, False], ids=["judged before", "judged now"])
def test_an_empty_mandatory_field_that_stops_payment_keeps_a_learner_out_as_well(
    is_judged: bool, contract: Provider
) -> None:
    kept(make.learner(LearnerEmploymentStatus=[]))
    if not is_judged:
        LearnerState.objects.all().delete()
    in_file, [one] = left_out_now(year())
    assert (in_file, one.LearnRefNumber) == (0, "L0001")
    assert choose(year()).left_out == [one]


def test_without_a_contract_only_the_schema_counts() -> None:
    emptied("Learner/DateOfBirth")
    assert left_out_now(year()) == (1, [])
    assert not_judged_yet(year()) == 0


def test_a_fault_of_the_schema_counts_with_a_contract_too(contract: Provider) -> None:
    imported(make.learner(Sex="Female"))
    refresh_all(current_basis(contract))
    [one] = left_out_now(year())[1]
    assert any("Sex" in reason for reason in one.reasons)
    assert choose(year()).left_out == [one]


def test_the_users_own_tick_is_the_only_reason_that_is_named(contract: Provider) -> None:
    learner = emptied("Learner/DateOfBirth")
    set_dont_export(learner, True, ANN)
    [one] = left_out_now(year())[1]
    assert one.reasons == ["excluded by the user (Don't export)"]


def test_who_is_mended_is_in_the_file_again(contract: Provider) -> None:
    learner = emptied("Learner/DateOfBirth")
    set_field(learner, "Learner/DateOfBirth", "1990-02-03", "", ANN)
    assert left_out_now(year()) == (1, [])


def test_a_ledger_that_cannot_be_read_does_not_stop_the_export(
    contract: Provider, folder: Path, tmp_path: Path
) -> None:
    emptied("Learner/DateOfBirth")
    kept(reference="L0002")
    (folder / LEDGER).write_text("no ledger\n", encoding="utf-8")
    with pytest.raises(WrongLedger):
        current_basis(contract)
    assert [one for one, _ in export_file(tmp_path / "out", ANN, None, make.AS_OF).left_out] == ["L0001"]


def test_how_many_are_still_to_be_judged_is_known(contract: Provider) -> None:
    imported(make.learner(), make.learner(LearnRefNumber="L0002"))
    assert not_judged_yet(year()) == 2
    refresh_all(current_basis(contract))
    assert not_judged_yet(year()) == 0
    set_working_day(contract, make.PLANNED_END)
    assert not_judged_yet(year()) == 2
