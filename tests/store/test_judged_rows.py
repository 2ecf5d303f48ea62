"""The rows that screens read: right after every change, never older than the learner, the same when made anew."""

from datetime import date
from typing import Any

import pytest

from openlet.ilr.records import Learner
from openlet.spec.years import year_of
from openlet.store.basis import current_basis
from openlet.store.documents import tree_of
from openlet.store.models import BootcampState, LearnerJudgement, LearnerRow, LearnerState, Provider
from openlet.store.services import (
    add_learner,
    begin_year,
    delete_learner,
    keep_contract,
    refresh_all,
    set_field,
    set_working_day,
    stale,
    undelete_learner,
)
from tests import make
from tests.store.keeping import ANN, YEAR, aim_path, document, imported, kept, year

NEXT = year_of("2024-25")
CONTRACT = (make.CONTRACT).encode()


@pytest.fixture(autouse=True)
def provider() -> Provider:
    whose: Provider = year().provider
    keep_contract(whose, "contract.toml", CONTRACT, ANN)
    set_working_day(whose, make.AS_OF)
    return whose


def state(learner: int) -> LearnerState:
    found: LearnerState = LearnerState.objects.get(pk=learner)
    return found


def rows(learner: int) -> list[tuple[Any, ...]]:
    found = BootcampState.objects.filter(learner_id=learner).order_by("pk")
    return [(one.own, one.LearnAimRef, one.M1, one.M2, one.M3) for one in found]


def kept_in(of: Any, learner: Learner, reference: str) -> int:
    return add_learner(begin_year(make.UKPRN, of), ANN, reference, tree_of(learner, of)).learner


def test_a_new_learner_has_rows_at_once() -> None:
    learner = kept().learner
    found = state(learner)
    assert (found.payable, found.to_come, found.at_risk, found.needs_action) == (120_000, 180_000, 0, False)
    assert rows(learner) == [(True, make.BOOTCAMP, "payable", "to_come", "to_come")]


def test_every_save_makes_the_rows_anew() -> None:
    learner = kept().learner
    path = f"{aim_path(learner)}/LearnStartDate"
    set_field(learner, path, "2023-01-01", make.START.isoformat(), ANN)
    found = state(learner)
    assert found.version == LearnerRow.objects.get(pk=learner).version == 2
    assert (found.no_pay > 0, found.at_risk > 0, found.needs_action) == (True, True, True)
    codes = {message["code"] for message in LearnerJudgement.objects.get(pk=learner).messages}
    assert "NP-05" in codes


def test_a_deleted_learner_has_no_rows_and_gets_them_back() -> None:
    learner = kept().learner
    delete_learner(learner, ANN)
    assert not LearnerState.objects.filter(pk=learner).exists()
    assert rows(learner) == []
    undelete_learner(learner, ANN)
    assert rows(learner)


def test_two_learners_with_one_uln_are_one_person_and_only_the_first_is_paid() -> None:
    first = kept(make.learner(make.aim()), "L0001").learner
    second = kept(make.learner(make.aim(LearnAimRef="Z0020002", LearnStartDate=date(2024, 5, 20))), "L0002").learner
    assert state(first).payable == 120_000
    assert {name for name in ("payable", "at_risk", "lost") if getattr(state(second), name)} == {"at_risk"}
    assert "NP-13" in str(LearnerJudgement.objects.get(pk=second).bootcamps)
    set_field(second, "Learner/ULN", str(make.OTHER_ULN), str(make.ULN), ANN)
    assert state(second).payable > 0
    assert state(first).payable == 120_000


def test_deleting_one_of_two_with_one_uln_frees_the_other() -> None:
    first = kept(make.learner(make.aim()), "L0001").learner
    second = kept(make.learner(make.aim(LearnAimRef="Z0020002", LearnStartDate=date(2024, 5, 20))), "L0002").learner
    delete_learner(first, ANN)
    assert state(second).payable == 96_000


def test_a_bootcamp_of_one_year_and_its_job_offer_of_the_next_are_settled_together() -> None:
    set_working_day(year().provider, date(2024, 10, 18))
    done = make.learner(make.finished(), make.milestone(AimSeqNumber=2))
    home = kept_in(YEAR, done, "L0001")
    offer = make.milestone("Z0010212", date(2024, 10, 1), AimSeqNumber=1)
    later = kept_in(NEXT, make.learner(offer), "L0001")
    assert rows(home) == [(True, make.BOOTCAMP, "payable", "payable", "payable")]
    assert rows(later) == [(False, make.BOOTCAMP, "payable", "payable", "payable")]
    assert state(home).payable == 300_000
    assert state(later).payable == 0  # the money counts once, with the learner whose record the bootcamp is
    shown = LearnerJudgement.objects.get(pk=later).bootcamps[0]
    assert (shown["own"], shown["home"]) == (False, home)


def test_a_milestone_aim_without_its_bootcamp_is_shown() -> None:
    learner = kept(make.learner(make.milestone(AimSeqNumber=1))).learner
    assert [one["record"] for one in LearnerJudgement.objects.get(pk=learner).bootcamps] == [None]
    assert state(learner).payable == 0


def test_an_import_leaves_rows_to_be_made_and_making_them_all_gives_what_saving_gives(provider: Provider) -> None:
    imported(*(make.learner(make.aim(), LearnRefNumber=f"L000{number}", ULN=uln) for number, uln in ULNS))
    provider.refresh_from_db()
    basis = current_basis(provider)
    assert stale(basis).count() == len(ULNS)
    seen: list[int] = []
    refresh_all(basis, seen.append)
    assert (stale(basis).count(), sum(seen)) == (0, len(ULNS))
    alone = kept(make.learner(make.aim(), ULN=1000000043), "L0009").learner
    imported_row = state(LearnerRow.objects.get(LearnRefNumber="L0001").pk)
    assert (imported_row.payable, imported_row.to_come) == (state(alone).payable, state(alone).to_come)


ULNS = ((1, make.ULN), (2, make.OTHER_ULN))


def test_another_day_another_contract_another_basis(provider: Provider) -> None:
    kept()
    provider.refresh_from_db()
    assert not stale(current_basis(provider)).exists()
    set_working_day(provider, date(2024, 5, 2))
    provider.refresh_from_db()
    basis = current_basis(provider)
    assert stale(basis).count() == 1
    refresh_all(basis)
    assert rows(LearnerRow.objects.get().pk) == [(True, make.BOOTCAMP, "to_come", "to_come", "to_come")]
    keep_contract(provider, "contract.toml", CONTRACT.replace(b'"3000.00"', b'"1000.00"'), ANN)
    assert stale(current_basis(provider)).count() == 1


def test_names_and_numbers_can_be_searched_without_case() -> None:
    learner = kept(make.learner(make.aim(), FamilyName="O'Brien", Postcode="B1 1AA")).learner
    assert {"l0001", str(make.ULN), "o'brien", "b1"} <= set(state(learner).searched.split())


def test_a_contract_of_another_provider_is_refused_and_changes_nothing(provider: Provider) -> None:
    from openlet.store.refusals import NotDone

    with pytest.raises(NotDone, match="10999992"):
        keep_contract(provider, "other.toml", CONTRACT.replace(b"10999991", b"10999992"), ANN)
    assert provider.contracts.count() == 1
    assert document(kept().learner)
