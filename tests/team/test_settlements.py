"""Settlements: what ``pay`` says, once; two people; a ledger that nobody changes; and nothing lost to a kill."""

import json
import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, connections

from openlet.authority import ledger
from openlet.authority.findings import together
from openlet.authority.models import Decision, LedgerLine, Payment, SettledProvider, Settlement, Submission
from openlet.authority.settlement import (
    Asked,
    approve,
    ask_again,
    before,
    begin,
    begin_again,
    carry_out,
    carry_out_again,
    findings_of,
    give_up,
    go_on,
    may_approve,
    propose,
    purge,
    recording_of,
    reject,
    running,
    sign_off,
)
from openlet.authority.settlement.removing import PLACE, settled_of_person
from openlet.authority.submissions import file_of
from openlet.cli import main
from openlet.payments.ledger import WrongLedger, read_ledger
from openlet.store.refusals import NotDone
from openlet.team.models import Event
from openlet.team.retention import elsewhere
from tests.team.settling import (
    R12,
    R13,
    SECOND,
    A,
    B,
    C,
    all_signed,
    approved,
    at_once,
    empty_authority,
    first_month,
    invented_at,
    second_month,
    worked_out,
)

__all__ = ["at_once", "empty_authority", "invented_at"]


@pytest.fixture
def first(empty_authority: None, invented_at: Path) -> Iterator[None]:
    first_month(invented_at)
    yield


@pytest.fixture
def second(first: None, at_once: None, invented_at: Path) -> Settlement:
    """The second month is worked out; the first was approved."""
    approved(worked_out(R12))
    second_month(invented_at)
    return worked_out(R13)


def payments(settlement: Settlement) -> dict[int, int]:
    return dict(Payment.objects.filter(settlement=settlement).values_list("UKPRN", "to_pay"))


def test_the_figures_are_those_of_pay_byte_for_byte(second: Settlement, tmp_path: Path) -> None:
    """Over the same files, contracts and ledger, by the command itself; and so are the movements, all signed off."""
    folder = running.folder_of(second.pk)
    held = tmp_path / "ledger.jsonl"
    held.write_bytes(b"".join(ledger.lines()))
    contracts = ["--contract", *sorted(map(str, (folder / "contracts").glob("*/*.toml")))]
    for form, name in (("csv", "pay.csv"), ("json", "pay.json")):
        wanted = tmp_path / name
        more = ["--no-record"] if form == "csv" else []
        said = [str(folder / "inputs"), *contracts, "--as-of", str(second.as_of), "--complete-return", "--format", form]
        assert main(["pay", *said, "--ledger", str(held), "--out", str(wanted), *more]) == 1
        assert (folder / "out" / name).read_bytes() == wanted.read_bytes()
    document = json.loads((folder / "out" / "pay.json").read_text(encoding="utf-8"))
    assert len(recording_of(second).back) == len(document["sign_off"]) == 1
    all_signed(second)
    approved(second)
    assert read_ledger(held).entries == ledger.verified().entries


def test_a_duplicate_shows_the_winner_and_why_and_its_money_goes_back_only_signed_off(second: Settlement) -> None:
    (lost,) = findings_of(second).rows("milestone", "once = 'NP-11'", (), "UKPRN", 0, 9)
    assert (lost["UKPRN"], lost["counted_for"], lost["this_period"]) == (C, A, -132000)
    assert f"Z5000003 of UKPRN {A}, which started first, on 22 April 2024" in lost["because"]
    recording = recording_of(second)
    assert sorted((one.LearnRefNumber, one.pence) for one in recording.moves) == [
        ("A000002", 126000), ("A000003", 126000), ("C000002", -132000),
    ]  # fmt: skip
    # Nobody has decided: the money stays with C, and A's other learner waits, or one person would be paid twice.
    assert [one.LearnRefNumber for one in recording.recorded] == ["A000002"]
    approved(second)
    assert payments(second) == {A: 126000, B: 50000, C: 0}
    third = worked_out(Asked("2023-24", "R14", complete=True))
    assert {(one.UKPRN, one.pence) for one in recording_of(third).moves} == {(A, 126000), (C, -132000)}
    all_signed(third)
    approved(third)
    assert payments(third) == {A: 126000, B: 0, C: -132000}
    kept = ledger.verified()
    assert sum(one.pence for one in kept.entries if str(one.ULN) == "3724523318" and one.milestone == "M1") == 126000


def test_set_aside_is_not_taken_back_and_says_why(second: Settlement) -> None:
    all_signed(second, signed=False)
    recording = recording_of(second)
    assert (len(recording.aside), len(recording.held), len(recording.recorded)) == (1, 1, 1)
    all_signed(second)  # the newest word counts
    assert len(recording_of(second).recorded) == 3
    with pytest.raises(NotDone, match="Choose lines"):
        sign_off(second.pk, [0, 99], True, "x", "officer")
    with pytest.raises(NotDone, match="Enter the reason"):
        sign_off(second.pk, recording.back, True, " ", "officer")


def test_who_may_be_one_person_hangs_together() -> None:
    from openlet.payments.ledger import Entry

    day = datetime(2024, 5, 1, tzinfo=UTC).date()

    def moved(uln: int, UKPRN: int, reference: str | None, milestone: str = "M1") -> Entry:
        return Entry(uln, UKPRN, reference, "Z0020001", day, milestone, 1, 2324, "new")

    linked = [moved(1, A, "L1"), moved(2, A, "L1"), moved(2, B, "L9"), moved(1, A, "L1", "M2"), moved(3, A, "L2")]
    assert together(linked) == [0, 0, 0, 3, 4]
    assert together([moved(1, A, None), moved(2, A, None)]) == [0, 1]


def test_no_more_is_paid_than_the_contract_and_a_higher_one_pays_the_rest(second: Settlement) -> None:
    first = Settlement.objects.order_by("pk").first()
    assert first is not None and payments(first) == {A: 154600, B: 500000, C: 689820}
    paid = Payment.objects.get(settlement=first, UKPRN=B)
    assert (paid.earned_after, paid.cap) == (586000, 500000)
    all_signed(second)
    approved(second)
    assert payments(second) == {A: 252000, B: 50000, C: -132000}


def test_earlier_returns_count_as_history_and_what_was_sent_later_does_not(second: Settlement) -> None:
    files = {(one["UKPRN"], one["standing"], one["prepared"]) for one in second.fixed["files"]}
    assert files == {
        (A, "stands", "2024-08-30"), (A, "earlier", "2024-07-30"), (B, "stands", "2024-07-30"),
        (C, "stands", "2024-07-30"),
    }  # fmt: skip
    changed = before(second)
    assert changed is not None
    assert [(one["UKPRN"], one["word"]) for one in changed.files] == [(A, "sent in again")]
    assert [(one["old"], one["new"]) for one in changed.contracts] == [(1, 2)] * 3
    assert {one["UKPRN"]: one["earned"] - one["earned_then"] for one in changed.providers} == {A: 252000, C: -132000}


def test_the_same_inputs_give_the_same_bytes_again(second: Settlement) -> None:
    ask_again(second.pk, "officer2")
    carry_out_again(second.pk)
    newest = Decision.objects.filter(settlement=second).order_by("-pk").first()
    assert newest is not None and newest.about["same"] is True and newest.about["document"] == second.document_sha256
    give_up(second.pk, "to try", "officer")
    other = worked_out(R13)
    assert other.inputs_sha256 == second.inputs_sha256
    assert (other.document_sha256, other.moves_sha256) == (second.document_sha256, second.moves_sha256)


def test_whoever_worked_on_it_does_not_approve_it(second: Settlement) -> None:
    all_signed(second)  # by officer2
    ask_again(second.pk, "administrator")
    carry_out_again(second.pk)
    propose(second.pk, "", "ben")
    for name in ("officer", "officer2", "administrator", "ben"):
        assert "somebody else has to" in may_approve(second, name)
        for decide in (approve, reject):
            with pytest.raises(NotDone, match="worked on this settlement yourself"):
                decide(second.pk, "why", name)
    assert f"You have a role at UKPRN {B}" in may_approve(second, "southern")
    with pytest.raises(NotDone, match="which this settlement pays"):
        approve(second.pk, "", "southern")
    reject(second.pk, "ask C first", "approver")
    propose(second.pk, "C was asked", "ben")
    approve(second.pk, "", "approver")
    assert [one.what for one in Decision.objects.filter(settlement=second).order_by("pk")][-4:] == [
        "proposed", "rejected", "proposed", "approved",
    ]  # fmt: skip
    said = Event.objects.filter(kind="decided", about=f"settlement={second.pk} approved", account="approver")
    assert said.count() == 1


def test_nothing_is_approved_twice_or_on_another_ledger_or_changed_files(second: Settlement) -> None:
    all_signed(second)
    moves = running.folder_of(second.pk) / "out" / "moves.json"
    kept = moves.read_bytes()
    moves.write_bytes(kept.replace(b"126000", b"126001"))
    with pytest.raises(NotDone, match="changed or damaged"):
        propose(second.pk, "", "officer")
    moves.write_bytes(kept)
    propose(second.pk, "", "officer")

    def decide(name: str) -> str:
        try:
            approve(second.pk, "", name)
            return "approved"
        except NotDone as why:
            return str(why)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        said = sorted(pool.map(decide, ["approver", "approver", "anne", "bob"]))
    assert said[:1] == ["The settlement is approved, so it cannot be approved."] and said.count("approved") == 1
    assert ledger.head()[0] == 2 and ledger.verified().last_hash == ledger.head()[1]


def test_a_ledger_that_grew_meanwhile_stops_the_approval(second: Settlement) -> None:
    all_signed(second)
    propose(second.pk, "", "officer")
    number, last = ledger.head()
    LedgerLine.objects.create(
        number=number + 1, text="{}", hash="x", previous=last, recorded_at=SECOND, recorded_by="x", movements=0, pence=0
    )
    with pytest.raises(NotDone, match="The ledger has changed"):
        approve(second.pk, "", "approver")
    assert not Payment.objects.filter(settlement=second).exists()


def test_an_approval_that_fails_half_way_leaves_nothing(second: Settlement, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a kill between the ledger line and the state would: they are one transaction."""
    all_signed(second)
    propose(second.pk, "", "officer")
    monkeypatch.setattr("openlet.authority.settlement.deciding._decided", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        approve(second.pk, "", "approver")
    second.refresh_from_db()
    assert (second.state, second.line, ledger.head()[0]) == ("proposed", None, 1)
    assert not Payment.objects.filter(settlement=second).exists()


@pytest.mark.parametrize("table", ["ledgerline", "payment", "decision", "signoff", "settledprovider"])
def test_what_was_recorded_cannot_be_changed_in_the_database_either(table: str, second: Settlement) -> None:
    for statement in (f"UPDATE authority_{table} SET id = id", f"DELETE FROM authority_{table}"):
        with pytest.raises(DatabaseError, match="only added to"), connection.cursor() as cursor:
            cursor.execute(statement)


def test_what_a_settlement_rests_on_and_what_is_over_cannot_be_changed(second: Settlement) -> None:
    with pytest.raises(DatabaseError, match="rests on is fixed"):
        Settlement.objects.filter(pk=second.pk).update(as_of="2024-12-01")
    with pytest.raises(DatabaseError, match="is over"):
        Settlement.objects.exclude(pk=second.pk).update(state="worked out")
    with pytest.raises(DatabaseError, match="came out"):
        Settlement.objects.filter(pk=second.pk).update(document_sha256="0" * 64)


def test_a_ledger_changed_past_the_trigger_is_found_at_its_place(second: Settlement) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE authority_ledgerline DISABLE TRIGGER only_added_to")
        cursor.execute("UPDATE authority_ledgerline SET text = replace(text, '126000', '926000'), id = id")
        cursor.execute("UPDATE authority_ledgerline SET text = replace(text, '132000', '932000'), id = id")
        cursor.execute("ALTER TABLE authority_ledgerline ENABLE TRIGGER only_added_to")
    with pytest.raises(WrongLedger, match="the authority's ledger, line 1: the ledger was changed or damaged there"):
        ledger.verified()
    with pytest.raises(WrongLedger):
        propose(second.pk, "", "officer")


def test_one_settlement_is_under_way_whoever_begins_another(first: None) -> None:
    def start(name: str) -> str:
        try:
            begin(R12, name)
            return "begun"
        except NotDone as why:
            return str(why)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        said = list(pool.map(start, ["officer", "officer2"] * 2))
    assert said.count("begun") == 1 and Settlement.objects.count() == 1
    assert all(one == "begun" or "under way" in one or "at the same moment" in one for one in said)


def test_what_cannot_be_settled_is_said(first: None, at_once: None) -> None:
    for asked, why in (
        (Asked("2023-24", "R15"), "has no return R15"),
        (Asked("2023-24", "R12", cut_off=datetime(2099, 1, 1, tzinfo=UTC)), "lies in the future"),
        (Asked("2023-24", "R12", as_of=SECOND.date()), "is after the cut-off"),
        (Asked("2023-24", "R01"), "No contract is in force"),
        (Asked("2023-24", "R12", wave="Wave 9"), "There are those of Wave 5"),
        (Asked("2023-24", "R11", as_of=datetime(2024, 5, 1).date()), "No return stood"),
    ):
        with pytest.raises(NotDone, match=why):
            begin(asked, "officer")
    Submission.objects.filter(UKPRN=C).update(state="being checked")
    with pytest.raises(NotDone, match="1 of the returns that were sent in by the cut-off is still being checked"):
        begin(R12, "officer")


def test_a_file_that_is_not_what_was_sent_in_stops_it_and_it_goes_on_when_it_is(first: None, at_once: None) -> None:
    lies = file_of(Submission.objects.get(UKPRN=B))
    content = lies.read_bytes()
    lies.write_bytes(content.replace(b"B000001", b"B000009"))
    key = begin(R12, "officer").pk
    carry_out(key)
    stopped = Settlement.objects.get(pk=key)
    assert stopped.state == "stopped" and "is not the file that was sent in" in stopped.text and str(B) in stopped.text
    lies.write_bytes(content)
    go_on(key, "officer2")
    carry_out(key)
    assert Settlement.objects.get(pk=key).state == "worked out"


def test_a_worker_that_is_killed_loses_nothing(first: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The real program: killed together with whoever waits for it, it ends; begun again, it goes on to the same end."""
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    key = begin(R12, "officer").pk
    worker = os.fork()
    if worker == 0:
        connections.close_all()
        carry_out(key)
        os._exit(0)
    run = running.folder_of(key, "run")
    until = time.monotonic() + 60
    while time.monotonic() < until and not list(run.glob("file-*.json")):
        time.sleep(0.02)
    os.kill(worker, signal.SIGKILL)
    os.waitpid(worker, 0)
    connections.close_all()
    assert Settlement.objects.get(pk=key).state == "running" and begin_again() == ([key], [])
    carry_out(key)
    found = Settlement.objects.get(pk=key)
    assert (found.state, found.text) == ("worked out", "")
    assert SettledProvider.objects.filter(settlement=key).count() == 3


def test_old_run_folders_are_removed_and_figures_stay(second: Settlement) -> None:
    first = Settlement.objects.order_by("pk").first()
    assert first is not None
    later = date(2099, 1, 1)
    told = settled_of_person(C, {"3724523318"}, set())
    assert [one["settlement"] for one in told if "settlement" in one] == [first.pk, second.pk]
    assert purge(later) == {"run folders of settlements": 1} and running.folder_of(first.pk).exists()
    assert purge(later, do=True)["run folders of settlements"] == 1 and not running.folder_of(first.pk).exists()
    assert purge(later) == {"run folders of settlements": 0}  # one that is under way is never touched
    assert PLACE.name in {place.name for place in elsewhere()}
    told = settled_of_person(C, {"3724523318"}, set())
    assert [one["movement"]["pence"] for one in told if "movement" in one] == [132000]  # the ledger stays
    assert payments(first) == {A: 154600, B: 500000, C: 689820} and ledger.verified().entries
