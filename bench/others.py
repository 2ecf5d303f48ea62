"""Public tools for work of the same kind, side by side on one return.

They are installed into a folder of their own with pinned versions, never into ours. Each runs in a process of its own;
what it does less than ours, or more, stands beside its figures.
"""

import csv
import os
import subprocess
import venv
from pathlib import Path

from measured import measured
from other_tools import COLUMNS

from openlet.ilr.opening import source
from openlet.ilr.reading import IlrFile
from openlet.ilr.records import Learner

PINS = (
    "xmlschema==4.3.2",
    "frictionless==5.21.0",
    "pandera[pandas]==0.35.0",
    "pandas==2.3.3",
    "xsdata[cli,lxml]==26.10",
    "lxml==6.1.3",
)
FOLDER = Path(os.environ.get("OPENLET_BENCH_TOOLS", "/tmp/openlet-bench-tools"))
SCHEMAS = Path(__file__).parents[2] / "shared" / "reference" / "ilr" / "xsd"
SCRIPT = Path(__file__).with_name("other_tools.py")
TOOLS = {
    "lxml": "6.1.3, XSD only: order, occurrence, type, length, range",
    "xmlschema": "4.3.2, the same XSD in pure Python",
    "xsdata": "26.10, reads into dataclasses made from the XSD; judges nothing",
    "frictionless": "5.21.0, 16 columns of the aims (CSV): type, pattern, range, list",
    "pandera": "0.35.0 on pandas 2.3.3, the same 16 columns",
}
NOT_RUN = (
    "quality-lac-data-validator 1.0.3 (rules of another census, SSDA903): does not install on Python 3.11 (it pins a "
    "numpy that does not build there)",
    "a package that knows the rules of the ILR: PyPI has none",
)


def others(path: Path, learners: int) -> None:
    """The figures of every tool over a return."""
    schema = next(iter(sorted(SCHEMAS.glob("ilr-2023-24-*.xsd"))), None)
    if schema is None:
        print(f"\nPublic tools: not run, since the schema of the year is not in {SCHEMAS}.")
        return
    python = _installed()
    table = _aims(path)
    _dataclasses(python, schema, table.parent)
    print(f"\nPublic tools, {learners:,} learners, whole process with start-up")
    for name, what in TOOLS.items():
        _row(name, what, learners, [*map(str, (python, SCRIPT, name, path, table, schema))])
    for line in NOT_RUN:
        print(f"not run: {line}")


def _row(name: str, what: str, learners: int, command: list[str]) -> None:
    used = measured(command)
    if used.status:
        print(f"{name:<16}did not run (exit status {used.status}); {what}")
        return
    speed = f"{used.seconds:9.2f} s{learners / used.seconds:10,.0f} learners/s{used.memory:8.0f} MB"
    print(f"{name:<16}{speed}   found {used.said:>6}; {what}")


def _installed() -> Path:
    """The Python that has the tools."""
    python = FOLDER / ("Scripts" if os.name == "nt" else "bin") / "python"
    mark = FOLDER / "installed.txt"
    if not mark.exists() or mark.read_text() != "\n".join(PINS):
        venv.create(FOLDER, with_pip=True, clear=True)
        subprocess.run([str(python), "-m", "pip", "install", "-q", *PINS], check=True, stderr=subprocess.DEVNULL)
        mark.write_text("\n".join(PINS))
    return python


def _aims(path: Path) -> Path:
    """A table of the aims with their learners' elements, as a spreadsheet of them would be."""
    table = path.with_name("aims.csv")
    with table.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for item in IlrFile(source(str(path))):
            if isinstance(item.record, Learner):
                for aim in item.record.LearningDelivery:
                    writer.writerow([getattr(aim if hasattr(aim, name) else item.record, name) for name in COLUMNS])
    return table


def _dataclasses(python: Path, schema: Path, folder: Path) -> None:
    command = [str(python), "-m", "xsdata", "generate", str(schema), "--package", "ilr_of_xsdata"]
    command += ["--structure-style", "single-package"]
    paths = {
        "PATH": f"{python.parent}{os.pathsep}{os.environ['PATH']}"
    }  # it formats what it writes with a program there
    subprocess.run(command, cwd=folder, check=False, capture_output=True, env=os.environ | paths)
