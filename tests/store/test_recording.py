"""What is payable is recorded as ``openlet pay --ledger`` records it on the exported files; a mistake is taken back."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from openlet.cli import main
from openlet.ilr.records import Learner
from openlet.payments.ledger import MISTAKE, Run, WrongLedger, append, read_ledger
from openlet.spec.years import Year, year_of
from openlet.store.basis import LEDGER, current_basis
from openlet.store.documents import tree_of
from openlet.store.models import BootcampState, LearnerRow, LearnerState, Provider
from openlet.store.refusals import NotDone
from openlet.store.services import (
    Prepared,
    add_learner,
    begin_year,
    export_file,
    keep_contract,
    prepare_recording,
    prepared_from,
    record_paid,
    refresh_all,
    set_dont_export,
    set_field,
    set_provider,
    set_working_day,
    take_back_recording,
    to_take_back,
)
from openlet.web.sums import bootcamps, of_everybody, reasons_of, standings, sums, together
from tests import make
from tests.store.keeping import ANN, YEAR

NEXT = year_of("2024-25")
DAY = date(2024, 10, 18)
ULNS = (1000000027, 1000000035, 1000000043, 1000000051)
NO_DAM = make.fams("SOF112", "FFI1")


@pytest.fixture(autouse=True)
def provider() -> Provider:
    whose: Provider = set_provider(make.UKPRN, "Example Training Ltd")
    keep_contract(whose, "contract.toml", make.CONTRACT.encode(), ANN)
    set_working_day(whose, DAY)
    whose.refresh_from_db()
    return whose


def add(learner: Learner, of: Year = YEAR) -> int:
    return add_learner(begin_year(make.UKPRN, of), ANN, learner.LearnRefNumber or "", tree_of(learner, of)).learner


def fill() -> list[int]:
    """Two milestones; three, the last in the next year; one that WMCA would not pay; one of the next year."""
    two = make.learner(make.finished(), make.milestone(), ULN=ULNS[0], LearnRefNumber="L0001")
    three = make.learner(make.finished(), make.milestone(), ULN=ULNS[1], LearnRefNumber="L0002")
    unpaid = make.learner(make.aim(LearningDeliveryFAM=NO_DAM), ULN=ULNS[2], LearnRefNumber="L0003")
    keys = [add(two), add(three), add(unpaid)]
    job = make.milestone("Z0010212", date(2024, 10, 7), AimSeqNumber=1)
    keys.append(add(make.learner(job, ULN=ULNS[1], LearnRefNumber="L0002", PlanLearnHours=None), NEXT))
    starter = make.aim(LearnStartDate=date(2024, 9, 16), LearnPlanEndDate=date(2024, 12, 6), FundModel=38)
    early = [make.status(since=date(2024, 9, 1))]
    keys.append(add(make.learner(starter, ULN=ULNS[3], LearnRefNumber="L0004", LearnerEmploymentStatus=early), NEXT))
    return keys


def paid_by_the_command(folder: Path, *more: str) -> dict[str, Any]:
    """What ``openlet pay`` says of the exported files of both years, judged as of the same day."""
    place = folder / "exports"
    files = [str(export_file(place, ANN, year, DAY).path) for year in (YEAR, NEXT)]
    contract, out = folder / "contract.toml", folder / "pay.json"
    contract.write_text(make.CONTRACT, encoding="utf-8")
    options = ["--contract", str(contract), "--as-of", DAY.isoformat(), "--format", "json", "--out", str(out)]
    main(["pay", *files, *options, *more])
    answer: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return answer


def pence(text: str) -> int:
    return round(float(text) * 100)


def movements(path: Path) -> list[dict[str, Any]]:
    return [one for line in path.read_text(encoding="utf-8").splitlines() for one in json.loads(line)["movements"]]


def test_the_tool_and_the_command_line_say_the_same_of_every_milestone(folder: Path, provider: Provider) -> None:
    fill()
    answer = paid_by_the_command(folder)
    found = {
        (entry["LearnRefNumber"], name): (pence(one["amount"]), pence(one["previously_paid"]))
        for entry in answer["bootcamps"]
        for name, one in entry["milestones"].items()
    }
    names = dict(LearnerRow.objects.values_list("pk", "LearnRefNumber"))
    shown = {
        (names[learner], one.name): (one.rest if one.state == "payable" else 0, one.paid)
        for _, learner, milestones in standings(bootcamps())
        for one in milestones
    }
    assert shown == found
    by_milestone = sums(bootcamps())
    total = answer["totals"][0]
    assert {name: by_milestone[name]["payable"] for name in by_milestone} == {
        name: pence(total[name]) for name in ("M1", "M2", "M3")
    }
    assert together(by_milestone)["payable"] == pence(total["this_period"]) == 630_000
    prepared = prepare_recording(provider)
    assert sum(entry.pence for entry in prepared.entries) == pence(total["this_period"])


def test_what_is_recorded_is_what_the_command_line_records(folder: Path, provider: Provider) -> None:
    fill()
    record_paid(provider, prepare_recording(provider), ANN)
    theirs = folder / "theirs.jsonl"
    paid_by_the_command(folder, "--ledger", str(theirs))
    assert movements(folder / LEDGER) == movements(theirs)
    assert len(movements(theirs)) == 6


def test_the_line_names_the_files_that_an_export_of_that_day_writes(folder: Path, provider: Provider) -> None:
    fill()
    record_paid(provider, prepare_recording(provider), ANN)
    exported = [export_file(folder / "exports", ANN, year, DAY) for year in (YEAR, NEXT)]
    line = json.loads((folder / LEDGER).read_text(encoding="utf-8"))
    assert line["inputs"] == [{"name": one.path.name, "sha256": one.sha256} for one in exported]
    assert (line["recorded_by"], line["as_of"]) == (ANN, DAY.isoformat())


def test_what_was_recorded_is_paid_and_nothing_is_left_to_record(folder: Path, provider: Provider) -> None:
    fill()
    record_paid(provider, prepare_recording(provider), ANN)
    refresh_all(current_basis(provider))
    total = together(sums(bootcamps()))
    assert (total["paid"], total["payable"]) == (630_000, 0)
    again = prepare_recording(provider)
    assert again.entries == ()
    with pytest.raises(NotDone, match="recorded as paid already"):
        record_paid(provider, again, ANN)
    answer = paid_by_the_command(folder, "--ledger", str(folder / LEDGER), "--no-record")
    assert pence(answer["totals"][0]["this_period"]) == 0


def test_money_that_the_records_no_longer_support_goes_back(folder: Path, provider: Provider) -> None:
    keys = fill()
    record_paid(provider, prepare_recording(provider), ANN)
    aim = LearnerRow.objects.get(pk=keys[0]).document.content["Learner"]["LearningDelivery"][0]["_id"]
    set_field(keys[0], f"Learner/LearningDelivery/{aim}/Outcome", "3", "1", ANN)
    prepared = prepare_recording(provider)
    assert [(one.milestone, one.pence, one.reason, one.sign_off) for one in prepared.entries] == [
        ("M2", -90_000, "clawback", True)
    ]
    record_paid(provider, prepared, ANN)
    assert movements(folder / LEDGER)[-1]["pence"] == -90_000


def test_learners_who_are_left_out_of_the_export_are_not_recorded(folder: Path, provider: Provider) -> None:
    keys = fill()
    set_dont_export(keys[0], True, ANN)
    set_field(keys[4], "Learner/Ethnicity", "", "31", ANN)
    prepared = prepare_recording(provider)
    assert prepared.left_out == 2
    assert {entry.LearnRefNumber for entry in prepared.entries} == {"L0002"}
    total = together(sums(bootcamps()))
    assert total["payable"] == sum(entry.pence for entry in prepared.entries) == 300_000
    assert of_everybody() == total
    by_code = {reason.code: reason for reason in reasons_of(bootcamps())}
    assert (by_code["export"].learners, by_code["export"].at_risk) == (2, 330_000)
    assert total["at_risk"] == 330_000 + by_code["NP-09"].at_risk


def test_nothing_is_recorded_when_a_record_changed_since_it_was_worked_out(folder: Path, provider: Provider) -> None:
    keys = fill()
    prepared = prepare_recording(provider)
    set_field(keys[2], "Learner/GivenNames", "Else", "Person", ANN)
    with pytest.raises(NotDone, match="have changed since"):
        record_paid(provider, prepared, ANN)
    assert not (folder / LEDGER).exists()


def test_nothing_is_recorded_when_the_day_or_the_contract_changed_since(provider: Provider) -> None:
    fill()
    prepared = prepare_recording(provider)
    set_working_day(provider, date(2024, 10, 19))
    provider.refresh_from_db()
    with pytest.raises(NotDone, match="have changed since"):
        record_paid(provider, prepared, ANN)
    prepared = prepare_recording(provider)
    keep_contract(provider, "contract.toml", make.CONTRACT.replace("3000.00", "3100.00").encode(), ANN)
    with pytest.raises(NotDone, match="have changed since"):
        record_paid(provider, prepared, ANN)


def test_nothing_is_recorded_twice_when_another_run_recorded_meanwhile(folder: Path, provider: Provider) -> None:
    fill()
    prepared = prepare_recording(provider)
    paid_by_the_command(folder, "--ledger", str(folder / LEDGER))
    with pytest.raises(NotDone, match="have changed since"):
        record_paid(provider, prepared, ANN)
    assert len(read_ledger(folder / LEDGER).recordings) == 1


def test_what_was_worked_out_survives_being_kept_as_data(provider: Provider) -> None:
    fill()
    prepared = prepare_recording(provider)
    assert prepared_from(json.loads(json.dumps(prepared.as_data()))) == prepared


def test_without_a_contract_nothing_can_be_worked_out() -> None:
    from openlet.store.models import KeptContract

    fill()
    KeptContract.objects.all().delete()
    with pytest.raises(NotDone, match="No contract is kept"):
        prepare_recording(Provider.objects.get())


def test_a_damaged_ledger_is_said_and_left_as_it_is(folder: Path, provider: Provider) -> None:
    fill()
    (folder / LEDGER).write_text("damaged\n")
    with pytest.raises(WrongLedger, match=r"ledger\.jsonl, line 1"):
        prepare_recording(provider)
    assert (folder / LEDGER).read_text() == "damaged\n"


# Taking a recording back.


def recorded(folder: Path, provider: Provider) -> str:
    fill()
    record_paid(provider, prepare_recording(provider), ANN)
    return read_ledger(folder / LEDGER).last_hash


def test_a_recording_taken_back_leaves_everything_payable_again(folder: Path, provider: Provider) -> None:
    before = prepare_after(fill, provider)
    record_paid(provider, before, ANN)
    take_back_recording(read_ledger(folder / LEDGER).last_hash, ANN)
    again = prepare_recording(provider)
    assert again.entries == before.entries
    refresh_all(current_basis(provider))
    assert together(sums(bootcamps()))["paid"] == 0
    assert {one["reason"] for one in movements(folder / LEDGER)} == {"new", MISTAKE}
    answer = paid_by_the_command(folder, "--ledger", str(folder / LEDGER), "--no-record")
    assert pence(answer["totals"][0]["this_period"]) == 630_000
    assert answer["sign_off"] == []


def prepare_after(step: Any, provider: Provider) -> Prepared:
    step()
    return prepare_recording(provider)


def test_only_the_last_recording_is_taken_back_and_only_once(folder: Path, provider: Provider) -> None:
    last = recorded(folder, provider)
    take_back_recording(last, ANN)
    ledger = read_ledger(folder / LEDGER)
    assert to_take_back(ledger) is None
    with pytest.raises(NotDone, match="nothing was taken back"):
        take_back_recording(ledger.last_hash, ANN)
    assert len(read_ledger(folder / LEDGER).recordings) == 2


def test_nothing_is_taken_back_when_the_ledger_has_grown_since(folder: Path, provider: Provider) -> None:
    seen = recorded(folder, provider)
    ledger = read_ledger(folder / LEDGER)
    run = Run("else", "2024-10-18T10:00:00+00:00", DAY, "0", "0", ())
    append(folder / LEDGER, ledger, run, ledger.recordings[-1].opposite()[:1])
    with pytest.raises(NotDone, match="nothing was taken back"):
        take_back_recording(seen, ANN)


def test_an_empty_ledger_has_nothing_to_take_back(folder: Path) -> None:
    assert to_take_back(read_ledger(folder / LEDGER)) is None


# The columns of money.


def test_the_parts_of_the_bootcamps_add_up_to_those_of_the_learners(folder: Path, provider: Provider) -> None:
    recorded(folder, provider)
    refresh_all(current_basis(provider))
    of_learners = {
        part: sum(getattr(state, part) for state in LearnerState.objects.all())
        for part in ("paid", "payable", "at_risk", "lost", "to_come")
    }
    assert together(sums(bootcamps())) == of_learners == of_everybody()
    assert of_learners["paid"] == 630_000
    for row in BootcampState.objects.filter(own=True):
        for name in ("M1", "M2", "M3"):
            paid, rest = getattr(row, f"{name}_paid"), getattr(row, f"{name}_open")
            assert paid + rest == getattr(row, f"{name}_pence")
