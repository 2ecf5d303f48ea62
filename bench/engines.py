"""The engines of ``pay`` over many files: this machine's processes, and Spark on this machine."""

import os
import subprocess
import sys
import time
from pathlib import Path

from openlet.invented import generate
from openlet.scale.spark_session import NoSpark, spark_session
from openlet.spec.years import year_of

OPENLET = Path(sys.executable).with_name("openlet")
PROCESSES = "--processes"  # the option of the local engine, where it has one
LOOK = 0.2  # seconds between two looks at the memory


def engines(folder: Path, learners: int, files: int) -> None:
    """Wall-clock time, time of the processor and memory of each engine over the same files."""
    paths = generate(folder, learners, files, year_of("2023-24"), 4)[:files]
    contract = ["--contract", *map(str, sorted(folder.glob("*.toml")))]
    out = ["--format", "csv", "--out", str(folder / "answers.csv")]
    size = sum(path.stat().st_size for path in paths) / 1e6
    print(f"\nEngines of pay: {learners:,} learners in {files} files, {size:.0f} MB, whole program with start-up")
    named = [*map(str, paths), *contract, *out]
    base: float | None = None
    for name, more in _engines():
        took = _run(name, [str(OPENLET), "pay", *named, *more], learners, base)
        base = base or took


def _engines() -> list[tuple[str, list[str]]]:
    usage = subprocess.run([OPENLET, "pay", "--help"], capture_output=True, text=True, check=True).stdout
    found: list[tuple[str, list[str]]] = [("local", [])]
    if PROCESSES in usage:
        found = [(f"local, {count} process(es)", [PROCESSES, str(count)]) for count in (1, 2)]
    try:
        with spark_session("local[1]"):
            pass
    except NoSpark as why:
        print(f"Spark is left out: {why}")
        return found
    return found + [
        (f"spark, local[{count}]", ["--engine", "spark", "--master", f"local[{count}]"]) for count in (1, 2)
    ]


def _run(name: str, command: list[str], learners: int, base: float | None) -> float:
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    total = largest = 0.0
    while True:
        done, status, used = os.wait4(process.pid, os.WNOHANG)
        if done:
            break
        sizes = memory(process.pid)
        total, largest = max(total, sum(sizes)), max(largest, *sizes, 0.0)
        time.sleep(LOOK)
    took = time.monotonic() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        print(f"{name:<24}did not run (exit status {process.returncode})")
        return took
    against = f"{base / took:6.2f} x the first" if base else ""
    print(
        f"{name:<24}{took:8.1f} s{used.ru_utime + used.ru_stime:8.1f} s CPU{learners / took:10,.0f} learners/s"
        f"{total:8.0f} MB in all, {largest:.0f} MB the largest process{against}"
    )
    return took


def memory(root: int) -> list[float]:
    """The resident memory of a process and all below it, in megabytes, as Linux tells it; nothing elsewhere."""
    parents: dict[int, tuple[int, float]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # ended meanwhile
        parents[int(path.parent.name)] = int(fields[1]), int(fields[21]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    inside, grown = {root}, True
    while grown:
        more = {one for one, (parent, _) in parents.items() if parent in inside} - inside
        inside |= more
        grown = bool(more)
    return [parents[one][1] for one in inside if one in parents]
