"""``openlet reference``: what is loaded, listed and removed, and that a check then uses it."""

import json
from pathlib import Path

import pytest

from openlet.cli import main
from tests.make import learner, xml

NAME = "ILR-10999991-2526-20251006-093000-01.XML"


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(list(arguments))
    shown = capsys.readouterr()
    return status, shown.out, shown.err


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "register.csv").write_text("ULN\n1000000035\n", encoding="utf-8")
    (tmp_path / NAME).write_text(xml([learner()], "2025-26"), encoding="utf-8")
    return tmp_path


def rule_run(capsys: pytest.CaptureFixture[str], place: Path, code: str) -> dict[str, str]:
    _, out, _ = said(capsys, "check", str(place / NAME), "--data", str(place / "data"), "--format", "json")
    return next(one for one in json.loads(out)["rules_run"] if one["rule"] == code)


def test_a_loaded_file_is_used_and_a_removed_one_is_not(capsys: pytest.CaptureFixture[str], place: Path) -> None:
    data = ("--data", str(place / "data"))
    before = rule_run(capsys, place, "ULN_05")
    assert (before["status"], before["reason"]) == (
        "skipped",
        "no file of ulns is loaded: openlet reference load ulns FILE",
    )
    status, _, message = said(capsys, "reference", "load", "ulns", str(place / "register.csv"), *data)
    assert status == 0
    assert message.startswith("Loaded ulns from register.csv: 1 of Learner. Kept in ")
    assert rule_run(capsys, place, "ULN_05")["status"] == "found"
    _, listed, _ = said(capsys, "reference", "list", *data)
    assert "register.csv" in listed
    assert "not loaded" in listed
    status, _, message = said(capsys, "reference", "remove", "ulns", *data)
    assert (status, message) == (0, "Removed ulns. Rules that need it are skipped from now on.\n")
    assert rule_run(capsys, place, "ULN_05")["status"] == "skipped"


def test_a_file_that_cannot_be_used_ends_with_status_2_and_one_sentence(
    capsys: pytest.CaptureFixture[str], place: Path
) -> None:
    status, _, message = said(
        capsys, "reference", "load", "campuses", str(place / "register.csv"), "--data", str(place / "data")
    )
    assert status == 2
    assert message.startswith("register.csv has no column CampId")
    assert message.count("\n") == 1


def test_what_is_not_loaded_cannot_be_removed(capsys: pytest.CaptureFixture[str], place: Path) -> None:
    status, _, message = said(capsys, "reference", "remove", "lars", "--data", str(place / "data"))
    assert (status, message) == (2, "lars is not loaded, so there is nothing to remove.\n")


def test_a_damaged_reference_stops_the_check_with_a_sentence(capsys: pytest.CaptureFixture[str], place: Path) -> None:
    kept = place / "data" / "reference" / "ulns.sqlite3"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"x" * 5000)
    status, _, message = said(capsys, "check", str(place / NAME), "--data", str(place / "data"))
    assert status == 2
    assert "is damaged" in message
    assert "Traceback" not in message
