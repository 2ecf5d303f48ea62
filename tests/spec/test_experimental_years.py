"""A year that is known only in part is off until it is asked for; then it works as any other."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from openlet.cli import main
from openlet.ilr.opening import Unreadable, source
from openlet.ilr.reading import IlrFile
from openlet.spec.tables import all_rows
from openlet.spec.years import VARIABLE, UnknownYear, check_switch, how_to_switch_on, year_of, years

ROOT = Path(__file__).parents[2]
NEXT = next(row for row in all_rows("years.csv") if row["state"] == "experimental")
OF_EVERY_YEAR = (
    "tests/spec", "tests/rules/test_book.py", "tests/invented/test_faults.py", "tests/exchange/test_template.py",
    "tests/exchange/test_whole.py", "tests/exchange/test_columns.py", "tests/web/forms/test_sections.py",
    "tests/store/test_documents.py",
)  # fmt: skip


def test_it_is_off_as_if_it_were_not_there() -> None:
    assert not [year for year in years() if year.is_experimental]
    assert check_switch() == ""


@pytest.mark.parametrize("text", [NEXT["year"], NEXT["code"]], ids=["name", "code"])
def test_who_asks_for_it_is_told_how_to_switch_it_on(text: str) -> None:
    with pytest.raises(UnknownYear) as error:
        year_of(text)
    assert f"{NEXT['year']} is an experimental year" in str(error.value)
    assert f"{VARIABLE}={NEXT['year']}" in str(error.value)


def test_a_file_of_it_is_refused_with_the_same_words(tmp_path: Path) -> None:
    path = tmp_path / "next.xml"
    path.write_text(f'<Message xmlns="{NEXT["namespace"]}"/>', encoding="utf-8")
    with pytest.raises(Unreadable) as error:
        list(IlrFile(source(str(path))))
    assert (how_to_switch_on(NEXT["year"]) or "nothing") in str(error.value)


@pytest.mark.parametrize("text", ["2024-25", "2031-32", "2627"])
def test_a_switch_that_names_no_experimental_year_is_refused(
    text: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(VARIABLE, text)
    assert main(["rules", "ULN_04"]) == 2
    said = capsys.readouterr().err
    assert f"{VARIABLE} names {text}, which is not an experimental year. There is {NEXT['year']}." in said


def test_all_that_is_tested_of_every_year_holds_of_it_too_once_it_is_on() -> None:
    """Years are fixed when OpenLET starts, so these tests run in a process of their own."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-k"]
    done = subprocess.run(
        [*command, f"{NEXT['year']} or next_year", *OF_EVERY_YEAR, "tests/web/test_next_year.py"],
        cwd=ROOT, env=os.environ | {VARIABLE: NEXT["year"]}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-4000:]
    assert " skipped" not in done.stdout
