"""``openlet report compare``: sides, files, formats, exit status, and what it says."""

import csv
import json
from datetime import date
from pathlib import Path

import pytest

from openlet import cli
from tests.make import CONTRACT, OTHER_ULN, aim, finished, learner, milestone, xml

FAMILY = "Zzyzxova"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two returns, the newer without a learner whose milestones were payable, and the contract."""
    monkeypatch.chdir(tmp_path)
    people = [learner(FamilyName=FAMILY), learner(finished(), milestone(), LearnRefNumber="L0002", ULN=OTHER_ULN)]
    Path("old.xml").write_text(xml(people), encoding="utf-8")
    Path("new.xml").write_text(xml([learner(FamilyName="Wedded")], prepared=date(2024, 9, 20)), encoding="utf-8")
    Path("contract.toml").write_text(CONTRACT, encoding="utf-8")
    return tmp_path


def compare(*arguments: str) -> int:
    return cli.main(["report", "compare", *arguments, "--contract", "contract.toml", "--out", "out"])


def table(name: str) -> list[dict[str, str]]:
    with Path("out", f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("files", [("old.xml", "new.xml"), ("new.xml", "old.xml"), ("old.xml", "--after", "new.xml")])
def test_the_older_return_comes_first_whatever_the_order(
    folder: Path, files: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert compare(*files) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "Before: 2023-24 R13. After: 2023-24 R14. Both judged as of 2024-09-20." in said.err
    assert "2 aim(s) that were paid or payable are gone, £2,100.00 in all" in said.err
    assert [row["learn_aim_ref"] for row in table("compare-paid-aims-gone")] == ["Z0020001", "Z0010211"]
    sides = {row["value"] for row in table("about") if row["item"].endswith("side")}
    assert sides == {"before", "after"}


def test_with_after_the_sides_are_as_named_even_if_the_dates_say_otherwise(folder: Path) -> None:
    assert compare("new.xml", "--after", "old.xml") == 1
    assert [row["change"] for row in table("compare-learners")] == ["new", "changed"]


def test_every_format_holds_the_same_and_no_names_unless_asked_for(folder: Path) -> None:
    for wanted in ("csv", "json", "text", "xlsx"):
        compare("old.xml", "new.xml", "--format", wanted)
    document = json.loads(Path("out/compare.json").read_text(encoding="utf-8"))
    for name, records in document["tables"].items():
        assert len(table(name)) == len(records)
        assert table(name) == [] or list(table(name)[0])[-1] == "marking"
    assert [one["side"] for one in document["about"]["files"]] == ["before", "after"]
    for path in Path("out").iterdir():
        assert FAMILY.encode() not in path.read_bytes()
    compare("old.xml", "new.xml", "--with-names", "--format", "csv")
    assert table("compare-changes")[0]["old"] == FAMILY
    assert table("compare-aims")[0]["family_name"] == "Invented"


def test_returns_that_say_the_same_are_status_0(folder: Path) -> None:
    Path("again.xml").write_text(xml([learner(FamilyName="Wedded")], prepared=date(2024, 9, 21)), encoding="utf-8")
    assert compare("new.xml", "again.xml") == 0


def test_several_returns_stand_on_each_side(folder: Path) -> None:
    Path("older.xml").write_text(xml([learner()], prepared=date(2024, 8, 1)), encoding="utf-8")
    assert compare("older.xml", "old.xml", "--after", "new.xml") == 1
    names = [row["value"] for row in table("about") if row["item"].endswith(": name")]
    assert names == ["older.xml", "old.xml", "new.xml"]
    assert [row["change"] for row in table("compare-learners")] == ["gone", "changed"]


def test_the_ledger_is_read_and_left_as_it_is(folder: Path) -> None:
    cli.main(["pay", "old.xml", "--contract", "contract.toml", "--ledger", "ledger.jsonl", "--out", "pay.txt"])
    before = Path("ledger.jsonl").read_bytes()
    compare("old.xml", "new.xml", "--ledger", "ledger.jsonl")
    assert Path("ledger.jsonl").read_bytes() == before
    assert table("compare-paid-aims-gone")[0]["paid_in_ledger"] == "2100.00"


def test_two_years_are_compared_with_a_word_of_warning(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("next.xml").write_text(xml([learner(aim())], "2024-25", date(2024, 10, 18)), encoding="utf-8")
    compare("old.xml", "next.xml")
    assert "different years" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("old.xml",), "1 files were named"),
        (("old.xml", "new.xml", "old.xml"), "3 files were named"),
        (("old.xml", "missing.xml"), "missing.xml was not found"),
        (("old.xml", "new.xml", "--as-of", "2024-08-31"), "new.xml: prepared after 2024-08-31"),
        (("old.xml", "broken.xml"), "ends in the middle"),
    ],
)
def test_what_cannot_be_compared_is_said_in_a_sentence(
    folder: Path, arguments: tuple[str, ...], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("broken.xml").write_text(Path("old.xml").read_text(encoding="utf-8")[:-30], encoding="utf-8")
    assert compare(*arguments) == 2
    said = capsys.readouterr().err
    assert sentence in said
    assert said.count("\n") == 1
    assert not Path("out").exists()
