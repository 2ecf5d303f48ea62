"""What the check of one return does: every finding, what would be paid and why not, kept as files beside the return.

It needs no database, so that a process of its own can do it. Names of learners are in none of the files: they are
looked up in the return where somebody asks for them.
"""

import gzip
import json
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from multiprocessing import parent_process
from pathlib import Path
from typing import Any

from openlet import __version__
from openlet.contracts.reading import WrongContract, contract_of
from openlet.contracts.terms import Contracts
from openlet.ilr.opening import Source, Unreadable
from openlet.ilr.writing import whole_file
from openlet.payments.ledger import Ledger
from openlet.reference.held import References
from openlet.reports.about import about
from openlet.reports.compare import about_both, comparison_report
from openlet.reports.findings import FindingsJson, RulesRun, finding_record
from openlet.reports.judged import Judged
from openlet.reports.kept import table_as_data
from openlet.reports.no_pay import no_pay
from openlet.reports.tables import Report, json_text
from openlet.rules import rule_set
from openlet.scale.comparing import compare_files
from openlet.scale.reporting import judge_files
from openlet.scale.stage_one import FileCheck, Opened, file_record, open_ilr_file
from openlet.store.folder import ONLY_ME

FINDINGS, PAYMENTS, NO_PAY, COMPARE = "findings", "payments", "no-pay", "compare"  # the files, each JSON, packed
LARGEST_COMPARED = 20_000_000  # bytes of both files: the people of both are held at once
AT_PEOPLES_SERVICE = 10  # how far a process stands back behind those that answer people

try:
    from os import nice
except ImportError:  # not on Windows

    def nice(increment: int, /) -> int:
        """Where a process cannot stand back it does not."""
        return increment


@dataclass(frozen=True, slots=True)
class ToCheck:
    """A return and all that its check rests on. ``into``: the folder of results.

    ``contract``: where its file lies, beside those that it names, and its text; ``trouble``: why it cannot be used.
    ``now``: when it was sent; ``before``: the name and place of the return that it may replace.
    """

    submission: int
    name: str
    path: Path
    into: Path
    contract: tuple[Path, str] | None
    trouble: str
    reference: Path
    now: datetime
    before: tuple[str, Path] | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What came of it: how many learners and the outcome, or ``refusal``, why the file is refused."""

    submission: int
    learners: int = 0
    outcome: dict[str, Any] | None = None
    refusal: str = ""


def stand_back() -> None:
    """Let the processes that answer people go first; where the check is done in the same process, it cannot."""
    if parent_process() is not None:
        nice(AT_PEOPLES_SERVICE)


def check(asked: ToCheck) -> Found:
    """Check a return; never raises: what goes wrong is the refusal, without learner data."""
    try:
        return _checked(asked)
    except Unreadable as why:
        return Found(asked.submission, refusal=str(why))
    except OSError as error:
        why_not = (error.strerror or "no reason given").lower()
        return Found(asked.submission, refusal=f"It could not be checked: {why_not}. Have it checked again.")
    except Exception as error:
        said = f"OpenLET itself failed while it checked the file ({type(error).__name__}). Please report this."
        return Found(asked.submission, refusal=said)


def _checked(asked: ToCheck) -> Found:
    opened = open_ilr_file(Source(asked.name or "return.xml", _path(asked.name), asked.path.read_bytes()))
    as_of = opened.prepared or asked.now.date()
    contracts, notes = _contracts(asked, opened)
    asked.into.mkdir(mode=ONLY_ME, exist_ok=True)
    checked, said = _findings(asked, opened, contracts, as_of)
    said |= {"openlet": __version__, "rules": rule_set(), "as_of": as_of.isoformat(), "notes": notes}
    for kind in (PAYMENTS, NO_PAY, COMPARE):
        place_of(asked.into, kind).unlink(missing_ok=True)  # of an earlier check, with another contract
    if contracts is not None:
        run = judge_files([opened], contracts, Ledger(), as_of)
        said |= _money(run) | {"contracts": [[one.id, one.file, one.sha256] for one in contracts.all]}
        _keep(asked.into, PAYMENTS, [json_text(run.answer).encode()])
        _keep_report(asked.into, NO_PAY, no_pay(run), about(run))
        with suppress(Unreadable, OSError):  # what came before may have been removed
            said |= _compared(asked, opened, contracts, as_of)
    return Found(asked.submission, checked.learners, said | {"learning_deliveries": checked.deliveries})


def _compared(asked: ToCheck, opened: Opened, contracts: Contracts, as_of: date) -> dict[str, Any]:
    """What changed against the return before, kept as a report; where both are too large, that is said."""
    if asked.before is None:
        return {}
    name, path = asked.before
    if path.stat().st_size + asked.path.stat().st_size > LARGEST_COMPARED:
        return {"not_compared": "Too large to be compared here: use the command openlet report compare."}
    before = open_ilr_file(Source(name or "return.xml", _path(name), path.read_bytes()))
    day = max(as_of, before.prepared or as_of)  # on which both are there
    found = compare_files([before], [opened], contracts, Ledger(), day, False)
    _keep_report(asked.into, COMPARE, comparison_report(found, False), about_both(found))
    return {}


def _keep_report(folder: Path, kind: str, report: Report, said: dict[str, Any]) -> None:
    tables = [table_as_data(table) for table in report.tables]
    _keep(folder, kind, [json.dumps({"about": said, "tables": tables}).encode()])


def _path(name: str) -> Path | None:
    return Path(name) if name else None


def _contracts(asked: ToCheck, opened: Opened) -> tuple[Contracts | None, list[str]]:
    """The contract that the return is judged with, None where there is none; what is to be said about it."""
    trouble = asked.trouble
    try:
        if asked.contract is not None:
            return Contracts((contract_of(asked.contract[1].encode(), asked.contract[0]),)), []
    except WrongContract as why:
        trouble = str(why)
    if trouble:
        return None, [f"The provider's contract could not be used, so nothing is said of money. {trouble}"]
    return None, [
        f"No contract of UKPRN {opened.ukprn} was in force when the return was sent, so nothing is said of money. "
        "Have it checked again when the contract is there."
    ]


def _findings(
    asked: ToCheck, opened: Opened, contracts: Contracts | None, as_of: date
) -> tuple[FileCheck, dict[str, Any]]:
    """All findings, kept as the document of ``check``; and how many there are of each severity."""
    check = FileCheck(opened, contracts, as_of, now=asked.now, references=References(asked.reference))
    sink, rules_run = FindingsJson(), RulesRun()
    severities: Counter[str] = Counter()
    for _, findings in check.records():
        for finding in findings:
            record = finding_record(finding, check.given, opened.source.name, False)
            severities[record["severity"]] += 1
            sink.add(record)
    rules_run.add(check.outcomes.values())
    document = sink.finish([file_record(opened, check)], as_of.isoformat(), rules_run.records())
    _keep(asked.into, FINDINGS, document.chunks())
    return check, {"findings": dict(severities), "crashed": rules_run.crashed()}


def _money(run: Judged) -> dict[str, Any]:
    """What would be paid, and what is kept back, in pence; each return by itself, as if nothing had been paid yet."""
    totals = run.answer["totals"]
    entries = run.answer["bootcamps"]
    stopped = {one["LearnRefNumber"] for one in entries if one["no_pay"]}
    return {
        "payable": sum(_pence(one["this_period"]) for one in totals),
        "withheld": sum(_pence(one["withheld"]) for one in totals),
        "no_pay_learners": len(stopped),
        "no_pay": sum(len(one["no_pay"]) for one in entries),
        "bootcamps": len(entries),
    }


def _pence(text: str) -> int:
    return int((Decimal(text) * 100).to_integral_exact())


def place_of(folder: Path, kind: str) -> Path:
    """Where one of the files lies."""
    return folder / f"{kind}.json.gz"


def _keep(folder: Path, kind: str, content: Iterable[bytes]) -> None:
    """Keep a file, whole or not at all, readable by the server's user only."""
    with whole_file(place_of(folder, kind)) as part, gzip.GzipFile("", "wb", 6, part, mtime=0) as packed:
        for chunk in content:
            packed.write(chunk)


def read(folder: Path, kind: str) -> bytes | None:
    """One of the files, None where it is not there: nothing could be said of money, or it was removed."""
    try:
        return gzip.decompress(place_of(folder, kind).read_bytes())
    except FileNotFoundError:
        return None
