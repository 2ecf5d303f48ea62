"""``openlet check``: shapes, formats, exit statuses, and what happens with bad input."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from openlet.cli import main
from openlet.rules import Rule, Severity, Source, book
from openlet.scale import stage_one
from tests.make import CONTRACT, aim, fams, learner, progression, xml

NAMES = ("Zebedee", "Quatermass")
KEYS = {
    "rule", "severity", "file", "line", "UKPRN", "LearnRefNumber", "ULN", "AimSeqNumber", "LearnAimRef", "fields",
    "message", "source",
}  # fmt: skip


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    """A return with a learner without faults and one whose DAM 023 is missing, and the contract."""
    people = [
        learner(),
        learner(
            aim(LearningDeliveryFAM=fams("SOF112", "FFI1")),
            LearnRefNumber="L0002", ULN=1000000035, GivenNames=NAMES[0], FamilyName=NAMES[1], Ethnicity=77,
        ),
    ]  # fmt: skip
    returned, contract = tmp_path / "return.xml", tmp_path / "contract.toml"
    returned.write_text(xml(people), encoding="utf-8")
    contract.write_text(CONTRACT, encoding="utf-8")
    return str(returned), str(contract)


def checked(capsysbinary: pytest.CaptureFixture[bytes], *arguments: str) -> tuple[int, bytes, str]:
    status = main(["check", *arguments])
    said = capsysbinary.readouterr()
    return status, said.out, said.err.decode()


def test_the_json_has_the_shape_that_other_programs_rely_on(
    files: tuple[str, str], capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    status, out, _ = checked(capsysbinary, files[0], "--contract", files[1], "--format", "json")
    answer: dict[str, Any] = json.loads(out)
    assert status == 1
    assert {"openlet", "rules", "files", "findings", "rules_run"} <= answer.keys()
    (file,) = answer["files"]
    assert (file["name"], file["year"], file["UKPRN"], len(file["sha256"])) == ("return.xml", "2023-24", 10999991, 64)
    assert all(finding.keys() == KEYS for finding in answer["findings"])
    np_09 = next(finding for finding in answer["findings"] if finding["rule"] == "NP-09")
    assert np_09["severity"] == "no-pay"
    assert (np_09["LearnRefNumber"], np_09["ULN"], np_09["AimSeqNumber"]) == ("L0002", 1000000035, 1)
    assert isinstance(np_09["line"], int)
    ran = {one["rule"]: one for one in answer["rules_run"]}
    settled = {"NP-11", "NP-12", "NP-13"}
    assert ran.keys() == {made.code for made in book()} | settled
    assert all(ran[code]["status"] == "skipped" and "openlet pay" in ran[code]["reason"] for code in settled)
    assert ran["NP-09"] == {"rule": "NP-09", "status": "found", "count": 1}
    assert ran["NP-08"] == {"rule": "NP-08", "status": "clean"}
    assert all(one.get("reason") for one in ran.values() if one["status"] in ("skipped", "crashed"))


def test_every_format_tells_the_same_findings(
    files: tuple[str, str], tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    call = (files[0], "--contract", files[1], "--format")
    found = json.loads(checked(capsysbinary, *call, "json")[1])["findings"]
    rows = list(csv.DictReader(io.StringIO(checked(capsysbinary, *call, "csv")[1].decode(), newline="")))
    book_ = tmp_path / "check.xlsx"
    assert main(["check", *call, "xlsx", "--out", str(book_)]) == 1
    sheet = openpyxl.load_workbook(book_)["Findings"]
    text = checked(capsysbinary, *call, "text")[1].decode()
    messages = [finding["message"] for finding in found]
    assert [row["message"] for row in rows] == messages
    assert [row[10].value for row in sheet.iter_rows(min_row=2)] == messages
    assert all(finding["rule"] in text for finding in found)
    assert all(row["marking"] == "OFFICIAL-SENSITIVE" for row in rows)
    assert "OFFICIAL-SENSITIVE" in text


@pytest.mark.parametrize("wanted", ["text", "json", "csv"])
def test_names_and_ethnicity_appear_only_when_asked_for(
    files: tuple[str, str], wanted: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    call = (files[0], "--contract", files[1], "--format", wanted)
    usual = checked(capsysbinary, *call)[1].decode()
    asked = checked(capsysbinary, *call, "--with-names")[1].decode()
    assert "Ethnicity is (hidden)" in usual
    assert re.search(r"\b77\b", usual) is None
    assert "Ethnicity is 77" in asked
    assert not any(name in usual for name in NAMES)


def test_a_file_without_findings_ends_with_status_0(
    tmp_path: Path, files: tuple[str, str], capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    clean = tmp_path / "ILR-10999991-2324-20240820-093000-01.XML"
    clean.write_text(xml([learner()]), encoding="utf-8")
    status, _, said = checked(capsysbinary, str(clean), "--contract", files[1])
    assert status == 0
    assert "0 findings" in said


def test_without_a_contract_wmca_rules_are_skipped_with_their_reason(
    files: tuple[str, str], capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    ran = json.loads(checked(capsysbinary, files[0], "--format", "json")[1])["rules_run"]
    np_09 = next(one for one in ran if one["rule"] == "NP-09")
    assert np_09["status"] == "skipped"
    assert "contract" in np_09["reason"]


def test_a_rule_that_crashes_is_told_and_never_clean(
    files: tuple[str, str], monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    def fault(one: object) -> bool:
        """It crashes."""
        raise KeyError("Quatermass")

    crashing = Rule("T_1", "Learner", Severity.ERROR, (), "It crashes.", Source("a test", "here"), fault)
    monkeypatch.setattr(stage_one, "book", lambda: (*book(), crashing))
    status, out, said = checked(capsysbinary, files[0], "--contract", files[1], "--format", "json")
    (ran,) = [one for one in json.loads(out)["rules_run"] if one["rule"] == "T_1"]
    assert status == 1
    assert ran["status"] == "crashed"
    assert "T_1" in said
    assert "Quatermass" not in out.decode() + said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (xml([learner()])[:900], "the file ends in the middle"),
        ("<!DOCTYPE Message><Message/>", "DOCTYPE"),
        (xml([learner()]).replace("2023-24", "2031-32"), "not a year that this version knows"),
        ("", "empty"),
    ],
    ids=["cut off", "a DOCTYPE", "an unknown year", "an empty file"],
)
def test_what_cannot_be_judged_gives_one_sentence_status_2_and_no_output(
    content: str, said: str, files: tuple[str, str], tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    bad, out = tmp_path / "bad.xml", tmp_path / "out.csv"
    bad.write_text(content, encoding="utf-8")
    status, shown, message = checked(
        capsysbinary, files[0], str(bad), "--contract", files[1], "--format", "csv", "--out", str(out)
    )
    assert status == 2
    assert shown == b""
    assert said in message
    assert message.count("\n") == 1
    assert "Traceback" not in message
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("out")] == []


def test_a_fault_of_the_program_itself_shows_no_traceback_and_no_data(
    files: tuple[str, str], monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("Quatermass")

    monkeypatch.setattr("openlet.cli.check.FileCheck", broken)
    status, out, said = checked(capsysbinary, files[0])
    assert status == 2
    assert "OpenLET itself failed (RuntimeError" in said
    assert "Quatermass" not in out.decode() + said


def test_a_file_may_come_through_standard_input(
    files: tuple[str, str], monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(Path(files[0]).read_bytes())))
    status, out, _ = checked(capsysbinary, "-", "--contract", files[1], "--format", "json")
    assert status == 1
    assert json.loads(out)["files"][0]["name"] == "standard input"


def test_a_contract_may_stand_before_the_file(
    files: tuple[str, str], capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    before = checked(capsysbinary, "--contract", files[1], files[0], "--format", "csv")[1]
    assert before == checked(capsysbinary, files[0], "--contract", files[1], "--format", "csv")[1]


def test_destinations_at_the_end_of_the_file_are_held_against_their_learners(
    tmp_path: Path, files: tuple[str, str], capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    returned = tmp_path / "destinations.xml"
    returned.write_text(xml([learner(), progression(LearnRefNumber="L9999")]), encoding="utf-8")
    out = checked(capsysbinary, str(returned), "--contract", files[1], "--format", "json")[1]
    found = {finding["rule"]: finding for finding in json.loads(out)["findings"]}
    assert found["WMCA_LearnRefNumber_03"]["LearnRefNumber"] == "L9999"
