"""What was acknowledged is there after any crash, two programs can work at once, and nobody else can look in."""

import logging
import os
import signal
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, connections

from openlet.cli.store_import import opened_store
from openlet.ilr.opening import Source
from openlet.store.folder import DATABASE, data_folder
from openlet.store.models import Change, DeliveryRow, LearnerRow, ReturnYear, Snapshot
from openlet.store.read_model import as_kept
from openlet.store.refusals import NotDone
from openlet.store.services import export_file, import_file, rebuild, set_field
from openlet.store.start import start, why
from tests import make
from tests.store.keeping import ANN, aim_path, document, file, imported, kept, program, replayed, row

SAVING = """
import itertools
from openlet.store.services import set_field
base = {base!r}
for number in itertools.count({first}):
    set_field({learner}, {path!r}, str(number), base, "ann")
    base = str(number)
    print(base, flush=True)
"""


def killed(process: "subprocess.Popen[str]", after: int) -> list[str]:
    """Kill a program by force once it has printed so many lines; everything that it has printed."""
    assert process.stdout is not None
    lines: list[str] = []
    while len(lines) < after and (line := process.stdout.readline()):
        lines.append(line)
    os.kill(process.pid, signal.SIGKILL)
    rest, faults = process.communicate()
    assert faults == ""
    return [line for line in "".join((*lines, rest)).splitlines(keepends=True) if line.endswith("\n")]


@pytest.mark.skipif(sys.platform == "win32", reason="NOT TESTED: there is no SIGKILL on Windows")
def test_nothing_acknowledged_is_lost_when_the_program_is_killed(folder: Path) -> None:
    learner = kept().learner
    path, choose, said = f"{aim_path(learner)}/PHours", Random(3), 0
    for _ in range(6):
        connections.close_all()
        base = document(learner)["Learner"]["LearningDelivery"][0].get("PHours", "")
        connections.close_all()
        first = int(base or 0) + 1
        lines = killed(
            program(folder, SAVING.format(base=base, first=first, learner=learner, path=path)), choose.randint(1, 60)
        )
        said += len(lines)
        logged = set(Change.objects.values_list("new", flat=True).filter(path=path))
        assert {line.strip() for line in lines} <= logged
        now = int(document(learner)["Learner"]["LearningDelivery"][0]["PHours"])
        assert now >= int(lines[-1])
        assert row(learner).version == now + 1 == Change.objects.count()
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert said > 60
    assert replayed(learner) == document(learner)


@pytest.mark.skipif(sys.platform == "win32", reason="NOT TESTED: there is no SIGKILL on Windows")
def test_an_import_that_is_killed_is_there_whole_or_not_at_all(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "in.xml"
    path.write_text(make.xml([make.learner(LearnRefNumber=f"L{one:04d}") for one in range(150)]), encoding="utf-8")
    code = (
        "from openlet.ilr.opening import source\nfrom openlet.store.services import editing, import_file\n"
        "made = editing.delivery_rows\n"
        "def telling(*all):\n    print('row', flush=True)\n    return made(*all)\n"
        f"editing.delivery_rows = telling\nimport_file(source({str(path)!r}), 'ann')\n"
        "print('done', flush=True)"
    )
    for after in (1, 75, 150):
        connections.close_all()
        lines = killed(program(folder, code), after)
        counts = {LearnerRow.objects.count(), DeliveryRow.objects.count(), Change.objects.count()}
        assert counts in ({0}, {150})
        assert counts == {150} or "done\n" not in lines
    import_file(Source("in.xml", path, None), ANN)
    assert LearnerRow.objects.count() == 150


@pytest.mark.skipif(sys.platform == "win32", reason="NOT TESTED: there is no SIGKILL on Windows")
def test_an_export_that_is_killed_leaves_no_file_under_the_official_name(folder: Path, tmp_path: Path) -> None:
    kept()
    connections.close_all()
    code = (
        "import os, time\nfrom pathlib import Path\nfrom openlet.store import services\n"
        "def waiting(handle):\n    print('written', flush=True)\n    time.sleep(60)\n"
        f"os.fsync = waiting\nservices.export_file(Path({str(tmp_path / 'out')!r}), 'ann')"
    )
    assert killed(program(folder, code), 1) == ["written\n"]
    assert not list((tmp_path / "out").glob("*.xml"))
    assert Snapshot.objects.count() == 0
    assert export_file(tmp_path / "out", ANN).learners == 1


def test_two_programs_on_one_learner_keep_everything_that_both_saved(folder: Path) -> None:
    learner = kept().learner
    path = aim_path(learner)
    connections.close_all()
    each = 40
    code = """
from openlet.store.services import add_record, set_field
base = ""
for number in range({each}):
    set_field({learner}, {path!r}, str(number), base, {who!r})
    base = str(number)
    add_record({learner}, {fams!r}, {who!r}, dict(LearnDelFAMType={who!r}, LearnDelFAMCode=base))
"""
    fields = {"ann": f"{path}/PHours", "bob": "Learner/PlanEEPHours"}
    running = [
        program(
            folder,
            code.format(each=each, learner=learner, path=field, who=who, fams=f"{path}/LearningDeliveryFAM"),
        )
        for who, field in fields.items()
    ]
    assert [process.communicate()[1] for process in running] == ["", ""]
    held = document(learner)["Learner"]
    aim = held["LearningDelivery"][0]
    assert (aim["PHours"], held["PlanEEPHours"]) == (str(each - 1), str(each - 1))
    added = [(fam["LearnDelFAMType"], fam["LearnDelFAMCode"]) for fam in aim["LearningDeliveryFAM"][3:]]
    for who in fields:
        assert [code for by, code in added if by == who] == [str(number) for number in range(each)]
    assert row(learner).version == 1 + 4 * each
    assert replayed(learner) == document(learner)
    before = as_kept()
    rebuild()
    assert as_kept() == before


def test_two_programs_may_open_a_new_store_at_once(tmp_path: Path) -> None:
    running = [program(tmp_path / "new", "print('open')") for _ in range(3)]
    assert [process.communicate() for process in running] == [("open\n", "")] * 3


# The database.


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("temp_store", 2), ("busy_timeout", 30000)],
)
def test_sqlite_is_set_so_that_what_was_acknowledged_stays(pragma: str, value: object) -> None:
    with connection.cursor() as cursor:
        assert cursor.execute(f"PRAGMA {pragma}").fetchone() == (value,)


def test_every_table_has_its_migration() -> None:
    call_command("makemigrations", "store", check=True, dry_run=True, verbosity=0)


def test_a_store_of_a_newer_version_is_refused_and_left_alone(folder: Path) -> None:
    kept()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('store', '9999_later', '2030-01-01')"
        )
    with pytest.raises(NotDone, match="newer version of OpenLET"):
        start(folder)
    assert LearnerRow.objects.count() == 1


def test_a_store_with_a_year_that_is_switched_off_is_refused_and_left_alone(folder: Path) -> None:
    kept()
    ReturnYear.objects.update(year=2627)
    with pytest.raises(NotDone, match="OPENLET_EXPERIMENTAL_YEARS=2026-27"):
        start(folder)
    assert LearnerRow.objects.count() == 1


def test_opening_a_store_again_changes_nothing(folder: Path) -> None:
    kept()
    connections.close_all()
    start(folder)
    assert LearnerRow.objects.count() == 1


@pytest.mark.parametrize("content", [b"this is no database, it is a text that is long enough to be read" * 20])
def test_a_file_that_is_no_database_is_said_to_be_damaged_and_is_left_alone(content: bytes, tmp_path: Path) -> None:
    folder = tmp_path / "damaged"
    folder.mkdir()
    (folder / DATABASE).write_bytes(content)
    with pytest.raises(NotDone, match="its file is damaged or is no OpenLET store"):
        start(folder)
    assert (folder / DATABASE).read_bytes() == content


def test_a_full_disk_is_said_and_what_was_there_stays(folder: Path) -> None:
    learner = kept().learner
    before = document(learner)
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(DatabaseError, match="full") as refused:
        for _ in range(50):
            set_field(learner, "Learner/AddLine1", "x" * 90_000, document(learner)["Learner"]["AddLine1"], ANN)
            before = document(learner)
            set_field(learner, "Learner/AddLine1", "y" * 90_000, "x" * 90_000, ANN)
            before = document(learner)
    assert why(refused.value) == "the disk is full. Make room, then try again"
    assert document(learner) == before
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("database is locked", "another program is writing"),
        ("attempt to write a readonly database", "it may not be written"),
        ("UNIQUE constraint failed: Secret", "it failed (OperationalError)"),
    ],
)
def test_the_databases_own_words_are_never_shown(text: str, words: str) -> None:
    assert why(sqlite3.OperationalError(text)).startswith(words)
    assert "Secret" not in why(sqlite3.OperationalError(text))


# Who may look.


def test_nothing_is_logged_printed_or_left_in_temporary_files(
    folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    for name in ("TMPDIR", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(temporary))
    caplog.set_level(logging.DEBUG)
    imported(make.learner())
    with opened_store(folder):
        import_file(file(make.learner(FamilyName="Secret")), ANN)
        export_file(tmp_path / "out", ANN)
    assert list(temporary.iterdir()) == []
    assert capfd.readouterr() == ("", "")
    assert "Secret" not in caplog.text


def test_the_folder_and_all_in_it_belong_to_its_owner_alone(tmp_path: Path) -> None:
    (tmp_path / "open").mkdir(mode=0o755)
    for folder in (tmp_path / "deep" / "new", tmp_path / "open"):
        start(folder)
        kept()
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_a_database_that_others_could_read_is_made_private_when_it_is_opened(folder: Path) -> None:
    (folder / DATABASE).chmod(0o644)
    folder.chmod(0o755)
    start(folder)
    assert stat.S_IMODE((folder / DATABASE).stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_folder_with_other_things_in_it_keeps_its_rights_and_its_database_is_private(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir(mode=0o755)
    (tmp_path / "shared" / "letter.txt").write_text("x", encoding="utf-8")
    start(tmp_path / "shared")
    assert stat.S_IMODE((tmp_path / "shared").stat().st_mode) == 0o755
    assert stat.S_IMODE((tmp_path / "shared" / DATABASE).stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("given", "environment", "platform", "folder"),
    [
        (Path("/a"), {"OPENLET_DATA": "/b", "XDG_DATA_HOME": "/c"}, "linux", "/a"),
        (None, {"OPENLET_DATA": "/b", "XDG_DATA_HOME": "/c"}, "linux", "/b"),
        (None, {"OPENLET_DATA": "", "XDG_DATA_HOME": "/c"}, "linux", "/c/openlet"),
        (None, {"XDG_DATA_HOME": "relative"}, "linux", "~/.local/share/openlet"),
        (None, {}, "linux", "~/.local/share/openlet"),
        (None, {}, "darwin", "~/Library/Application Support/OpenLET"),
        (None, {"LOCALAPPDATA": "/d", "APPDATA": "/e"}, "win32", "/d/OpenLET"),
        (None, {"APPDATA": "/e"}, "win32", "/e/OpenLET"),
    ],
    ids=[
        "--data comes first", "then OPENLET_DATA", "then the XDG folder", "an XDG folder must be absolute",
        "the usual one on Linux", "on a Mac", "on Windows the local folder", "or the roaming one",
    ],
)  # fmt: skip
def test_where_the_data_is(
    given: Path | None, environment: dict[str, str], platform: str, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("openlet.store.folder.sys.platform", platform)
    assert data_folder(given, environment) == Path(folder).expanduser()
