"""The ledger: appended to, never rewritten; a change is noticed, a torn last line passed over."""

import json
import os
import signal
import subprocess
import sys
import textwrap
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from openlet.payments.ledger import MISTAKE, Ledger, Run, WrongLedger, append, read_ledger
from tests.payments.settling import entry

RUN = Run("somebody", "2024-08-20T10:00:00+00:00", date(2024, 8, 20), "0.1.0", "2026.1", (("a.xml", "f00"),))
ROOT = Path(__file__).parents[2]


def made(folder: Path, lines: int = 2) -> Path:
    """A ledger of a few runs."""
    path = folder / "ledger.jsonl"
    for number in range(lines):
        append(path, read_ledger(path), RUN, [entry(pence=100 + number)])
    return path


def pence(path: Path) -> list[int]:
    return [one.pence for one in read_ledger(path).entries]


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    wanted = [
        entry("M1", 108000),
        entry("M3", -90000, year=2425, reason="clawback", sign_off=True, LearnRefNumber=None),
    ]
    ledger = read_ledger(path)
    append(path, ledger, RUN, wanted)
    again = read_ledger(path)
    assert again.entries == ledger.entries
    assert (again.last_hash, again.length) == (ledger.last_hash, path.stat().st_size)
    assert [one.as_of for one in again.entries] == [RUN.as_of] * 2
    line = json.loads(path.read_text(encoding="utf-8"))
    assert (line["recorded_by"], line["as_of"], line["inputs"]) == (
        "somebody",
        "2024-08-20",
        [{"name": "a.xml", "sha256": "f00"}],
    )


def test_a_ledger_that_is_not_there_yet_is_empty(tmp_path: Path) -> None:
    assert read_ledger(tmp_path / "new").entries == []


def test_nothing_moved_writes_nothing(tmp_path: Path) -> None:
    append(tmp_path / "ledger.jsonl", Ledger(), RUN, [])
    assert list(tmp_path.iterdir()) == []


def test_old_bytes_stay_a_prefix(tmp_path: Path) -> None:
    path = made(tmp_path, 1)
    for number in range(4):
        before = path.read_bytes()
        append(path, read_ledger(path), RUN, [entry(pence=number + 1)])
        assert path.read_bytes().startswith(before)
        assert len(path.read_bytes()) > len(before)


def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    assert made(tmp_path).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("left", [1, 10, 200, -2])
def test_a_torn_last_line_is_passed_over_and_written_over(tmp_path: Path, left: int) -> None:
    path = made(tmp_path)
    whole = path.read_bytes()
    append(path, read_ledger(path), RUN, [entry(pence=7)])
    last = path.read_bytes()[len(whole) :]
    path.write_bytes(whole + last[:left])
    assert pence(path) == [100, 101]
    append(path, read_ledger(path), RUN, [entry(pence=9)])
    assert pence(path) == [100, 101, 9]
    assert path.read_bytes().startswith(whole)


def test_a_last_line_without_its_line_end_counts(tmp_path: Path) -> None:
    """It is whole, as its hash shows: dropping it would pay again."""
    path = made(tmp_path)
    short = path.read_bytes()[:-1]
    path.write_bytes(short)
    assert pence(path) == [100, 101]
    append(path, read_ledger(path), RUN, [entry(pence=9)])
    assert pence(path) == [100, 101, 9]
    assert path.read_bytes().startswith(short + b"\n")


def change(text: str, number: int) -> str:
    """The text with a line changed in some way."""
    lines = text.splitlines(keepends=True)
    return "".join([*lines[:number], lines[number].replace('"pence": 10', '"pence": 99'), *lines[number + 1 :]])


@pytest.mark.parametrize(
    ("spoil", "line"),
    [
        pytest.param(lambda text: change(text, 0), 1, id="the first line changed"),
        pytest.param(lambda text: change(text, 2), 3, id="the last line changed"),
        pytest.param(lambda text: "".join(text.splitlines(True)[1:]), 1, id="the first line removed"),
        pytest.param(lambda text: "".join(text.splitlines(True)[::2]), 2, id="a line in the middle removed"),
        pytest.param(lambda text: text + text.splitlines(True)[1], 4, id="a line repeated"),
        pytest.param(lambda text: text.replace("\n", "\n\n", 1), 2, id="an empty line"),
        pytest.param(lambda text: "[]\n" + text, 1, id="a line that is no run"),
        pytest.param(lambda text: "rubbish\n" + text, 1, id="a line that is no JSON"),
    ],
)
def test_a_changed_line_is_refused(tmp_path: Path, spoil: Any, line: int) -> None:
    path = made(tmp_path, 3)
    path.write_text(spoil(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(WrongLedger, match=f"ledger.jsonl, line {line}: .* cannot be relied on") as error:
        read_ledger(path)
    assert str(error.value).count("\n") == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"movements": [{"pence": 1}]},
        {"movements": None},
        {"as_of": "never"},
        {"as_of": None},
        {"movements": [{"LearnStartDate": "2024-05-01", "pence": "1200.00"}]},
    ],
)
def test_a_line_of_another_make_is_refused(tmp_path: Path, wrong: dict[str, Any]) -> None:
    """Its hash is right, but what it holds is not what we write."""
    import openlet.payments.ledger as module

    path = made(tmp_path, 1)
    line = {**json.loads(path.read_text(encoding="utf-8")), **wrong}
    line.pop("hash")
    path.write_text(json.dumps({**line, "hash": module._hash(line)}) + "\n", encoding="utf-8")
    with pytest.raises(WrongLedger):
        read_ledger(path)


def test_a_refused_ledger_is_left_alone(tmp_path: Path) -> None:
    path = made(tmp_path)
    ledger = read_ledger(path)
    spoilt = path.read_bytes().replace(b'"pence": 100', b'"pence": 900')
    path.write_bytes(spoilt)
    with pytest.raises(WrongLedger):
        append(path, ledger, RUN, [entry()])
    assert path.read_bytes() == spoilt


def test_the_second_of_two_writers_is_refused(tmp_path: Path) -> None:
    path = made(tmp_path)
    one, other = read_ledger(path), read_ledger(path)
    append(path, one, RUN, [entry(pence=1)])
    before = path.read_bytes()
    with pytest.raises(WrongLedger, match="changed by another run"):
        append(path, other, RUN, [entry(pence=2)])
    assert path.read_bytes() == before
    append(path, one, RUN, [entry(pence=3)])
    assert pence(path) == [100, 101, 1, 3]


def test_of_many_writers_at_once_exactly_one_wins(tmp_path: Path) -> None:
    """Each process read the same ledger before any of them wrote."""
    path = made(tmp_path)
    program = textwrap.dedent(
        """
        import sys
        from pathlib import Path
        from openlet.payments.ledger import WrongLedger, append, read_ledger
        from tests.payments.settling import entry
        from tests.payments.test_ledger import RUN
        path = Path(sys.argv[1])
        ledger = read_ledger(path)
        print("ready", flush=True)
        sys.stdin.readline()
        try:
            append(path, ledger, RUN, [entry(pence=5)])
        except WrongLedger:
            sys.exit(3)
        """
    )
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(path)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    for writer in writers:
        assert writer.stdout is not None and writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for writer in writers:
        writer.communicate()
    assert sorted(writer.returncode for writer in writers) == [0, 3, 3]
    assert pence(path) == [100, 101, 5]


@pytest.mark.skipif(os.name != "posix", reason="needs kill -9")
def test_killed_while_writing(tmp_path: Path) -> None:
    """kill -9 between the bytes of a line: nothing is lost that was acknowledged, and the next run goes on."""
    path = made(tmp_path)
    program = textwrap.dedent(
        """
        import os, signal, sys
        from pathlib import Path
        import openlet.payments.ledger as ledger
        from tests.payments.settling import entry
        from tests.payments.test_ledger import RUN
        path = Path(sys.argv[1])
        real = ledger._write
        def half(path, length, line):
            real(path, length, line[:len(line) // 2])
            os.kill(os.getpid(), signal.SIGKILL)
        ledger._write = half
        ledger.append(path, ledger.read_ledger(path), RUN, [entry(pence=5)])
        """
    )
    done = subprocess.run([sys.executable, "-c", program, str(path)], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    assert not path.read_bytes().endswith(b"\n")
    assert pence(path) == [100, 101]
    append(path, read_ledger(path), RUN, [entry(pence=6)])
    assert pence(path) == [100, 101, 6]


@pytest.mark.parametrize("where", ["a file/ledger.jsonl", "."])
def test_a_place_that_cannot_be_written_is_one_sentence(tmp_path: Path, where: str) -> None:
    (tmp_path / "a file").touch()
    with pytest.raises(WrongLedger, match="could not be"):
        append(tmp_path / where, Ledger(), RUN, [entry()])


def test_a_folder_is_no_ledger(tmp_path: Path) -> None:
    with pytest.raises(WrongLedger, match="could not be opened"):
        read_ledger(tmp_path)


def test_the_key_of_a_movement() -> None:
    assert entry("M2").key == (10999991, "Z0020001", date(2024, 5, 1), "M2")


# Taking a recording back.


def test_a_recording_is_taken_back_by_its_opposite(tmp_path: Path) -> None:
    path = made(tmp_path, 1)
    append(path, read_ledger(path), RUN, [entry("M2", 90000), entry("M3", -90000, reason="clawback", sign_off=True)])
    last = read_ledger(path).recordings[-1]
    assert (last.recorded_by, last.as_of, last.pence, last.takes_back) == ("somebody", RUN.as_of, 0, False)
    append(path, read_ledger(path), RUN, last.opposite())
    again = read_ledger(path)
    assert [(one.milestone, one.pence, one.reason, one.sign_off) for one in again.entries] == [
        ("M1", 100, "new", False),
        ("M2", 90000, "new", False),
        ("M3", -90000, "clawback", True),
        ("M2", -90000, MISTAKE, False),
        ("M3", 90000, MISTAKE, False),
    ]
    assert [one.takes_back for one in again.recordings] == [False, False, True]


def test_what_is_kept_in_memory_is_what_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    ledger = read_ledger(path)
    append(path, ledger, RUN, [entry()])
    append(path, ledger, RUN, ledger.recordings[-1].opposite())
    assert ledger.recordings == read_ledger(path).recordings
    assert ledger.entries == read_ledger(path).entries
