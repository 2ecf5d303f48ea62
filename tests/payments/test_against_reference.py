"""Thousands of random worlds: our program and the naive reference must agree on every milestone and every penny.

Each world is settled twice with one ledger: first with the returns that were there half-way, then with all of them.
"""

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from openlet.payments.ledger import Ledger
from openlet.payments.settled import movements
from openlet.reports.pay import document
from tests.payments import reference
from tests.payments.reference import NAMES, Thing
from tests.payments.settling import codes, moves, pence, settle_world
from tests.payments.worlds import world

CHUNKS, PER_CHUNK = 20, 100
seen: Counter[str] = Counter()


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_our_program_agrees_with_the_naive_reference(chunk: int) -> None:
    for seed in range(chunk * PER_CHUNK, (chunk + 1) * PER_CHUNK):
        _compare(world(seed), seed)


def test_the_worlds_show_every_code_and_status() -> None:
    """The comparison says nothing about what never happens: what the reference met is counted."""
    for seed in range(400):
        _count(reference.answer(world(seed), []))
    everything = {f"NP-{number:02d}" for number in range(1, 17)} | {
        f"MC-{number:02d}" for number in (1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14)
    }
    statuses = {f"{name} {status}" for name in NAMES for status in ("payable", "not reached", "no pay")}
    assert {what for what in everything | statuses | {"M1 not checkable"} if seen[what] == 0} == set()


def _count(answer: Thing) -> None:
    for row in answer["rows"]:
        for name in NAMES:
            seen.update(row[name]["np"] | row[name]["mc"] | {f"{name} {row[name]['status']}"})


def _compare(whole: Thing, seed: int) -> None:
    ledger, entries = Ledger(), list[Thing]()
    for part in _parts(whole):
        wanted = reference.answer(part, entries)
        found = settle_world(part, ledger)
        told = f"world {seed}"
        assert _rows_found(document(found)) == _rows_wanted(wanted), told
        assert _sorted(moves(found)) == _sorted(wanted["moves"]), told
        entries += wanted["moves"]
        ledger.add([replace(one, as_of=found.as_of) for one in movements(found)])


def _parts(whole: Thing) -> list[Thing]:
    """The world half-way (the returns up to a day in the middle), and the whole of it."""
    days = sorted({file["prepared"] for file in whole["files"]})
    middle = days[(len(days) - 1) // 2]
    first = [file for file in whole["files"] if file["prepared"] <= middle]
    return [{**whole, "files": first, "as_of": None, "complete": False}, {**whole}]


def _rows_found(answer: Thing) -> list[Any]:
    rows = []
    for entry in answer["bootcamps"]:
        key = (entry["UKPRN"], entry["LearnRefNumber"], entry["ULN"], *entry["bootcamp"].values())
        if entry["bootcamp"]["LearnStartDate"] is None and _is_orphan(entry):
            assert all(one["amount"] == "0.00" for one in entry["milestones"].values())
            continue
        if (
            not entry["not_met"]
            and not entry["no_pay"]
            and entry["destination"]["wmca_code"] == "not due"
            and _is_absent(entry)
        ):
            continue  # what it moves is compared with the movements
        stopped = "NP-01" in {one["code"] for one in entry["no_pay"]}
        milestones = [
            (
                name,
                one["payable"],
                one["status"],
                pence(one["amount"]),
                pence(one["previously_paid"]),
                sorted({"NP-01"} if stopped else {_plain(code) for code in codes(entry, name)}),
            )
            for name, one in entry["milestones"].items()
        ]
        rows.append((key, milestones))
    return sorted(rows, key=str)


def _is_orphan(entry: Thing) -> bool:
    said = {text for one in entry["milestones"].values() for text in one["because"]}
    return "The bootcamp is not in the files given." in said


def _is_absent(entry: Thing) -> bool:
    said = " ".join(text for one in entry["milestones"].values() for text in one["because"])
    return "The bootcamp is no longer returned." in said or "Paid before; the bootcamp is" in said


def _rows_wanted(answer: Thing) -> list[Any]:
    rows = []
    for row in answer["rows"]:
        ukprn, reference_number, uln, ref, start = row["key"]
        key = (ukprn, reference_number, uln, ref, start.isoformat() if isinstance(start, date) else None)
        stopped = any("NP-01" in row[name]["np"] for name in NAMES)
        milestones = [
            (
                name,
                row[name]["payable"],
                row[name]["status"],
                row[name]["pence"],
                row[name]["previously"],
                sorted({"NP-01"} if stopped else row[name]["np"] | row[name]["mc"]),
            )
            for name in NAMES
        ]
        rows.append((key, milestones))
    return sorted(rows, key=str)


def _plain(code: str) -> str:
    return "other" if code.startswith("WMCA_") else code


def _sorted(entries: list[Thing]) -> list[str]:
    return sorted(str(sorted(entry.items())) for entry in entries)
