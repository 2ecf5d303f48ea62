"""Work a settlement out: a program of its own, so that pages and other work are not held up. It needs no database.

``python -m openlet.authority.working_out FOLDER`` does, at low priority, what ``openlet pay`` does over the files,
contracts and ledger that lie in the folder, and ``asked.json`` says what they must be. What comes of it is in ``out``,
which appears when it is whole. Stopped at any moment it goes on where it was; it ends when whoever started it ends.
"""

import hashlib
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from threading import Thread
from typing import Any

from filelock import BaseFileLock

from openlet import __version__
from openlet.authority.findings import NAME as FINDINGS
from openlet.authority.findings import Writing, kinds_of_moves
from openlet.contracts.reading import WrongContract, read_contracts
from openlet.contracts.terms import Contracts
from openlet.ilr.opening import Source, Unreadable
from openlet.payments.ledger import Entry, WrongLedger, entry_of, movement_record, read_ledger
from openlet.payments.returns import Standing
from openlet.reference.areas import edition
from openlet.reports.pay import notes_of
from openlet.rules import book, rule_set
from openlet.scale.heads import Head, heads_of, readable
from openlet.scale.local_pay import FileDone, judge_all
from openlet.scale.local_settle import LocalPay, settle_everything
from openlet.scale.pool import Workers
from openlet.scale.run_folder import ONLY_MINE, RunFolder, hold, open_run
from openlet.scale.stage_one import NOTHING_TOLD
from openlet.scale.written import csv_head, json_of

ASKED, PROGRESS, SUMMARY = "asked.json", "progress.json", "summary.json"
INPUTS, CONTRACTS, LEDGER, RUN, OUT = "inputs", "contracts", "ledger.jsonl", "run", "out"
DOCUMENT, TABLE, MOVES = "pay.json", "pay.csv", "moves.json"
GIVES_WAY = 10  # how much lower than others its priority is
REFUSED = 2  # the exit status where a sentence on standard output says why it cannot be done
PATIENCE = 30  # seconds that the end of a program before this one is waited for
EVERY = 0.5  # seconds between two notes of the progress


def work_out(folder: Path) -> None:
    """Do it. Raises ``Unreadable``, ``WrongContract``, ``WrongLedger``."""
    if (folder / OUT).exists():
        return  # it was done, and whoever started it was stopped before it could take that in
    asked = json.loads((folder / ASKED).read_text(encoding="utf-8"))
    progress = Progress(folder, len(asked["files"]))
    _refuse_another_version(asked)
    contracts = read_contracts(folder / CONTRACTS / one["file"] for one in asked["contracts"])
    ledger = read_ledger(folder / LEDGER)
    if ledger.last_hash != asked["ledger"]:
        raise WrongLedger("The ledger is not the one that this settlement was begun with. Begin another one.")
    as_of = date.fromisoformat(asked["as_of"])
    about = {name: asked[name] for name in asked if name != "processes"} | {"kind": "settlement"}
    run, _ = open_run(folder / RUN, folder, about)
    book()  # before the processes begin, which may be copies of this one
    with _hold(run), Workers(asked["processes"]) as workers:
        done = list(_judged(folder, asked, run, contracts, as_of, workers, progress))
        progress.say("settling")
        complete: bool = asked["complete"]
        found = settle_everything(done, run, contracts, ledger, as_of, complete, False, workers, progress.settled)
        progress.say("writing")
        _write(folder, found, contracts, done)


def _judged(
    folder: Path, asked: dict[str, Any], run: RunFolder, contracts: Contracts, as_of: date, workers: Workers,
    progress: "Progress",
) -> Iterator[FileDone]:  # fmt: skip
    sources = [Source(one["name"], folder / INPUTS / one["name"], None) for one in asked["files"]]
    heads, _ = readable(heads_of(sources, NOTHING_TOLD, workers), False)
    expected = {one["name"]: one["sha256"] for one in asked["files"]}
    _refuse_changed([(one.source.name, one.sha256) for one in heads], expected)
    for one in judge_all(_in_order(heads), run, contracts, as_of, NOTHING_TOLD, workers):
        if one.broken is not None:
            raise Unreadable(one.broken)
        _refuse_changed([(one.name, one.sha256)], expected)
        progress.judged(one.learners)
        yield one


def _in_order(heads: list[Head]) -> list[Head]:
    """As ``pay`` has them of a folder."""
    return sorted(heads, key=lambda one: one.source.name)


def _refuse_changed(found: list[tuple[str, str]], expected: dict[str, str]) -> None:
    for name, sha256 in found:
        if expected[name] != sha256:
            raise Unreadable(
                f"{name} is not the file that was sent in: its SHA-256 is {sha256}, and it was {expected[name]}. "
                "Put the file back from a backup, then let the settlement go on."
            )


def _refuse_another_version(asked: dict[str, Any]) -> None:
    here = {"openlet": __version__, "rules": rule_set(), "postcodes": edition()}
    for name, now in here.items():
        if asked[name] != now:
            raise Unreadable(
                f"This settlement was begun with {name} {asked[name]}, and here is {now}. Begin another settlement."
            )


def _hold(run: RunFolder) -> BaseFileLock:
    """Have the folder alone; a program before this one may be just about to end. Raises ``Unreadable``."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return hold(run)
        except Unreadable:
            if time.monotonic() > until:
                raise
            time.sleep(EVERY)


def _write(folder: Path, found: LocalPay, contracts: Contracts, done: list[FileDone]) -> None:
    """Write all of ``out``; the folder takes its name when everything in it is on disk."""
    part = RunFolder(folder / f"{OUT}.part", True)
    part.path.mkdir(mode=ONLY_MINE, exist_ok=True)
    moves = found.moves()
    with (part.path / TABLE).open("wb") as lines:
        lines.write(csv_head())
        writing = Writing(part.path / FINDINGS, lines)
        part.keep(DOCUMENT, lambda path: _chunks(path, json_of(found, contracts, writing.part)))
        lines.flush()
        os.fsync(lines.fileno())
    part.keep(MOVES, lambda path: _chunks(path, iter((moves_bytes(moves),))))
    writing.finish(moves)
    part.keep_json(SUMMARY, _summary(part.path, found, contracts, writing, moves) | _counted(found, done))
    part.path.replace(folder / OUT)


def _chunks(path: Path, chunks: Iterator[bytes]) -> None:
    with path.open("wb") as file:
        file.writelines(chunks)


def moves_bytes(moves: list[Entry]) -> bytes:
    """Movements as they are kept and as their hash is taken: one a line, as a ledger holds them."""
    lines = (json.dumps(movement_record(one), sort_keys=True, ensure_ascii=False) for one in moves)
    return "".join(f"{line}\n" for line in lines).encode()


def moves_of(content: bytes, as_of: date) -> list[Entry]:
    """The movements again."""
    return [entry_of(json.loads(line), as_of) for line in content.splitlines()]


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _summary(out: Path, found: LocalPay, contracts: Contracts, writing: Writing, moves: list[Entry]) -> dict[str, Any]:
    """What the tables of the authority keep of it: counts, pence, hashes; no learners."""
    kinds = kinds_of_moves(moves)
    return {
        "document": sha256_of(out / DOCUMENT),
        "table": sha256_of(out / TABLE),
        "moves": sha256_of(out / MOVES),
        "bootcamps": found.count,
        "providers": [_provider(one, contracts, writing, kinds) for one in found.sums.totals(contracts)],
    }


def _counted(found: LocalPay, done: list[FileDone]) -> dict[str, Any]:
    """The learners of the returns that stand, and what should be known besides; that there are earlier ones, is."""
    stands = found.standing
    said = notes_of(Standing(stands.current, frozenset(), stands.later), found.as_of, found.is_kept)
    return {"learners": sum(one.learners for one in done if one.returned in stands.current), "notes": said}


def _provider(
    total: dict[str, Any], contracts: Contracts, writing: Writing, kinds: dict[int, dict[str, list[int]]]
) -> dict[str, Any]:
    ukprn = total["UKPRN"]
    own, contract = writing.of_providers[ukprn], contracts.of(ukprn)
    return total | {
        "provider": contract.provider if contract else "",
        "contract": contract.id if contract else "",
        "max_learners": contract.max_learners if contract else None,
        "learners": len(own.learners),
        "bootcamps": own.bootcamps,
        "earned": dict(sorted(own.earned.items())),
        "withheld_by": [[codes, *counted] for codes, counted in sorted(own.withheld.items())],
        "moves": kinds.get(ukprn, {}),
    }


class Progress:
    """How far the work is, in a file that pages read."""

    def __init__(self, folder: Path, files: int) -> None:
        self.path = folder / PROGRESS
        self.now: dict[str, Any] = {"stage": "judging", "files": files, "done": 0, "learners": 0, "settled": 0}
        self.noted = 0.0
        self.say("judging")

    def judged(self, learners: int) -> None:
        """A file is done."""
        self.now["done"] += 1
        self.now["learners"] += learners
        self._note()

    def settled(self, more: int) -> None:
        """A portion of the learners is settled."""
        self.now["settled"] += more
        self._note()

    def say(self, stage: str) -> None:
        """What is done now: judging, settling, writing."""
        self.now["stage"], self.noted = stage, 0.0
        self._note()

    def _note(self) -> None:
        if time.monotonic() - self.noted < EVERY:
            return
        self.noted = time.monotonic()
        part = self.path.with_suffix(".part")
        part.write_text(json.dumps(self.now), encoding="utf-8")
        part.replace(self.path)


def _end_with_whoever_started_it() -> None:
    """Standard input ends when the program ends that started this one, however that was."""

    def wait() -> None:
        with suppress(OSError):
            while os.read(sys.stdin.fileno(), 1):
                pass
        os._exit(1)

    Thread(target=wait, daemon=True).start()


def main() -> int:
    """The program."""
    _end_with_whoever_started_it()
    if hasattr(os, "nice"):
        os.nice(GIVES_WAY)
    try:
        work_out(Path(sys.argv[1]))
    except (Unreadable, WrongContract, WrongLedger) as why:
        print(why)
        return REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(main())
