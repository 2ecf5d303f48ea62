"""A large file in parts says, byte for byte, what it says whole: findings, claims, money and the ledger."""

import shutil
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from openlet.cli import main, many_files
from openlet.ilr.opening import Source
from openlet.ilr.records import Learner
from openlet.invented import generate
from openlet.payments.ledger import read_ledger
from openlet.rules import Rule, Severity, book
from openlet.scale import local_check, local_pay, parts, stage_one
from openlet.spec.years import year_of
from openlet.store.folder import VARIABLE

COMMANDS = ("pay", "check")
PARTS = 3


@pytest.fixture(autouse=True)
def small_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file in three parts, their blocks of four learners; a data folder of the test's own."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "data"))
    monkeypatch.setattr(parts, "LEARNERS_OF_A_BLOCK", 4)
    monkeypatch.setattr(parts, "planned", lambda sizes, processes: [PARTS] * len(sizes))


@pytest.fixture(scope="module")
def returns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two years of one provider with destination records, learners returned twice, one after the destinations, and a
    value between learners."""
    folder = tmp_path_factory.mktemp("split")
    for year in ("2023-24", "2024-25"):
        generate(folder / year, 45, 1, year_of(year), 5)
        (path,) = (folder / year).glob("*.xml")
        head, *learners = path.read_text(encoding="utf-8").split("  <Learner>")
        *most, last = learners
        mixed = head + "".join(f"  <Learner>{one}" for one in [*most, "\n<Strange/>", most[0], most[9], last])
        text = mixed.replace("  <Learner>\n<Strange/>", "  <Strange/>\n")
        path.write_text(text.replace("</Message>", f"  <Learner>{most[2]}</Message>"), encoding="utf-8")
    return folder


def run(command: str, returns: Path, out: Path, *more: str, form: str = "json") -> tuple[int, bytes]:
    """The exit status and what is written; in parts with --processes among the rest."""
    files = sorted(map(str, returns.rglob("*.xml"))) + sorted(map(str, returns.rglob("*.zip")))
    contracts = ["--contract", str(max(returns.rglob("*.toml")))]
    written = ["--as-of", "2025-01-31", "--format", form, "--out", str(out)]
    status = main([command, *files, *contracts, *written, *more])
    return status, out.read_bytes() if out.exists() else b""


def whole(command: str, returns: Path, out: Path, *more: str, form: str = "json") -> tuple[int, bytes]:
    """The same without parts, processes and folder."""
    assert sum(path.stat().st_size for path in returns.rglob("*.xml")) < many_files.LARGE
    return run(command, returns, out, *more, form=form)


@pytest.mark.parametrize("command", COMMANDS)
def test_parts_say_what_the_whole_file_says_byte_for_byte(command: str, returns: Path, tmp_path: Path) -> None:
    for form in ("json", "csv"):
        wanted = whole(command, returns, tmp_path / f"whole.{form}", form=form)
        work = tmp_path / f"work.{form}"
        found = run(command, returns, tmp_path / f"parts.{form}", "--processes", "1", "--work", str(work), form=form)
        assert found == wanted, form
        assert not list(work.glob("part-*"))
    assert run(command, returns, tmp_path / "two", "--processes", "2", form="csv") == wanted
    assert b"NP0" in wanted[1] or b"NP-0" in wanted[1]
    assert command == "pay" or b"Strange" in wanted[1] or b"unknown" in wanted[1].lower()


def test_the_ledger_is_the_same(returns: Path, tmp_path: Path) -> None:
    said = []
    for name, way in (("whole", []), ("parts", ["--processes", "1"])):
        ledger = tmp_path / f"{name}.jsonl"
        first = run("pay", returns, tmp_path / name, "--ledger", str(ledger), *way)
        said.append((first, read_ledger(ledger).entries))
    assert said[0] == said[1]
    assert said[0][1]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("severity", [Severity.NO_PAY, Severity.TO_DO])
def test_a_crash_in_one_part_counts_for_the_file_and_the_last_one_is_told(
    command: str, severity: Severity, returns: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: dict[str, int] = {}
    last: dict[str, str] = {}

    def crash(learner: Learner) -> bool:
        """Crash on two learners of different parts, each time otherwise."""
        if learner.LearnRefNumber == last["one"]:
            raise KeyError("one")
        if learner.LearnRefNumber == last["other"]:
            raise ValueError("other")
        seen["clean"] = seen.get("clean", 0) + 1
        return False

    references = [
        part.split("</LearnRefNumber>")[0]
        for part in next(returns.rglob("*.xml")).read_text(encoding="utf-8").split("<LearnRefNumber>")[1:]
    ]
    broken = next(made for made in book() if made.on == "Learner" and made.severity == severity and not made.where)
    mended: tuple[Rule, ...] = tuple(
        replace(made, fault=crash, takes_given=False, about="any") if made is broken else made for made in book()
    )
    for module in (stage_one, parts):
        monkeypatch.setattr(module, "book", lambda: mended)
    for one, other in ((references[5], references[22]), (references[22], references[5])):
        last.update(one=one, other=other)
        wanted = whole(command, returns, tmp_path / "whole")
        assert run(command, returns, tmp_path / "parts", "--processes", "1") == wanted
        if severity == Severity.NO_PAY or command == "check":
            assert (b"ValueError in crash" in wanted[1]) == (other == references[22])
    assert seen["clean"]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_run_stopped_between_the_parts_goes_on_with_the_same_parts(
    command: str, returns: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = whole(command, returns, tmp_path / "whole")
    work, module = tmp_path / "work", local_pay if command == "pay" else local_check
    options = (tmp_path / "parts", "--processes", "1", "--work", str(work))

    def stop(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(module, "_joined", stop)
        assert run(command, returns, *options)[1] == b""
    done = {path: path.stat().st_mtime_ns for path in work.glob("part-000000-*")}
    assert len(done) == 2 * PARTS
    (work / "part-000000-2-of-3.json").unlink()  # as if the kill had come before it was kept
    monkeypatch.setattr(parts, "planned", lambda sizes, processes: [5] * len(sizes))
    judged: list[str] = []
    kept = parts.keep_part

    def watch(folder: Any, own: parts.PartCheck, *rest: Any) -> None:
        judged.append(own.part.name)
        kept(folder, own, *rest)

    from openlet.scale import pay_parts

    monkeypatch.setattr(pay_parts if command == "pay" else local_check, "keep_part", watch)
    assert run(command, returns, *options) == wanted
    assert sorted(judged) == ["part-000000-2-of-3", *(f"part-000001-{one}-of-3" for one in (1, 2, 3))]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_that_breaks_off_is_named_once_and_leaves_no_part(
    command: str, returns: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad, work = tmp_path / "bad", tmp_path / "work"
    shutil.copytree(returns, bad)
    path = min(bad.rglob("*.xml"))
    text = path.read_bytes()
    path.write_bytes(text[: len(text) // 2])
    status, written = run(command, bad, tmp_path / "out", "--processes", "1", "--keep-going", "--work", str(work))
    assert status == 2
    assert written
    assert capsys.readouterr().err.count("ends in the middle") == 1
    assert not list(work.glob("part-*"))


def test_a_file_is_split_where_it_is_more_than_its_share(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    mb = 10**6
    assert parts.planned([400 * mb], 4) == [4]
    assert parts.planned([400 * mb], 1) == [1]
    assert parts.planned([39 * mb], 4) == [1]
    assert parts.planned([60 * mb], 8) == [3]
    assert parts.planned([400 * mb] * 8, 4) == [1] * 8
    assert parts.planned([400 * mb, 0, 5 * mb, 100 * mb], 4) == [4, 1, 1, 1]
    assert parts.planned([0], 2) == [1]


def test_the_size_is_that_of_the_xml_wherever_it_lies(returns: Path, tmp_path: Path) -> None:
    path = min(returns.rglob("*.xml"))
    size = path.stat().st_size
    with zipfile.ZipFile(tmp_path / "one.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(path, path.name)
    with zipfile.ZipFile(tmp_path / "many.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(path, path.name)
        archive.write(tmp_path / "one.zip", "one.zip")
    one, many = tmp_path / "one.zip", tmp_path / "many.zip"
    for where, members in ((path, ()), (one, ()), (many, (path.name,)), (many, ("one.zip",))):
        assert Source(where.name, where, None, members).size() == size
    assert Source("-", None, path.read_bytes()).size() == size
