"""Files in and out of the running program: killed in the middle, on a full disk, and no copy left anywhere."""

import json
import re
import shutil
import sqlite3
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from tests import make
from tests.reference import is_valid
from tests.running import PATIENCE, Running, copied, python
from tests.web.served.asking import YEAR, Answer, Visitor
from tests.web.served.test_crash import NOT_ON_WINDOWS, filled
from tests.web.served.test_traces import WATCHING

MANY = 900
LEARNERS = """
import json, sys
from pathlib import Path
from openlet.store.start import start
start(Path(sys.argv[1]))
from openlet.store.models import LearnerRow, Snapshot, Upload, Job
from openlet.store.read_model import as_kept
from openlet.store.services import rebuild
before = as_kept()
if sys.argv[2] == "yes":
    rebuild()
print(json.dumps(dict(
    learners=sorted(LearnerRow.objects.filter(of__year=2425, deleted=None).values_list("LearnRefNumber", flat=True)),
    snapshots=list(Snapshot.objects.filter(of__year=2425).values_list("why", flat=True)),
    uploads=Upload.objects.count(),
    agrees=before == as_kept(), jobs=list(Job.objects.order_by("pk").values_list("kind", "state")),
)))
"""
SLOW_WRITING = """
import os, sys, time
from openlet.store import leaving
before = os.fsync
def waiting(handle):
    before(handle)
    if ".xml." in os.path.realpath(f"/proc/self/fd/{handle}"):
        print("half written", flush=True)
        time.sleep(60)
leaving.os.fsync = waiting
from openlet.cli import main
sys.exit(main(["serve", *sys.argv[1:]]))
"""


def looked(folder: Path, beside: Path, with_rows: str = "yes") -> dict[str, object]:
    """What stands in the store, read by another program; with the rows made anew where the disk has room for it."""
    with sqlite3.connect(folder / "openlet.sqlite3") as kept:
        assert kept.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    kept.close()
    found: dict[str, object] = json.loads(python(LEARNERS, beside, str(folder), with_rows))
    assert found["agrees"]
    return found


def file_of(number: int, name: str = "Invented") -> bytes:
    people = [make.learner(LearnRefNumber=f"X{one:05d}", FamilyName=name) for one in range(number)]
    return make.xml(people, "2024-25", make.AS_OF).encode()


def waited_for(visitor: Visitor, working: str) -> str:
    """Where work in the background leads to, when it is over."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        answer = visitor.get(working)
        if answer.status == 302:
            return answer.place
        time.sleep(0.1)
    raise AssertionError("the work in the background does not end")


def said_or_over(visitor: Visitor, working: str) -> Answer:
    """The page of work that is held up by a full disk, or the one that it leads to when it is over."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        answer = visitor.get(working)
        if answer.status == 302 and not str(answer.headers["Location"]).endswith("/done"):
            return visitor.get(answer.place)
        if answer.status == 302 or "the disk is full" in answer.text:
            return answer
        time.sleep(0.1)
    raise AssertionError("the work in the background says nothing")


def sent_in(visitor: Visitor, content: bytes) -> str:
    """The address of the preview of a file."""
    answer = visitor.send_file(f"/{YEAR}/import", "file", "x.xml", content)
    assert answer.status == 302, answer.text
    return waited_for(visitor, answer.place)


def confirmed(visitor: Visitor, preview: str) -> str:
    """Confirm a preview; the page of the work that this begins."""
    mark = re.search(r'name="mark" value="([^"]+)"', visitor.get(preview).text)
    assert mark
    answer = visitor.post(f"{preview}confirm", mode="merge", mark=mark[1])
    assert answer.status == 302, answer.text
    return answer.place


def export(visitor: Visitor, folder: Path | None) -> str:
    form = {"how": "folder" if folder else "download", "folder": str(folder or ""), "prepared": "18 October 2024"}
    answer = visitor.post(f"/{YEAR}/export", **form)
    assert answer.status == 302, answer.text
    return answer.place


@NOT_ON_WINDOWS
@pytest.mark.parametrize("after", [0.0, 0.6, 1.5, 3.0])
def test_an_import_that_is_killed_is_there_whole_or_not_at_all_and_the_next_start_says_so(
    after: float, demo: Path, tmp_path: Path
) -> None:
    folder = copied(demo, tmp_path / "data")
    before = looked(folder, tmp_path)
    running = Running(folder, tmp_path / "beside")
    visitor = Visitor(running.address).let_in(running.link)
    working = confirmed(visitor, sent_in(visitor, file_of(MANY)))
    time.sleep(after)  # somewhere in the middle; where exactly does not matter
    running.kill()
    found = looked(folder, tmp_path)
    new = [one for one in found["learners"] if one.startswith("X")]  # type: ignore[attr-defined]
    assert len(new) in (0, MANY)
    assert (found["snapshots"] == before["snapshots"]) == (not new) or "daily" in found["snapshots"]  # type: ignore[operator]
    assert ["import", "done"] in found["jobs"] if new else ["import", "done"] not in found["jobs"]  # type: ignore[operator]
    again = Running(folder, tmp_path / "beside")
    text = "OpenLET was stopped while this was under way, so nothing of it was kept. Start it again."
    assert (text in again.output()) == (not new)
    visitor = Visitor(again.address).let_in(again.link)
    page = visitor.get(f"/{YEAR}/history").text
    assert (text in page) == (not new)
    if not new:
        key = re.search(r"/working/([0-9]+)/noticed", page)
        assert key
        assert visitor.post(f"/working/{key[1]}/noticed", back=f"/{YEAR}/history").status == 302
        assert text not in visitor.get(f"/{YEAR}/history").text
        preview = re.search(rf'href="(/{YEAR}/import/[0-9]+/)"', visitor.get(f"/{YEAR}/import").text)
        assert preview, "the file still waits"
        working = confirmed(visitor, preview[1])
    assert waited_for(visitor, working).endswith("/done")
    again.stop()
    last = Running(folder, tmp_path / "beside")  # what could not be removed any more is removed at the start
    last.stop()
    end = looked(folder, tmp_path)
    assert len([one for one in end["learners"] if one.startswith("X")]) == MANY  # type: ignore[attr-defined]
    assert end["uploads"] == 0


@NOT_ON_WINDOWS
@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="NOT TESTED: needs /proc to know which file is written")
def test_an_export_that_is_killed_leaves_no_file_and_the_next_start_clears_up(demo: Path, tmp_path: Path) -> None:
    folder, out = copied(demo, tmp_path / "data"), tmp_path / "out"
    before = looked(folder, tmp_path)
    running = Running(folder, tmp_path / "beside", ("-c", SLOW_WRITING))
    visitor = Visitor(running.address).let_in(running.link)
    export(visitor, out)
    until = time.monotonic() + PATIENCE
    while "half written" not in running.output() and time.monotonic() < until:
        time.sleep(0.05)
    running.kill()
    assert [path.suffix for path in out.iterdir()] == [".part"]
    found = looked(folder, tmp_path)
    assert "export" not in found["snapshots"]  # type: ignore[operator]
    assert found["learners"] == before["learners"]
    again = Running(folder, tmp_path / "beside")
    assert list(out.iterdir()) == []
    assert "OpenLET was stopped while it exported, so no file was written. Export again." in again.output()
    visitor = Visitor(again.address).let_in(again.link)
    assert waited_for(visitor, export(visitor, out)).endswith("/done")
    again.stop()
    [written] = out.iterdir()
    assert written.name == "ILR-10999991-2425-20241018-000000-01.xml"
    assert is_valid("2024-25", etree.fromstring(written.read_bytes()))


def test_a_full_disk_stops_an_import_in_words_and_keeps_what_was_there(
    demo: Path,
    small_disk: Path,
    tmp_path: Path,
) -> None:
    folder = copied(demo, small_disk / "data")
    running = Running(folder, tmp_path / "beside")
    visitor = Visitor(running.address).let_in(running.link)
    before = looked(folder, tmp_path)
    preview = sent_in(visitor, file_of(300))
    working = confirmed(visitor, preview)  # about a megabyte of documents, and the log of the database beside it
    filler = filled(small_disk)
    answer = said_or_over(visitor, working)
    if str(answer.headers["Location"]).endswith("/done"):
        pytest.skip("NOT TESTED: the import was quicker than the disk was full")
    assert "the disk is full. Make room, then try again" in answer.text
    assert looked(folder, tmp_path, "no")["learners"] == before["learners"]
    refused = visitor.send_file(f"/{YEAR}/import", "file", "y.xml", file_of(2000))
    assert refused.status == 503
    assert "the disk is full" in refused.text
    filler.unlink()
    place = waited_for(visitor, working)  # work that had not begun goes on by itself, else it is asked for again
    if not place.endswith("/done"):
        place = waited_for(visitor, confirmed(visitor, preview))
    assert place.endswith("/done")
    running.stop()
    assert "Traceback" not in running.output()
    assert len(looked(folder, tmp_path)["learners"]) == len(before["learners"]) + 300  # type: ignore[arg-type]


def test_a_full_disk_stops_an_export_in_words_and_leaves_no_part_of_a_file(
    demo: Path,
    small_disk: Path,
    tmp_path: Path,
) -> None:
    running = Running(copied(demo, tmp_path / "data"), tmp_path / "beside")
    visitor = Visitor(running.address).let_in(running.link)
    out = small_disk / "out"
    assert waited_for(visitor, export(visitor, out)).endswith("/done")
    [first] = out.iterdir()
    content = first.read_bytes()
    filler = filled(small_disk)
    visitor.add_learner()
    learner = visitor.add_learner()
    assert visitor.post(f"/learner/{learner}/dont-export", dont_export="yes").status == 302
    assert waited_for(visitor, confirmed(visitor, sent_in(visitor, file_of(200)))).endswith("/done")
    page = visitor.get(waited_for(visitor, export(visitor, out)))
    assert "The file could not be written into" in page.text
    assert "no space left on device" in page.text
    assert list(out.iterdir()) == [first]
    assert first.read_bytes() == content
    filler.unlink()
    assert waited_for(visitor, export(visitor, out)).endswith("/done")
    assert len(list(out.iterdir())) == 2
    running.stop()


@pytest.fixture
def watched(demo: Path, tmp_path: Path) -> Iterator[Running]:
    """The program, writing down every file that it opens in its temporary folder."""
    running = Running(copied(demo, tmp_path / "data"), tmp_path / "beside", ("-c", WATCHING))
    yield running
    running.stop()


def test_no_copy_of_learner_data_is_left_in_temporary_folders(watched: Running, tmp_path: Path) -> None:
    visitor = Visitor(watched.address).let_in(watched.link)
    content = file_of(800, "Zubatov")  # more than the server holds of a request by default
    assert len(content) > 1_200_000
    preview = sent_in(visitor, content)
    assert visitor.get(f"{preview}?show=new&page=3").status == 200
    assert waited_for(visitor, confirmed(visitor, preview)).endswith("/done")
    done = waited_for(visitor, export(visitor, None))
    link = re.search(rf'href="(/{YEAR}/export/file/[0-9]+)"', visitor.get(done).text)
    assert link
    answer = visitor.get(link[1])
    assert answer.content.count(b"<Learner>") > 700
    assert "attachment" in answer.headers["Content-Disposition"]
    assert waited_for(visitor, export(visitor, tmp_path / "out")).endswith("/done")
    given_up = sent_in(visitor, content)
    upload = re.search(rf"/{YEAR}/import/give-up/[0-9]+", visitor.get(given_up).text)
    assert upload
    assert visitor.post(upload[0]).status == 302
    assert (watched.said.parent / "opened.txt").read_text(encoding="utf-8") == ""
    assert list(watched.temporary.rglob("*")) == []
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["ILR-10999991-2425-20241018-000000-01.xml"]
    assert "Zubatov" not in watched.output()
    assert {path.suffix for path in watched.folder.rglob("*") if path.is_file()} <= {
        ".sqlite3", ".sqlite3-wal", ".sqlite3-shm", ".key", ".lock", ".txt",
    }  # fmt: skip


def test_a_file_that_is_sent_in_is_never_run_nor_written_anywhere(watched: Running, tmp_path: Path) -> None:
    visitor = Visitor(watched.address).let_in(watched.link)
    mark = tmp_path / "was-run"
    program = f"#!{sys.executable}\nopen({str(mark)!r}, 'w')\n".encode()
    for name in ("../../x.py", "x.xml", "/etc/x.xml", "x.py\x00.xml", "x" * 300 + ".xml"):
        answer = visitor.send_file(f"/{YEAR}/import", "file", name, program)
        page = visitor.get(waited_for(visitor, answer.place))
        assert "not well-formed XML" in page.text, name
    assert not mark.exists()
    assert [path.name for path in watched.folder.rglob("x*")] == []
    assert shutil.which("x.py") is None
