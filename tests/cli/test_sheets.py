"""Spreadsheets on the command line: what is said, exit statuses, and that nothing is changed by what cannot be read."""

from pathlib import Path

import openpyxl
import pytest

from openlet.cli import main
from openlet.exchange.reading import EXAMPLE
from tests import make
from tests.store.conftest import empty_database, folder  # noqa: F401  a store of its own for each test
from tests.store.keeping import documents, kept, year

SHEET = "LearnRefNumber,Surname,Born,Shoe size\nL1,Invented,1/5/1990,7\nL2,Secretname,31/2/1990,8\n,Nobody,1/5/1990,9\n"


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "learners.csv"
    path.write_text(SHEET, encoding="utf-8")
    return path


def run(*arguments: str | Path) -> int:
    return main([str(argument) for argument in arguments])


def brought_in(path: Path, data: Path, *more: str | Path) -> int:
    return run("import", path, "--data", data, "--year", "2023-24", "--ukprn", str(make.UKPRN), *more)


def test_what_was_done_and_what_is_wrong_is_said_without_values(
    sheet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    marked = tmp_path / "marked.xlsx"
    columns = ("--column", "Born=DateOfBirth", "--column", "Shoe size=")
    assert brought_in(sheet, tmp_path / "new", *columns, "--marked", marked) == 1
    output, told = capsys.readouterr()
    assert output == ""
    assert "learners.csv, 2023-24, UKPRN 10999991: 2 added, 0 changed, 0 unchanged, 1 refused." in told
    assert "Not read, as you have said: Shoe size." in told
    assert "learners.csv, A4: The row has no LearnRefNumber" in told
    assert "learners.csv, C3: DateOfBirth (Date of birth) must be a date" in told
    assert "Secretname" not in told
    assert "31/2/1990" not in told
    assert openpyxl.load_workbook(marked).worksheets[0]["C3"].comment is not None
    assert marked.stat().st_size > 0


def test_a_sheet_without_faults_is_nothing_to_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "learners.csv"
    path.write_text("LearnRefNumber,ULN\nL1,1000000027\n", encoding="utf-8")
    assert brought_in(path, tmp_path / "new") == 0
    assert brought_in(path, tmp_path / "new") == 0
    assert "0 added, 0 changed, 1 unchanged" in capsys.readouterr().err


def test_columns_that_are_not_read_are_named_and_count_as_something_to_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "learners.csv"
    path.write_text("LearnRefNumber,Shoe size\nL1,7\n", encoding="utf-8")
    assert brought_in(path, tmp_path / "new") == 1
    assert "Not read:\n  Column B, Shoe size, is not read" in capsys.readouterr().err


WRONG = {
    "empty": (b"", "is empty"),
    "no text": (b"a\0b", "Line 1 of learners.csv holds a sign that no text has"),
    "no reference": (b"ULN\n1000000027\n", "No column in row 1"),
    "no rows": (b"LearnRefNumber\n", "has no learner"),
    "a quotation mark": (b'LearnRefNumber,FamilyName\nL1,"x\n', "cannot be told into cells"),
    "one column twice": (b"LearnRefNumber,ULN,uln\nL1,1,2\n", "both are ULN"),
}


@pytest.mark.parametrize(("content", "text"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_read_is_one_sentence_and_changes_nothing(
    tmp_path: Path,
    folder: Path,  # noqa: F811
    capsys: pytest.CaptureFixture[str],
    content: bytes,
    text: str,
) -> None:
    kept()
    before = documents()
    path = tmp_path / "learners.csv"
    path.write_bytes(content)
    assert brought_in(path, folder) == 2
    told = capsys.readouterr().err
    assert text in told
    assert told.count("\n") == 1
    assert documents() == before


def test_a_file_that_is_no_spreadsheet_makes_no_store(tmp_path: Path) -> None:
    path = tmp_path / "learners.xlsx"
    path.write_bytes(b"LearnRefNumber\nL1\n")
    assert brought_in(path, tmp_path / "new") == 2
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (("--column", "Surname"), "write it as HEADER=NAME"),
        (("--column", "=ULN"), "write it as HEADER=NAME"),
        (("--column", "Surname=Shoe size"), "is not a column of the ILR of 2023-24"),
        (("--marked", "learners.csv"), "is there already"),
    ],
)
def test_wrong_arguments_are_refused_in_a_sentence(
    sheet: Path,
    folder: Path,  # noqa: F811
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, str],
    text: str,
) -> None:
    monkeypatch.chdir(sheet.parent)
    assert brought_in(sheet, folder, *arguments) == 2
    assert text in capsys.readouterr().err
    assert documents() == {}


def test_options_of_spreadsheets_are_refused_for_an_ilr_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "in.xml"
    path.write_text(make.xml([make.learner()]), encoding="utf-8")
    assert run("import", path, "--data", tmp_path / "new", "--column", "a=ULN") == 2
    assert "are for spreadsheets" in capsys.readouterr().err


def test_a_return_goes_out_as_a_workbook_and_comes_back_unchanged(
    tmp_path: Path,
    folder: Path,  # noqa: F811
    capsys: pytest.CaptureFixture[str],
) -> None:
    year()
    kept()
    before = documents()
    out = tmp_path / "out"
    assert run("export", "--out", out, "--data", folder, "--format", "xlsx", "--prepared", "2024-08-20") == 0
    [path] = out.iterdir()
    assert path.name == "OpenLET-10999991-2324-20240820-000000.xlsx"
    assert f"1 learner written, also those who would be left out of an ILR file: {path}" in capsys.readouterr().err
    assert run("import", path, "--data", folder) == 0
    assert "1 unchanged" in capsys.readouterr().err
    assert documents() == before


def test_a_template_is_written_for_a_year_with_the_bootcamps_of_a_contract(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    contract, out = tmp_path / "contract.toml", tmp_path / "template.xlsx"
    contract.write_text(make.CONTRACT, encoding="utf-8")
    assert run("template", "--year", "2024-25", "--out", out, "--contract", contract) == 0
    assert "The template of 2024-25 is in" in capsys.readouterr().err
    book = openpyxl.load_workbook(out)
    assert book.worksheets[0]["A2"].value == EXAMPLE
    offered = [cell.value for row in book["Codes"].iter_rows() for cell in row]
    assert {"Z0020001", "Z0020002", "Z0010211"} <= set(offered)


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (("--year", "2019-20", "--out", "new.xlsx"), "is not an ILR year"),
        (("--year", "2023-24", "--out", "new.csv"), "does not end in .xlsx"),
        (("--year", "2023-24", "--out", "there.xlsx"), "is there already"),
        (("--year", "2023-24", "--out", "new.xlsx", "--contract", "none.toml"), "none.toml"),
    ],
)
def test_a_template_that_cannot_be_written_is_refused_in_a_sentence(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str],
    text: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there.xlsx").write_text("mine", encoding="utf-8")
    assert run("template", *arguments) == 2
    assert text in capsys.readouterr().err
    assert {path.name for path in tmp_path.iterdir()} <= {"there.xlsx", "data"}
    assert (tmp_path / "there.xlsx").read_text(encoding="utf-8") == "mine"
