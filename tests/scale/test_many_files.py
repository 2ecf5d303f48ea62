"""Runs over many files say, byte for byte, what a small run says, whoever works; and survive a kill."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from datetime import datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from openlet.cli import main, many_files
from openlet.invented import generate
from openlet.payments.ledger import read_ledger
from openlet.scale.inputs import MANIFEST
from openlet.scale.run_folder import STALE, RunFolder, hold, open_run, remove_stale
from openlet.spec.years import year_of
from openlet.store.folder import VARIABLE

COMMANDS = ("pay", "check")
PATIENCE = 60  # seconds: a safeguard, not a measure
ENDLESS = """
from openlet.scale.pool import Workers
if __name__ == "__main__":
    told = ("import os; print(os.getpid(), flush=True)",)
    with Workers(2) as workers:
        list(workers.each(eval, ["__import__('time').sleep(600)"] * 2, exec, told))
"""
SENT = ("-01.xml", "-02.xml")  # first returns, and the resubmissions with half of the learners


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of the test's own, for the folders of runs."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture(scope="module")
def returns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns of two years by the same providers, whose learners meet, and half of each as a resubmission."""
    folder = tmp_path_factory.mktemp("many") / "in"
    for at, year in enumerate(("2023-24", "2024-25")):
        generate(folder / "b" if at else folder, 60, 2, year_of(year), 5)
    for path in sorted(folder.glob("*.xml")):
        head, *learners = re.split(r"(?=  <Learner>)", path.read_text(encoding="utf-8"))
        text = head + "".join(learners[: len(learners) // 2]) + "</Message>\n"
        (folder / path.name.replace("-01.xml", "-02.xml")).write_text(text, encoding="utf-8")
    return folder


def files(folder: Path) -> list[str]:
    return sorted(map(str, folder.rglob("*.xml")))


def contracts(folder: Path) -> list[str]:
    return ["--contract", *sorted(map(str, folder.glob("*.toml")))]


def run(command: str, named: list[str], returns: Path, out: Path, *more: str) -> tuple[int, bytes]:
    """The exit status and what is written."""
    form = more[more.index("--format") + 1] if "--format" in more else "json"
    options = ["--as-of", "2025-01-31", "--out", str(out), *contracts(returns)]
    status = main([command, *named, *options, *(() if "--format" in more else ("--format", form)), *more])
    return status, out.read_bytes() if out.exists() else b""


def small(
    command: str, named: list[str], returns: Path, out: Path, monkeypatch: pytest.MonkeyPatch, *more: str
) -> tuple[int, bytes]:
    """The same without processes and folder."""
    with monkeypatch.context() as patch:
        patch.setattr(many_files, "MANY", 10**6)
        return run(command, named, returns, out, *more)


@pytest.mark.parametrize("command", COMMANDS)
def test_many_processes_say_what_a_small_run_says_byte_for_byte(
    command: str, returns: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = files(returns)
    for form in ("json", "csv", "text"):
        wanted = small(command, named, returns, tmp_path / f"small.{form}", monkeypatch, "--format", form)
        alone = run(command, named, returns, tmp_path / f"one.{form}", "--processes", "1", "--format", form)
        assert alone == wanted, form
    wanted = small(command, named, returns, tmp_path / "small", monkeypatch)
    assert run(command, named[::-1], returns, tmp_path / "three", "--processes", "3") == wanted


def test_few_claims_in_a_stretch_change_nothing_and_the_ledger_is_the_same(
    returns: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from openlet.scale import local_settle

    monkeypatch.setattr(local_settle, "CLAIMS_IN_A_STRETCH", 7)
    ledgers, said = [tmp_path / "small.jsonl", tmp_path / "many.jsonl"], []
    sent, later = ([one for one in files(returns) if Path(one).parent == returns and end in one] for end in SENT)
    for ledger in ledgers:
        way = [] if ledger is ledgers[0] else ["--processes", "1"]
        with monkeypatch.context() as patch:
            patch.setattr(many_files, "MANY", 10**6)  # without processes: a small run
            first = run("pay", sent, returns, tmp_path / "a", "--ledger", str(ledger), *way)
            again = run("pay", later, returns, tmp_path / "b", "--ledger", str(ledger), "--complete-return", *way)
        said.append((first, again))
    assert said[0] == said[1]
    held = [read_ledger(ledger) for ledger in ledgers]
    assert held[0].entries == held[1].entries
    assert len(held[0].recordings) == 2
    assert any(entry.pence < 0 for entry in held[0].entries)


def test_folders_patterns_and_zips_of_many_are_searched(
    returns: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = json.loads(small("pay", files(returns), returns, tmp_path / "small", monkeypatch)[1])["bootcamps"]
    bundle = tmp_path / "all.zip"
    with zipfile.ZipFile(bundle, "w") as archive:
        for path in files(returns):
            archive.write(path, Path(path).relative_to(returns))
    (tmp_path / "copy").mkdir()
    shutil.copytree(returns, tmp_path / "copy" / "in")
    (tmp_path / "copy" / "notes.docx").write_text("no return", encoding="utf-8")
    for named in ([str(tmp_path / "copy")], [str(bundle)], [str(returns / "*.xml"), str(returns / "b" / "*.xml")]):
        found = run("pay", named, returns, tmp_path / "out", "--processes", "1")
        assert json.loads(found[1])["bootcamps"] == wanted, named
    assert "Passed over, being no ILR file by name" in capsys.readouterr().err


@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_that_cannot_be_read_stops_the_run_or_is_named_and_left_out(
    command: str, returns: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = run(command, files(returns), returns, tmp_path / "whole", "--processes", "1")
    bad = tmp_path / "bad"
    shutil.copytree(returns, bad)
    cut = Path(files(returns)[0]).read_text(encoding="utf-8")
    (bad / "A-cut.xml").write_text(cut[: len(cut) // 2], encoding="utf-8")
    (bad / "none.xml").write_text("nothing", encoding="utf-8")
    out = tmp_path / "out.json"
    assert run(command, [str(bad)], returns, out, "--processes", "1") == (2, b"")
    said = capsys.readouterr().err
    assert "none.xml" in said or "A-cut.xml" in said
    assert "--keep-going" in said
    status, written = run(command, [str(bad)], returns, out, "--processes", "1", "--keep-going")
    said = capsys.readouterr().err
    assert status == 2
    assert "A-cut.xml" in said
    assert "none.xml" in said
    assert "2 file(s) could not be judged and are not in the result." in said
    name = "bootcamps" if command == "pay" else "findings"
    assert len(json.loads(written)[name]) == len(json.loads(whole[1])[name])


@pytest.mark.parametrize("command", COMMANDS)
def test_a_run_that_was_killed_goes_on_where_it_was(
    command: str, returns: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    work, out = tmp_path / "work", tmp_path / "out.json"
    wanted = run(command, files(returns), returns, tmp_path / "wanted.json", "--processes", "1")
    options = ["--as-of", "2025-01-31", "--format", "json", "--out", str(out), "--work", str(work), "--processes", "1"]
    call = [sys.executable, "-m", "openlet.cli", command, *files(returns), *contracts(returns), *options]
    with subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None and not (work / "file-000001.json").exists():
            time.sleep(0.002)
        process.send_signal(signal.SIGKILL)
    done = {path.name: path.stat().st_mtime_ns for path in work.glob("file-*.json")}
    assert done
    capsys.readouterr()
    assert run(command, files(returns), returns, out, "--processes", "1", "--work", str(work)) == wanted
    assert "begun before" in capsys.readouterr().err
    assert {name: (work / name).stat().st_mtime_ns for name in done} == done
    assert not list(work.glob("*.part"))


def test_the_processes_of_a_run_that_was_killed_end_with_it(tmp_path: Path) -> None:
    said = tmp_path / "said"
    with said.open("wb") as out, subprocess.Popen([sys.executable, "-c", ENDLESS], stdout=out, cwd=tmp_path) as process:
        while len(said.read_text().split()) < 2 and process.poll() is None:
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
    workers = list(map(int, said.read_text().split()))
    assert len(workers) == 2
    until = time.monotonic() + PATIENCE
    while any(map(is_running, workers)):
        assert time.monotonic() < until, workers
        time.sleep(0.01)


def is_running(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{number}/stat").read_text().split()[2:3] if Path("/proc").exists() else True


def test_two_runs_never_work_in_one_folder(returns: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    work, out = tmp_path / "work", tmp_path / "out"
    run("pay", files(returns), returns, out, "--processes", "1", "--work", str(work))
    with hold(RunFolder(work, True)):
        assert run("pay", files(returns), returns, out, "--processes", "1", "--work", str(work))[0] == 2
    assert "Another run is working in" in capsys.readouterr().err


def test_what_a_contract_names_belongs_to_a_run(
    returns: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "in"
    shutil.copytree(returns, folder)
    contract, areas = min(folder.glob("*.toml")), folder / "areas.csv"
    contract.write_text(contract.read_text() + '\n[reference]\narea_lookup = "areas.csv"\n')
    for area, status in (("WMCA", {0, 1}), ("OTHER", {2})):
        areas.write_text(f"postcode,area\nB1 1AA,{area}\n")
        assert run("pay", files(folder), folder, tmp_path / "o", "--work", str(tmp_path / "w"))[0] in status
    assert "holds another run: its contract differs" in capsys.readouterr().err


def test_the_folder_of_a_run_is_private_keeps_parquet_where_chosen_and_is_gone_where_not(
    returns: Path, tmp_path: Path, data: Path
) -> None:
    work = tmp_path / "work"
    run("pay", files(returns), returns, tmp_path / "out", "--processes", "1", "--work", str(work))
    assert work.stat().st_mode & 0o077 == 0
    claims = pq.read_table(work / "claims-000000.parquet")
    assert {"ULN", "LearnAimRef", "faults"} <= set(claims.column_names)
    assert claims.num_rows
    run("check", files(returns), returns, tmp_path / "out", "--processes", "1")
    assert list((data / "runs").iterdir()) == []


def test_runs_that_nobody_went_on_with_are_removed_unless_held(tmp_path: Path) -> None:
    made = {name: tmp_path / name for name in ("old", "held", "fresh", "not a run")}
    for path in made.values():
        path.mkdir()
        (path / (MANIFEST if path.name != "not a run" else "claims-000000.parquet")).write_text("{}", encoding="utf-8")
    with hold(RunFolder(made["held"], False)):
        for name in made.keys() - {"fresh"}:
            long_ago = time.time() - (STALE + 1) * 86_400
            os.utime(made[name], (long_ago, long_ago))
        run, _ = open_run(None, tmp_path, {"files": []})
        assert set(tmp_path.iterdir()) == {run.path, *made.values()} - {made["old"]}
    remove_stale(tmp_path, datetime.now(), but=made["held"])
    assert made["held"].exists()
    remove_stale(tmp_path, datetime.now())
    assert set(tmp_path.iterdir()) == {run.path, made["fresh"], made["not a run"]}


def test_a_folder_of_another_run_or_of_other_things_is_refused(
    returns: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    work, out = tmp_path / "work", tmp_path / "out"
    run("pay", files(returns), returns, out, "--processes", "1", "--work", str(work))
    out.unlink()
    assert run("check", files(returns), returns, out, "--work", str(work)) == (2, b"")
    assert "holds another run: its command differs" in capsys.readouterr().err
    assert run("pay", files(returns)[1:], returns, out, "--work", str(work)) == (2, b"")
    assert "its files are not these" in capsys.readouterr().err
    assert run("pay", files(returns), returns, out, "--work", str(returns)) == (2, b"")
    assert "holds other things" in capsys.readouterr().err


def test_a_folder_without_a_return_and_a_wrong_number_of_processes_are_said(
    returns: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    assert run("pay", [str(tmp_path / "empty")], returns, tmp_path / "out") == (2, b"")
    assert "There is no ILR file (XML or ZIP) in" in capsys.readouterr().err
    with pytest.raises(SystemExit) as ended:
        run("pay", files(returns), returns, tmp_path / "out", "--processes", "0")
    assert ended.value.code == 2
