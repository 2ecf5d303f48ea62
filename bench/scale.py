"""Many files on one machine: how time and memory go with the number of learners, and with processes.

python3 dev.py bench --scale                 1,000, 10,000, 100,000 and 300,000 learners, 1,000 in a file
python3 dev.py bench --scale 1000 20000      other sizes

Each size is checked with all rules and paid, with one process and with two. The largest is extrapolated to 3 million.
"""

import os
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from engines import LOOK, OPENLET, memory

from openlet.invented import generate
from openlet.spec.years import year_of

SIZES = (1_000, 10_000, 100_000, 300_000)
IN_A_FILE = 1_000
GOAL = 3_000_000
COMMANDS = {"check, all rules": ["check", "--format", "csv"], "pay": ["pay", "--format", "json"]}


@dataclass(frozen=True, slots=True)
class Ran:
    """Seconds on the clock and of the processors; megabytes of the largest process and of all together."""

    clock: float
    processors: float
    largest: float
    together: float


def scale(sizes: tuple[int, ...] = SIZES) -> None:
    """Print the figures."""
    for learners in sizes:
        with tempfile.TemporaryDirectory() as folder:
            _of_size(Path(folder), learners)


def _of_size(folder: Path, learners: int) -> None:
    files = max(learners // IN_A_FILE, 1)
    paths = generate(folder / "in", learners, files, year_of("2023-24"), 4)[:files]
    size = sum(path.stat().st_size for path in paths) / 1e6
    print(f"\n{learners:,} learners in {files} files, {size:,.0f} MB: whole program with start-up")
    contracts = ["--contract", *map(str, sorted((folder / "in").glob("*.toml")))]
    for name, command in COMMANDS.items():
        alone: Ran | None = None
        for processes in (1, 2):
            more = [str(folder / "in"), *contracts, "--out", str(folder / "out"), "--work", str(folder / "work")]
            ran = _run([str(OPENLET), *command, *more, "--processes", str(processes)])
            shutil.rmtree(folder / "work")
            alone = alone or ran
            _say(f"{name}, {processes} process(es)", ran, learners, alone)


def _say(name: str, ran: Ran, learners: int, alone: Ran) -> None:
    print(
        f"{name:<32}{ran.clock:8.1f} s{ran.processors:8.1f} s of the processors{learners / ran.clock:8,.0f} learners/s"
        f"{alone.clock / ran.clock:6.2f} x one{ran.largest:6.0f} MB a process{ran.together:6.0f} MB together"
        f"{GOAL * ran.clock / learners / 60:7.1f} min for {GOAL:,}"
    )


def _run(command: list[str]) -> Ran:
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    together = largest = 0.0
    while True:
        done, status, used = os.wait4(process.pid, os.WNOHANG)
        if done:
            break
        sizes = memory(process.pid)
        together, largest = max(together, sum(sizes)), max(largest, *sizes, 0.0)
        time.sleep(LOOK)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode in (0, 1), f"{command[1]} ended with {process.returncode}"
    return Ran(time.monotonic() - began, used.ru_utime + used.ru_stime, largest, together)
