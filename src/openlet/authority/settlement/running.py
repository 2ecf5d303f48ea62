"""Have a settlement worked out in its run folder, by a program of its own; take in what came of it."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import DatabaseError, IntegrityError

from openlet.authority import ledger
from openlet.authority.contracts import lay_out
from openlet.authority.findings import NAME as FINDINGS
from openlet.authority.findings import Findings
from openlet.authority.folder import authority_folder
from openlet.authority.models import ContractVersion, Settlement, Submission
from openlet.authority.settlement.beginning import asked_of
from openlet.authority.settlement_models import (
    FAILED,
    RAN_AGAIN,
    RUNNING,
    UNDER_WAY,
    WAITING,
    WORKED_OUT,
    Decision,
    SettledProvider,
)
from openlet.authority.submissions import file_of
from openlet.authority.working_out import (
    ASKED,
    CONTRACTS,
    DOCUMENT,
    INPUTS,
    LEDGER,
    MOVES,
    OUT,
    PROGRESS,
    REFUSED,
    RUN,
    SUMMARY,
    TABLE,
    sha256_of,
)
from openlet.payments.ledger import WrongLedger
from openlet.scale.run_folder import ONLY_MINE, RunFolder
from openlet.store.refusals import NotDone
from openlet.store.services.editing import whole
from openlet.team.log import DECIDED, note

EVERY = 0.25  # seconds between two looks whether the work is done
LOOKS = 8  # of them until the settlement is looked at again: it may have been given up
AGAIN = "again"
KINDS = {DOCUMENT: "document_sha256", TABLE: "table_sha256", MOVES: "moves_sha256"}


def folder_of(settlement: int, *parts: str) -> Path:
    """The run folder of a settlement, or one below it; nothing is made."""
    return authority_folder("settlements").joinpath(str(settlement), *parts)


def carry_out(settlement: int) -> None:
    """Work a settlement out, or go on with it; nothing where it is worked out or was given up."""
    found = Settlement.objects.filter(pk=settlement, state__in=(WAITING, RUNNING)).first()
    if found is None:
        return
    Settlement.objects.filter(pk=settlement, state=WAITING).update(state=RUNNING, text="")
    try:
        folder = folder_of(settlement)
        _lay_out(found, folder)
        if _work(folder, lambda: Settlement.objects.filter(pk=settlement, state=RUNNING).exists()):
            _take_in(settlement, RunFolder(folder / OUT, True))
            shutil.rmtree(folder / RUN, ignore_errors=True)
    except (NotDone, WrongLedger) as why:
        _stop(settlement, str(why))
    except OSError as error:
        _stop(settlement, f"The run folder could not be used: {(error.strerror or 'no reason given').lower()}.")
    except DatabaseError:
        raise  # whoever works ends; the next one begins again
    except Exception as error:
        _stop(settlement, f"OpenLET itself failed ({type(error).__name__}), so nothing came out. Please report this.")


def _stop(settlement: int, why: str) -> None:
    Settlement.objects.filter(pk=settlement, state=RUNNING).update(state=FAILED, text=why)


def _work(folder: Path, goes_on: Any) -> bool:
    """Run the program that does it; False where it is not wanted any more. Raises ``NotDone``."""
    command = [sys.executable, "-m", "openlet.authority.working_out", str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as program:
        try:
            looks = 0
            while program.poll() is None:
                time.sleep(EVERY)
                looks += 1
                if looks % LOOKS == 0 and not goes_on():
                    return False
            said = program.stdout.read().decode().strip() if program.stdout else ""
        finally:
            program.kill()
    if program.returncode == REFUSED:
        raise NotDone(said)
    if program.returncode:
        raise NotDone(
            f"The work ended before it was done (status {program.returncode}), perhaps because memory or disk ran out. "
            "Nothing that was done is lost: let it go on."
        )
    return True


# What the work rests on, in its folder


def _lay_out(settlement: Settlement, folder: Path) -> None:
    """Put files, contracts and ledger into the run folder as they were fixed. Raises ``NotDone``, ``WrongLedger``."""
    folder.mkdir(mode=ONLY_MINE, parents=True, exist_ok=True)
    if (folder / OUT).exists():
        return
    _lay_files(settlement, folder / INPUTS)
    _lay_contracts(settlement, folder / CONTRACTS)
    _lay_ledger(settlement, folder)
    said = asked_of(settlement) | {"processes": os.cpu_count() or 1}
    RunFolder(folder, True).keep_json(ASKED, said)


def _lay_files(settlement: Settlement, folder: Path) -> None:
    """Links to the files that were sent in, so that nothing is copied."""
    kept = Submission.objects.in_bulk([one["submission"] for one in settlement.fixed["files"]])
    for one in settlement.fixed["files"]:
        submission = kept.get(one["submission"])
        lies = file_of(submission) if submission else None
        if lies is None or not lies.exists():
            raise NotDone(f"{one['file_name']} of UKPRN {one['UKPRN']}, which was sent in, is not kept any more.")
        link = folder / one["name"]
        link.parent.mkdir(mode=ONLY_MINE, parents=True, exist_ok=True)
        link.unlink(missing_ok=True)
        link.symlink_to(lies.absolute())


def _lay_contracts(settlement: Settlement, folder: Path) -> None:
    """The contract files with the files that they name, each held against its hash."""
    kept = ContractVersion.objects.in_bulk([one["version"] for one in settlement.fixed["contracts"]])
    for one in settlement.fixed["contracts"]:
        place = (folder / one["file"]).parent
        place.mkdir(mode=ONLY_MINE, parents=True, exist_ok=True)
        lies = lay_out(kept[one["version"]], place)
        for path, sha256 in {
            lies: one["sha256"],
            **{place / name: mark for name, mark in one["files"].items()},
        }.items():
            if sha256_of(path) != sha256:
                raise NotDone(
                    f"{path.name} of contract {one['contract']}, version {one['number']}, is not what was entered: its "
                    "SHA-256 does not agree. Enter it again as a new version, and begin another settlement."
                )


def _lay_ledger(settlement: Settlement, folder: Path) -> None:
    """The ledger as it was when the settlement was begun, every line of it verified."""
    found = ledger.verified(settlement.ledger_lines)
    if found.last_hash != settlement.ledger_hash:
        raise WrongLedger(f"Line {settlement.ledger_lines} of {ledger.NAME} is not the one that there was.")
    RunFolder(folder, True).keep(LEDGER, lambda part: _write(part, ledger.lines(settlement.ledger_lines)))


def _write(path: Path, lines: Iterable[bytes]) -> None:
    with path.open("wb") as file:
        file.writelines(lines)


# What came of it


@whole
def _take_in(settlement: int, out: RunFolder) -> None:
    """Note what came out, once."""
    found = Settlement.objects.select_for_update().get(pk=settlement)
    if found.state != RUNNING:
        return
    summary = out.json(SUMMARY)
    SettledProvider.objects.bulk_create(_provider(found, one) for one in summary.pop("providers"))
    found.document_sha256, found.table_sha256 = summary.pop("document"), summary.pop("table")
    found.moves_sha256, found.outcome = summary.pop("moves"), summary
    found.state, found.worked_out_at = WORKED_OUT, datetime.now(UTC)
    found.save()


def _provider(settlement: Settlement, said: dict[str, Any]) -> SettledProvider:
    cap = said["max_value"]
    return SettledProvider(
        settlement=settlement,
        UKPRN=said["UKPRN"],
        provider=said["provider"],
        contract=said["contract"],
        earned=_pence(said["cumulative"]),
        before=_pence(said["previously_paid"]),
        this_period=_pence(said["this_period"]),
        withheld=_pence(said["withheld"]),
        cap=None if cap is None else _pence(cap),
        figures=said,
    )


def _pence(money: str) -> int:
    return int(money.replace(".", ""))


def findings_of(settlement: Settlement) -> Findings:
    """What was found, to be searched; its file is gone where the run folder was removed."""
    return Findings(folder_of(settlement.pk) / OUT / FINDINGS)


def out_file(settlement: Settlement, name: str) -> Path:
    """A file that came out, byte for byte as it was when the settlement was worked out. Raises ``NotDone``."""
    path = folder_of(settlement.pk) / OUT / name
    if settlement.removed_at is not None or not path.exists():
        raise NotDone("The files of this settlement were removed. Its figures, payments and the ledger are kept.")
    if sha256_of(path) != getattr(settlement, KINDS[name]):
        raise NotDone(
            f"{name} is not what came out when the settlement was worked out: it was changed or damaged since. Do not "
            "rely on it: give the settlement up and begin it again, or restore the file from a backup."
        )
    return path


def progress_of(settlement: Settlement) -> dict[str, Any] | None:
    """How far the work is: stage, files, done, learners, settled; None where it has not begun."""
    parts = (AGAIN,) if settlement.again else ()
    try:
        found: dict[str, Any] = json.loads((folder_of(settlement.pk, *parts) / PROGRESS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found


# Again


@whole
def go_on(settlement: int, by: str) -> None:
    """Let a settlement go on that stopped, with the same inputs. Raises ``NotDone``."""
    found = Settlement.objects.select_for_update().get(pk=settlement)
    if found.state != FAILED:
        raise NotDone("Only a settlement that stopped can go on.")
    if Settlement.objects.filter(state__in=UNDER_WAY).exists():
        raise NotDone("Another settlement is under way. Finish it or give it up first.")
    found.state, found.text, found.removed_at = WAITING, "", None
    try:
        found.save(update_fields=("state", "text", "removed_at"))
    except IntegrityError:
        raise NotDone("Another settlement was begun at the same moment. Look at the list of settlements.") from None
    Decision.objects.create(settlement=found, what=RAN_AGAIN, by=by, at=datetime.now(UTC), reason="after it stopped")
    note(DECIDED, by, page="settlement", about=f"settlement={settlement} goes on")


@whole
def ask_again(settlement: int, by: str) -> None:
    """Ask for the same inputs to be worked out once more, and held against the result. Raises ``NotDone``."""
    found = Settlement.objects.select_for_update().get(pk=settlement)
    if not found.document_sha256 or found.again or found.removed_at:
        raise NotDone("It cannot be run again: it is not worked out, or its files were removed, or it is running.")
    found.again = WAITING
    found.save(update_fields=("again",))
    Decision.objects.create(settlement=found, what=RAN_AGAIN, by=by, at=datetime.now(UTC), about={"asked": True})
    note(DECIDED, by, page="settlement", about=f"settlement={settlement} runs again")


def carry_out_again(settlement: int) -> None:
    """Work the same inputs out once more in a folder of its own, and note whether the bytes are the same."""
    found = Settlement.objects.filter(pk=settlement).exclude(again="").first()
    if found is None:
        return
    Settlement.objects.filter(pk=settlement).update(again=RUNNING)
    folder = folder_of(settlement, AGAIN)
    try:
        _lay_out(found, folder)
        _work(folder, lambda: True)
        summary = RunFolder(folder / OUT, True).json(SUMMARY)
        said = {"document": summary["document"], "moves": summary["moves"]}
        is_same = said == {"document": found.document_sha256, "moves": found.moves_sha256}
        _note_again(settlement, {"same": is_same} | said)
    except (NotDone, WrongLedger) as why:
        _note_again(settlement, {"same": None, "why": str(why)})
    except OSError as error:
        _note_again(settlement, {"same": None, "why": f"the folder: {(error.strerror or 'no reason given').lower()}"})
    except DatabaseError:
        raise  # the next worker begins it again
    except Exception as error:
        _note_again(settlement, {"same": None, "why": f"OpenLET itself failed ({type(error).__name__})"})
    shutil.rmtree(folder, ignore_errors=True)


@whole
def _note_again(settlement: int, about: dict[str, Any]) -> None:
    Settlement.objects.filter(pk=settlement).update(again="")
    asked = Decision.objects.filter(settlement=settlement, what=RAN_AGAIN, about__asked=True).order_by("-pk").first()
    by = asked.by if asked else ""
    Decision.objects.create(settlement_id=settlement, what=RAN_AGAIN, by=by, at=datetime.now(UTC), about=about)


def begin_again() -> tuple[list[int], list[int]]:
    """What was under way or waiting when the last worker stopped: settlements, and those that were run once more."""
    try:
        first = Settlement.objects.filter(state__in=(WAITING, RUNNING)).order_by("pk").values_list("pk", flat=True)
        again = Settlement.objects.exclude(again="").order_by("pk").values_list("pk", flat=True)
        return list(first), list(again)
    except DatabaseError as error:
        raise NotDone(f"The settlements could not be looked at ({type(error).__name__}).") from None
