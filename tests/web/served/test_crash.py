"""What was acknowledged over HTTP is there after the program was killed, or after the disk was full."""

import json
import sqlite3
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest

from tests.running import Running, copied, python
from tests.web.served.asking import YEAR, Visitor

NOT_ON_WINDOWS = pytest.mark.skipif(sys.platform == "win32", reason="NOT TESTED: there is no SIGKILL on Windows")
ACKNOWLEDGED = 500
ROUNDS = 4
ADDRESS_LINES = ("AddLine1", "AddLine2", "AddLine3", "AddLine4", "TelNo", "Email")
LOOK = """
import json, sys
from pathlib import Path
from openlet.store.start import start
start(Path(sys.argv[1]))
from openlet.spec.years import year_of
from openlet.store.documents import Operation, replay
from openlet.store.models import Change, LearnerRow
from openlet.store.read_model import as_kept
from openlet.store.services import rebuild
found = {}
for row in LearnerRow.objects.select_related("document"):
    changes = list(Change.objects.filter(learner=row).order_by("pk"))
    made = replay((Operation(c.action, c.path, c.old, c.new, c.position) for c in changes), year_of(str(row.of.year)))
    found[row.pk] = dict(
        agrees=made == row.document.content, version=row.version, last=max(c.version for c in changes),
        now=row.document.content["Learner"], new=[[c.path, c.new] for c in changes if isinstance(c.new, str)],
    )
before = as_kept()
rebuild()
print(json.dumps(dict(learners=found, rebuilt=before == as_kept())))
"""


@dataclass
class Session:
    """One person who saves one field of one learner again and again. ``said`` are the values acknowledged."""

    visitor: Visitor
    learner: int
    element: str
    said: list[str]
    sent: list[str] = field(default_factory=list)

    def work(self, enough: threading.Event) -> None:
        """Save until enough has been saved or the program is gone."""
        base = self.said[-1] if self.said else ""
        while not enough.is_set():
            value = f"{self.element} {len(self.sent)}"
            self.sent.append(value)
            try:
                answer = self.visitor.save(self.learner, f"Learner/{self.element}", value, base)
            except (OSError, EOFError, ValueError):
                return
            assert answer.status == 200, answer.text
            self.said.append(value)
            base = value


def looked(running: Running, beside: Path) -> dict[str, dict[str, object]]:
    """What stands in the store, by learner; read by another program."""
    with sqlite3.connect(running.folder / "openlet.sqlite3") as kept:
        assert kept.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    kept.close()
    found = json.loads(python(LOOK, beside, str(running.folder)))
    assert found["rebuilt"]
    learners: dict[str, dict[str, object]] = found["learners"]
    assert {one["agrees"] for one in learners.values()} == {True}
    assert all(one["version"] == one["last"] for one in learners.values())
    return learners


def killed_while_saving(running: Running, sessions: list[Session], after: int) -> None:
    """Let everybody save; kill the program once so many saves were acknowledged."""
    enough = threading.Event()
    before = sum(len(session.said) for session in sessions)
    threads = [threading.Thread(target=session.work, args=(enough,), daemon=True) for session in sessions]
    for thread in threads:
        thread.start()
    while sum(len(session.said) for session in sessions) < before + after and any(one.is_alive() for one in threads):
        threads[0].join(0.002)
    running.kill()
    enough.set()
    for thread in threads:
        thread.join()


@NOT_ON_WINDOWS
def test_nothing_acknowledged_is_lost_when_the_program_is_killed_while_several_people_save(
    demo: Path, tmp_path: Path
) -> None:
    folder, choose = copied(demo, tmp_path / "data"), Random(7)
    running = Running(folder, tmp_path / "beside")
    visitor = Visitor(running.address).let_in(running.link)
    learners = [visitor.add_learner(), visitor.add_learner()]
    acknowledged: dict[tuple[int, str], list[str]] = {
        (learner, element): [] for learner in learners for element in ADDRESS_LINES[:3]
    }
    rounds = 0
    while (said := sum(map(len, acknowledged.values()))) < ACKNOWLEDGED or rounds < ROUNDS:
        sessions = [
            Session(Visitor(running.address), learner, element, values)
            for (learner, element), values in acknowledged.items()
        ]
        for session in sessions:
            session.visitor.cookies = dict(visitor.cookies)
            session.visitor.take_token()
            session.sent = list(session.said)
        killed_while_saving(running, sessions, choose.randint(ACKNOWLEDGED // ROUNDS, ACKNOWLEDGED // ROUNDS + 30))
        assert sum(map(len, acknowledged.values())) > said
        kept = looked(running, tmp_path)
        for session in sessions:
            one = kept[str(session.learner)]
            logged = {new for path, new in one["new"] if path == f"Learner/{session.element}"}  # type: ignore[attr-defined]
            assert set(session.said) <= logged
            now = one["now"].get(session.element, "")  # type: ignore[attr-defined]
            last = session.said[-1] if session.said else ""
            assert now in (last, session.sent[-1])
            if now != last:
                session.said.append(now)  # it was stored, and the program died before it could say so
        rounds += 1
        running = Running(folder, tmp_path / "beside")
    for learner in learners:
        page = Visitor(running.address)
        page.cookies = dict(visitor.cookies)
        text = page.get(f"/learner/{learner}/").text
        assert all(values[-1] in text for (of, _), values in acknowledged.items() if of == learner)
    running.stop()


def filled(disk: Path) -> Path:
    """Fill what is left of a disk."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (65_536, 512, 1):
            try:
                while file.write(b"x" * size):
                    pass
            except OSError:
                continue
    return filler


def test_a_full_disk_is_said_in_words_and_what_was_there_is_kept(demo: Path, small_disk: Path, tmp_path: Path) -> None:
    running = Running(copied(demo, small_disk / "data"), tmp_path / "beside")
    visitor = Visitor(running.address).let_in(running.link)
    learner = visitor.add_learner()
    assert visitor.save(learner, "Learner/FamilyName", "Before").status == 200
    before = looked(running, tmp_path)
    backups = sorted((running.folder / "backups").iterdir())  # the daily one
    filler = filled(small_disk)
    base, refused = "Before", None
    for number in range(200):  # the log has a little room of its own, so that the first ones may be saved
        value = f"{number} " + "x" * 20_000
        answer = visitor.save(learner, "Learner/FamilyName", value, base)
        if answer.status != 200:
            refused = answer
            break
        base = value
    assert refused is not None
    assert (refused.status, "Nothing was saved" in refused.text) == (503, True)
    assert "the disk is full. Make room, then try again" in refused.text
    backup = visitor.post(f"/{YEAR}/settings/backup")
    assert "No backup was made" in backup.text
    assert "Make room" in backup.text
    assert sorted((running.folder / "backups").iterdir()) == backups
    for path in (f"/learner/{learner}/", f"/{YEAR}/", f"/{YEAR}/learners/"):
        assert visitor.get(path).status == 200, path
    filler.unlink()
    assert looked(running, tmp_path)[str(learner)]["now"]["FamilyName"] == base  # type: ignore[index]
    assert {one: kept for one, kept in looked(running, tmp_path).items() if one != str(learner)} == {
        one: kept for one, kept in before.items() if one != str(learner)
    }
    assert visitor.save(learner, "Learner/FamilyName", "After", base).status == 200
    assert visitor.get(f"/learner/{learner}/").text.count("After") > 0
    running.stop()
    assert "Traceback" not in running.output()


def test_a_store_on_a_full_disk_is_not_begun_and_the_reason_is_said(small_disk: Path, tmp_path: Path) -> None:
    filled(small_disk)
    with pytest.raises(AssertionError, match=r"could not be (used|opened): .*(no space left|disk is full)") as told:
        Running(small_disk / "data", tmp_path / "beside")
    assert "Traceback" not in str(told.value)
