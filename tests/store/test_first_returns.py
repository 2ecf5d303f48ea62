"""The 80 % is judged on the planned end that was returned first: a course is not shortened afterwards."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from openlet.ilr.opening import Source
from openlet.payments.bootcamps import Settlement
from openlet.payments.ledger import Ledger
from openlet.payments.returns import standing
from openlet.payments.settled import settle_all
from openlet.scale.stage_one import open_file, stage_one
from openlet.store.basis import current_basis
from openlet.store.models import BootcampState, LearnerJudgement, LearnerState, Provider, ReturnedAim, Snapshot
from openlet.store.services import (
    delete_learner,
    export_file,
    foreseen,
    import_file,
    keep_contract,
    refresh_all,
    say_whether_sent,
    set_field,
    set_working_day,
)
from tests import make
from tests.store.keeping import ANN, aim_path, document, file, kept, row, year

FIRST, SHORTENED = date(2024, 7, 31), date(2024, 7, 5)
ENDED = date(2024, 7, 1)  # 67 % of the days first planned, 94 % of those planned afterwards
RETURNED = date(2024, 7, 10)


@pytest.fixture
def provider() -> Provider:
    of: Provider = year().provider
    keep_contract(of, "contract.toml", make.CONTRACT.encode(), ANN)
    set_working_day(of, make.AS_OF)
    of.refresh_from_db()
    return of


@pytest.fixture
def learner(provider: Provider) -> int:
    """A learner on the bootcamp, exported with the first planned end."""
    return kept(make.learner(make.aim(LearnPlanEndDate=FIRST))).learner


def exported(out: Path, prepared: date = RETURNED) -> int:
    return export_file(out, ANN, None, prepared).snapshot


def finished(learner: int, planned: date) -> None:
    """The course is over, and its planned end is another one."""
    aim = aim_path(learner)
    for element, text in (
        ("LearnPlanEndDate", planned.isoformat()),
        ("LearnActEndDate", ENDED.isoformat()),
        ("CompStatus", "2"),
        ("Outcome", "1"),
    ):
        now = document(learner)["Learner"]["LearningDelivery"][0].get(element, "")
        set_field(learner, f"{aim}/{element}", text, now, ANN)


def milestone_2(learner: int) -> dict[str, Any]:
    found: dict[str, Any] = LearnerJudgement.objects.get(pk=learner).bootcamps[0]["milestones"]["M2"]
    return found


def codes(learner: int) -> set[str]:
    return {message["code"] for message in LearnerJudgement.objects.get(pk=learner).messages}


def test_an_export_notes_the_planned_end_of_each_aim_once(learner: int, tmp_path: Path) -> None:
    exported(tmp_path)
    finished(learner, SHORTENED)
    exported(tmp_path, date(2024, 8, 1))
    [noted] = ReturnedAim.objects.all()
    assert (noted.learner_id, noted.LearnAimRef, noted.LearnStartDate) == (learner, make.BOOTCAMP, make.START)
    assert (noted.LearnPlanEndDate, noted.prepared) == (FIRST, RETURNED)


def test_a_course_that_is_shortened_after_it_was_returned_is_judged_on_the_first_planned_end(
    learner: int, tmp_path: Path
) -> None:
    exported(tmp_path)
    finished(learner, SHORTENED)
    said = milestone_2(learner)
    assert said["state"] == "lost"
    assert any(text.startswith("Only 67% of the bootcamp was done: it ended on 1 July 2024") for text in said["lacks"])
    assert milestone_2(learner)["last_safe_date"] == "2024-07-13"
    assert "WMCA_LearnPlanEndDate_90" in codes(learner)
    message = next(
        one for one in LearnerJudgement.objects.get(pk=learner).messages if one["code"] == "WMCA_LearnPlanEndDate_90"
    )
    assert message["places"] == [f"{aim_path(learner)}/LearnPlanEndDate"]
    assert "The planned end date is 5 July 2024, but 31 July 2024 was returned first" in message["text"]
    assert LearnerState.objects.get(pk=learner).to_do == sum(
        one["severity"] == "to-do" for one in LearnerJudgement.objects.get(pk=learner).messages
    )


def test_before_it_was_returned_a_planned_end_may_be_corrected(learner: int) -> None:
    finished(learner, SHORTENED)
    assert not any("of the bootcamp was done" in text for text in milestone_2(learner)["lacks"])
    assert milestone_2(learner)["last_safe_date"] == "2024-06-22"
    assert "WMCA_LearnPlanEndDate_90" not in codes(learner)


def test_the_store_says_what_the_files_say(learner: int, provider: Provider, tmp_path: Path) -> None:
    exported(tmp_path)
    finished(learner, SHORTENED)
    exported(tmp_path, make.AS_OF)
    contracts = current_basis(provider).contracts
    assert contracts is not None
    written = [Source(path.name, path, None) for path in sorted(tmp_path.glob("*.xml"))]
    files = [stage_one(open_file(one), contracts, make.AS_OF) for one in written]
    claims = [claim for one in files for claim in one.claims]
    run = Settlement(contracts, standing([one.returned for one in files], make.AS_OF), Ledger(), make.AS_OF, False)
    [over_files] = settle_all(claims, run).bootcamps
    refresh_all(current_basis(provider))
    kept_rows = BootcampState.objects.get(learner=learner)
    assert over_files.case.planned_end == FIRST
    said = {unmet.message for unmet in over_files.milestones["M2"].unmet}
    assert said <= set(milestone_2(learner)["lacks"])
    assert kept_rows.M2_pence == over_files.milestones["M2"].worth


def test_an_export_after_the_working_day_does_not_count_yet(learner: int, provider: Provider, tmp_path: Path) -> None:
    exported(tmp_path, date(2024, 9, 1))
    finished(learner, SHORTENED)
    assert milestone_2(learner)["last_safe_date"] == "2024-06-22"
    set_working_day(provider, date(2024, 9, 1))
    provider.refresh_from_db()
    refresh_all(current_basis(provider))
    assert milestone_2(learner)["last_safe_date"] == "2024-07-13"


def test_an_export_of_the_working_day_itself_counts_before_the_records_of_that_day(
    learner: int, tmp_path: Path
) -> None:
    exported(tmp_path, make.AS_OF)
    finished(learner, SHORTENED)
    assert milestone_2(learner)["last_safe_date"] == "2024-07-13"


def test_a_learner_who_is_left_out_was_not_returned(learner: int, tmp_path: Path) -> None:
    other = kept(make.learner(LearnRefNumber="L0002", ULN=make.OTHER_ULN), "L0002").learner
    set_field(learner, "Learner/Sex", "Female", "F", ANN)
    exported(tmp_path)
    assert set(ReturnedAim.objects.values_list("learner_id", flat=True)) == {other}


def test_an_import_gives_records_other_ids_and_the_first_planned_end_stays(learner: int, tmp_path: Path) -> None:
    exported(tmp_path)
    aim = make.aim(LearnPlanEndDate=SHORTENED, LearnActEndDate=ENDED, CompStatus=2, Outcome=1)
    import_file(file(make.learner(aim)), ANN)
    exported(tmp_path, date(2024, 8, 1))
    assert [one.LearnPlanEndDate for one in ReturnedAim.objects.all()] == [FIRST]


def test_a_file_that_was_never_sent_in_is_taken_back_and_the_next_one_counts(
    learner: int, provider: Provider, tmp_path: Path
) -> None:
    trial = exported(tmp_path)
    finished(learner, SHORTENED)
    exported(tmp_path, date(2024, 8, 1))
    say_whether_sent(trial, False)
    [noted] = ReturnedAim.objects.all()
    assert (noted.LearnPlanEndDate, noted.prepared) == (SHORTENED, date(2024, 8, 1))
    refresh_all(current_basis(provider))
    assert milestone_2(learner)["last_safe_date"] == "2024-06-22"
    say_whether_sent(trial, True)
    assert [one.LearnPlanEndDate for one in ReturnedAim.objects.all()] == [FIRST]
    refresh_all(current_basis(provider))
    assert milestone_2(learner)["last_safe_date"] == "2024-07-13"
    assert Snapshot.objects.get(pk=trial).why == "export"


def test_a_deleted_learner_keeps_what_was_returned(learner: int, tmp_path: Path) -> None:
    exported(tmp_path)
    kept(make.learner(LearnRefNumber="L0002", ULN=make.OTHER_ULN), "L0002")
    delete_learner(learner, ANN)
    exported(tmp_path, date(2024, 8, 1))
    assert ReturnedAim.objects.filter(learner=learner).count() == 1


def test_what_an_action_would_do_is_foreseen_with_the_first_planned_end(
    learner: int, provider: Provider, tmp_path: Path
) -> None:
    exported(tmp_path)
    changed = document(learner)
    changed["Learner"]["LearningDelivery"][0] |= {
        "LearnPlanEndDate": SHORTENED.isoformat(), "LearnActEndDate": ENDED.isoformat(), "CompStatus": "2",
    }  # fmt: skip
    [bootcamp] = foreseen(row(learner), changed, current_basis(provider))
    assert bootcamp["milestones"]["M2"]["last_safe_date"] == "2024-07-13"
