"""The command ``report``: files in a folder, whole or not at all, the same figures in each, names only if asked for."""

import csv
import hashlib
import io
import json
import os
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from openlet import cli
from openlet.reports.tables import MARKING
from tests.make import CONTRACT, OTHER_ULN, aim, boxes, fams, finished, learner, milestone, outcome, progression, xml

FAMILY, GIVEN = "Zzyzxova", "Quetzalina"
PRIVATE = (FAMILY, GIVEN, "AB123456C", "1 Example Street", "QQ123456C")
ELEMENTS = ("Ethnicity", "LLDD")  # nothing of these; but rules, which the report on data quality lists, are named so
WITHOUT_023 = fams("SOF112", "FFI1")
KINDS = ("no-pay", "payments", "forecast", "destinations", "to-do", "quality")


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    """A return with something for every report, and its contract."""
    people: list[Any] = [
        learner(aim(LearningDeliveryFAM=WITHOUT_023), FamilyName=FAMILY, GivenNames=GIVEN, LearnRefNumber="=1+1"),
        learner(finished(), milestone(), LearnRefNumber="L0002", ULN=OTHER_ULN, FamilyName=FAMILY, GivenNames=GIVEN),
        learner(
            finished(ProviderSpecDeliveryMonitoring=boxes("WMCA5.0")), LearnRefNumber="L0003", ULN=1000000043,
            NINumber="QQ123456C", Ethnicity=99, LLDDHealthProb=9, GivenNames=GIVEN, FamilyName=FAMILY,
        ),
        progression(outcome(), LearnRefNumber="L0002", ULN=OTHER_ULN),
    ]  # fmt: skip
    returned, contract = tmp_path / "return.xml", tmp_path / "contract.toml"
    returned.write_text(xml(people), encoding="utf-8")
    contract.write_text(CONTRACT, encoding="utf-8")
    return str(returned), str(contract)


def report(kind: str, files: tuple[str, str], out: Path, *more: str) -> int:
    """Run the command."""
    return cli.main(["report", kind, files[0], "--contract", files[1], "--out", str(out), *more])


def records(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


def csv_rows(path: Path) -> list[list[str]]:
    """A CSV file without its header and its marking."""
    return [row[:-1] for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))][1:]


def shown(cell: Any) -> str:
    """A cell of a workbook as the CSV writes it."""
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return cell.strftime("%Y-%m-%d")
    return str(cell)


# Files.


@pytest.mark.parametrize("kind", KINDS)
def test_a_report_is_written_as_csv_and_xlsx_with_its_context_beside_it(
    kind: str, files: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "new" / "folder"
    assert report(kind, files, out) == 1
    names = {path.name for path in out.iterdir()}
    assert {"about.csv", f"{kind}.xlsx"} <= names
    assert {path.suffix for path in out.iterdir()} == {".csv", ".xlsx"}
    told = capsys.readouterr()
    assert told.out == ""
    assert all(name in told.err for name in names)


def test_all_writes_what_each_kind_writes(files: tuple[str, str], tmp_path: Path) -> None:
    for kind in KINDS:
        report(kind, files, tmp_path / "each")
    report("all", files, tmp_path / "all")
    assert _contents(tmp_path / "each", ".csv") == _contents(tmp_path / "all", ".csv")
    assert {one.name for one in (tmp_path / "each").iterdir()} == {one.name for one in (tmp_path / "all").iterdir()}


@pytest.mark.parametrize(
    ("wanted", "ending"), [("text", ".txt"), ("json", ".json"), ("csv", ".csv"), ("xlsx", ".xlsx")]
)
def test_one_format_only_if_one_is_named(
    wanted: str, ending: str, files: tuple[str, str], tmp_path: Path
) -> None:  # fmt: skip
    report("all", files, tmp_path / "out", "--format", wanted)
    assert {path.suffix for path in (tmp_path / "out").iterdir()} == {ending}


def test_csv_xlsx_and_json_hold_the_same_figures(files: tuple[str, str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    for wanted in ("csv", "xlsx", "json"):
        report("all", files, out, "--format", wanted)
    checked = 0
    for path in out.glob("*.json"):
        document = json.loads(path.read_text(encoding="utf-8"))
        sheets = openpyxl.load_workbook(path.with_suffix(".xlsx")).worksheets
        assert sheets[-1].title == "About"
        for sheet, (name, records) in zip(sheets, document["tables"].items(), strict=False):
            written = csv_rows(out / f"{name}.csv")
            from_sheet = [list(row) for row in sheet.iter_rows(min_row=2, values_only=True)]
            assert len(written) == len(records) == len(from_sheet)
            for line, record, cells in zip(written, records, from_sheet, strict=True):
                for in_csv, in_json, in_sheet in zip(line, record.values(), cells, strict=True):
                    assert in_csv.removeprefix("'") == _as_csv(in_json)
                    assert in_csv.removeprefix("'") == shown(in_sheet) or Decimal(in_csv) == Decimal(str(in_sheet))
                    checked += 1
    assert checked > 500


def test_every_report_says_what_it_rests_on(files: tuple[str, str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    for wanted in ("csv", "text", "json", "xlsx"):
        report("no-pay", files, out, "--format", wanted)
    about = dict(csv_rows(out / "about.csv"))
    assert about["as_of"] == "2024-08-20"
    assert about["contract 1: id"] == "EXAMPLE-0001"
    assert about["contract 1: wave"] == "Wave 5"
    assert (about["file 1: name"], about["file 1: return"]) == ("return.xml", "2023-24 R13")
    assert len(about["file 1: sha256"]) == len(about["contract 1: sha256"]) == 64
    assert about["postcodes"].startswith("ONS Postcode Directory")
    assert about["openlet"] and about["rules"] and about["marking"] == MARKING
    document = json.loads((out / "no-pay.json").read_text())["about"]
    assert document["files"][0]["sha256"] == about["file 1: sha256"]
    text = (out / "no-pay.txt").read_text()
    assert text.startswith(MARKING)
    assert about["file 1: sha256"] in text
    sheet = openpyxl.load_workbook(out / "no-pay.xlsx")["About"]
    assert ("file 1: sha256", about["file 1: sha256"]) in list(sheet.iter_rows(values_only=True))


def test_every_row_begins_with_its_context(files: tuple[str, str], tmp_path: Path) -> None:
    report("all", files, tmp_path / "out", "--format", "csv")
    for path in (tmp_path / "out").glob("*.csv"):
        header, *lines = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))
        assert header[-1] == "marking"
        if path.name != "about.csv":
            assert header[:4] == ["return", "as_of", "ukprn", "contract_id"]
            for line in lines:
                assert line[:4] == ["2023-24 R13", "2024-08-20", "10999991", "EXAMPLE-0001"]


def test_text_that_a_spreadsheet_would_run_is_harmless_in_every_file(files: tuple[str, str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    report("all", files, out)
    assert "'=1+1" in (out / "no-pay.csv").read_text()
    for path in out.glob("*.xlsx"):
        for sheet in openpyxl.load_workbook(path):
            assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


# Names.


@pytest.mark.parametrize("wanted", ["text", "json", "csv", "xlsx"])
def test_nobody_is_named_unless_asked_for(wanted: str, files: tuple[str, str], tmp_path: Path) -> None:
    report("all", files, tmp_path / "out", "--format", wanted)
    for path in (tmp_path / "out").iterdir():
        text = _everything(path)
        hidden = PRIVATE if path.name.startswith("quality") else (*PRIVATE, *ELEMENTS)
        assert not [private for private in hidden if private in text], path.name


def test_with_names_learners_have_their_names_and_nothing_else_private(files: tuple[str, str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    report("all", files, out, "--with-names")
    for path in out.iterdir():
        text = _everything(path)
        named = path.suffix == ".xlsx" and not path.name.startswith("destinations-shared")
        assert (FAMILY in text and GIVEN in text) or not named, path.name
        assert not [private for private in ("AB123456C", "QQ123456C", "1 Example Street") if private in text]
        if path.name.startswith(("destinations-shared", "destinations-headline", "payments-statement", "about")):
            assert FAMILY not in text
    header, row = list(csv.reader(io.StringIO((out / "no-pay.csv").read_text(encoding="utf-8-sig"), newline="")))
    assert header[-3:] == ["family_name", "given_names", "marking"]
    assert row[-3:-1] == [FAMILY, GIVEN]


# What can go wrong.


def test_nothing_to_report_is_status_0(tmp_path: Path) -> None:
    returned, contract = tmp_path / "r.xml", tmp_path / "c.toml"
    returned.write_text(xml([learner(aim(LearnPlanEndDate=date(2024, 9, 30)))]), encoding="utf-8")
    contract.write_text(CONTRACT, encoding="utf-8")
    assert report("all", (str(returned), str(contract)), tmp_path / "out") == 0


def test_a_folder_that_cannot_be_made_is_told_in_one_sentence(
    files: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken").write_text("a file")
    assert report("no-pay", files, tmp_path / "taken" / "out") == 2
    said = capsys.readouterr().err
    assert said.startswith("The reports could not be written into ")
    assert said.count("\n") == 1
    assert (tmp_path / "taken").read_text() == "a file"


def test_a_disk_that_fills_up_leaves_the_reports_of_before(
    files: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    report("no-pay", files, out, "--format", "csv")
    before = _contents(out, ".csv")
    synced = iter(range(2))

    def full(_: int) -> None:
        if next(synced, None) is None:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert report("no-pay", files, out, "--format", "csv") == 2
    assert "no space left on device" in capsys.readouterr().err
    assert _contents(out, ".csv") == before
    assert {path.suffix for path in out.iterdir()} == {".csv"}


def test_a_file_that_cannot_be_read_leaves_no_folder(files: tuple[str, str], tmp_path: Path) -> None:
    bad = tmp_path / "bad.xml"
    bad.write_text("<Message", encoding="utf-8")
    assert report("all", (str(bad), files[1]), tmp_path / "out") == 2
    assert not (tmp_path / "out").exists()


def test_the_ledger_is_read_and_left_as_it_is(files: tuple[str, str], tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.jsonl"
    cli.main(["pay", files[0], "--contract", files[1], "--ledger", str(ledger), "--out", str(tmp_path / "pay.txt")])
    before = ledger.read_bytes()
    report("payments", files, tmp_path / "out", "--ledger", str(ledger), "--format", "csv")
    assert ledger.read_bytes() == before
    (row,) = csv.DictReader(
        io.StringIO((tmp_path / "out" / "payments-statement.csv").read_text(encoding="utf-8-sig"), newline="")
    )
    assert row["this_period"] == "0.00"
    assert Decimal(row["previously_paid"]) > 0


RATES = '[rates]\nm1 = "0.9"\nm2 = "0.7"\nm3 = "0.5"\n'


def test_rates_for_the_forecast_come_from_a_file_and_stand_among_what_it_rests_on(
    files: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rates, out = tmp_path / "rates.toml", tmp_path / "out"
    rates.write_text(RATES, encoding="utf-8")
    report("forecast", files, out, "--rates", str(rates), "--format", "json")
    assert "No rate is known" not in capsys.readouterr().err
    document = json.loads((out / "forecast.json").read_text())
    assert document["about"]["rates_sha256"] == hashlib.sha256(RATES.encode()).hexdigest()
    assert {row["source"] for row in document["tables"]["forecast-rates"]} == {"rates.toml"}


def test_without_rates_and_without_history_the_user_is_told_what_is_left_blank(
    files: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report("forecast", files, tmp_path / "out", "--format", "csv")
    assert "No rate is known for M3 of Z0020001" in capsys.readouterr().err
    rows = records(tmp_path / "out" / "forecast.csv")
    assert (rows[-1]["month"], rows[-1]["expected"]) == ("total", "")
    assert Decimal(rows[-1]["best"]) > 0


def test_a_wrong_file_of_rates_leaves_no_folder_and_is_told_in_one_sentence(
    files: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rates = tmp_path / "rates.toml"
    rates.write_text("[rates]\nm2 = 0.7\n", encoding="utf-8")
    assert report("forecast", files, tmp_path / "out", "--rates", str(rates)) == 2
    said = capsys.readouterr().err
    assert said == 'rates.toml, line 2, rates.m2: a share from 0 to 1 in quotation marks is needed, such as "0.75".\n'
    assert not (tmp_path / "out").exists()


def test_the_earlier_returns_of_a_provider_are_history_of_its_data_quality(tmp_path: Path) -> None:
    person, paths = learner(aim(LearningDeliveryFAM=WITHOUT_023)), []
    for day in (date(2024, 6, 3), date(2024, 7, 2), date(2024, 8, 20)):
        paths.append(tmp_path / f"{day}.xml")
        paths[-1].write_text(xml([person], prepared=day), encoding="utf-8")
    contract, out = tmp_path / "contract.toml", tmp_path / "out"
    contract.write_text(CONTRACT, encoding="utf-8")
    call = ["report", "quality", *map(str, paths), "--contract", str(contract), "--out", str(out), "--format", "csv"]
    assert cli.main(call) == 1
    rows = records(out / "quality.csv")
    assert (rows[0]["rule"], rows[0]["first_seen_return"], rows[0]["returns_open"]) == (
        "NP-09", "2023-24 R10 (inferred)", "3",
    )  # fmt: skip
    assert {path.name for path in out.iterdir()} == {
        "about.csv", "quality.csv", "quality-returns.csv", "quality-findings.csv", "quality-rules-run.csv",
    }  # fmt: skip


def test_an_unknown_kind_is_refused(files: tuple[str, str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as stopped:
        report("gossip", files, tmp_path / "out")
    assert stopped.value.code == 2


def _contents(folder: Path, ending: str) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir() if path.suffix == ending}


def _as_csv(cell: Any) -> str:
    return "" if cell is None else "yes" if cell is True else "no" if cell is False else str(cell)


def _everything(path: Path) -> str:
    """All text of a file, whatever its format."""
    if path.suffix != ".xlsx":
        return path.read_text(encoding="utf-8")
    book = openpyxl.load_workbook(path)
    return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
