"""Files into the store and out again: nothing is lost, nothing is half done, everybody left out is named."""

import stat
import zipfile
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.db import connection
from lxml import etree

from openlet.cli import store_export, store_import
from openlet.cli.output import Refused
from openlet.ilr.opening import Source, Unreadable
from openlet.ilr.reading import IlrFile
from openlet.spec.years import Year, year_of, years
from openlet.store.arriving import read_arrived
from openlet.store.models import Change, DeliveryRow, LearnerRow, ReturnYear, Snapshot
from openlet.store.read_model import as_kept
from openlet.store.refusals import NotDone
from openlet.store.services import (
    Exported,
    delete_learner,
    export_file,
    import_file,
    rebuild,
    restore,
    set_dont_export,
    set_field,
    snapshot_content,
    undelete_learner,
)
from tests import make
from tests.ilr import invented
from tests.ilr.test_writing import data
from tests.reference import YEARS, is_valid, sample_file
from tests.store.keeping import ANN, document, documents, file, imported, kept, replayed, row

DAY = date(2024, 8, 20)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def exported(out: Path, of: Year | None = None) -> Exported:
    return export_file(out, ANN, of, DAY)


def sorted_data(content: str) -> list[Any]:
    """All of a file but its header; destinations in the order of their learners, which means nothing."""
    found = data(content)
    last = [tree for tree in found if tree[0].endswith("Progression")]
    return [tree for tree in found if tree not in last] + sorted(last, key=str)


# There and back.


@pytest.mark.parametrize("year", YEARS)
def test_a_sample_comes_out_as_it_went_in_but_for_its_header(year: str, out: Path) -> None:
    path = sample_file(year)
    import_file(Source(path.name, path, None), ANN)
    done = exported(out)
    content = done.path.read_text(encoding="utf-8")
    assert sorted_data(content) == sorted_data(path.read_text(encoding="utf-8-sig"))
    assert is_valid(year, etree.fromstring(content.encode()))
    assert done.left_out == []


@pytest.mark.parametrize("year", years(), ids=str)
@pytest.mark.parametrize("seed", range(3))
def test_any_valid_file_comes_out_as_it_went_in(year: Year, seed: int, out: Path) -> None:
    content = with_own_references(invented.file(year, Random(seed), fullness=0.6))
    import_file(Source("invented.xml", None, content.encode()), ANN)
    done = exported(out)
    assert done.left_out == []
    assert sorted_data(done.path.read_text(encoding="utf-8")) == sorted_data(content)
    rows = as_kept()
    rebuild()
    assert as_kept() == rows
    assert all(replayed(learner.pk, year) == document(learner.pk) for learner in LearnerRow.objects.all())


def with_own_references(content: str) -> str:
    """An invented file of one provider, each learner with a reference of its own."""
    tree = etree.fromstring(content.encode())
    for number, element in enumerate(tree.findall("{*}Learner/{*}LearnRefNumber")):
        element.text = f"L{number}"
    for number, element in enumerate(tree.findall("{*}LearnerDestinationandProgression/{*}LearnRefNumber")):
        element.text = f"D{number}"
    for element in tree.findall(".//{*}LearningProvider/{*}UKPRN") + tree.findall(".//{*}Source/{*}UKPRN"):
        element.text = str(make.UKPRN)
    text: str = etree.tostring(tree, encoding="unicode")
    return text


def test_the_source_files_named_in_a_file_are_named_again() -> None:
    content = file(make.learner()).content
    assert content is not None
    named = b"<SourceFiles><SourceFile><SourceFileName>A.xml</SourceFileName><FilePreparationDate>2024-08-01"
    named += b"</FilePreparationDate></SourceFile></SourceFiles><LearningProvider>"
    import_file(Source("a.xml", None, content.replace(b"<LearningProvider>", named)), ANN)
    import_file(Source("b.xml", None, content.replace(b"<LearningProvider>", named.replace(b"A.xml", b"B.xml"))), ANN)
    assert [one["SourceFileName"] for one in ReturnYear.objects.get().SourceFiles] == ["A.xml", "B.xml"]


# Merging.


def test_an_import_adds_replaces_and_leaves_alone() -> None:
    imported(make.learner(), make.learner(LearnRefNumber="L0002"), make.learner(LearnRefNumber="L0003"))
    done = imported(
        make.learner(),
        make.learner(LearnRefNumber="L0002", FamilyName="Changed"),
        make.learner(LearnRefNumber="L0004"),
    )
    assert (done.added, done.replaced, done.unchanged, done.refused) == (1, 1, 1, [])
    assert documents().keys() == {"L0001", "L0002", "L0003", "L0004"}
    assert documents()["L0002"]["Learner"]["FamilyName"] == "Changed"
    versions = dict(LearnerRow.objects.values_list("LearnRefNumber", "version"))
    assert versions == {"L0001": 1, "L0002": 2, "L0003": 1, "L0004": 1}


def test_every_replaced_document_stays_in_a_snapshot_with_the_files_name_and_hash() -> None:
    imported(make.learner())
    before = documents()["L0001"]
    new = file(make.learner(FamilyName="Changed"), name="new.xml")
    done = import_file(new, ANN)
    snapshot = Snapshot.objects.get(pk=done.snapshot)
    assert (snapshot.why, snapshot.who, snapshot.file_name, snapshot.sha256) == ("import", ANN, "new.xml", new.sha256())
    held = snapshot_content(snapshot.pk)
    assert held["learners"] == [
        {"LearnRefNumber": "L0001", "version": 1, "dont_export": False, "deleted": False, "document": before}
    ]
    assert Change.objects.get(version=2).snapshot == snapshot
    assert bytes(snapshot.content)[:1] == b"\x78"  # zlib
    learner = LearnerRow.objects.get().pk
    assert replayed(learner) == document(learner)


def test_importing_the_same_file_again_changes_nothing() -> None:
    imported(make.learner(), make.progression())
    before = (documents(), Snapshot.objects.count(), Change.objects.count(), LearnerRow.objects.get().version)
    done = imported(make.learner(), make.progression())
    assert (done.added, done.replaced, done.unchanged, done.snapshot) == (0, 0, 1, None)
    assert (documents(), Snapshot.objects.count(), Change.objects.count(), LearnerRow.objects.get().version) == before


@pytest.mark.parametrize(
    ("records", "stays"),
    [
        ([make.learner(FamilyName="Changed")], "LearnerDestinationandProgression"),
        ([make.progression(make.outcome("VOL"))], "Learner"),
    ],
    ids=["a file without the destinations", "a file with destinations only"],
)
def test_what_a_file_does_not_speak_of_stays(records: list[Any], stays: str) -> None:
    imported(make.learner(), make.progression())
    before = documents()["L0001"]
    assert imported(*records).replaced == 1
    assert documents()["L0001"][stays] == before[stays]
    assert documents()["L0001"] != before


def test_a_deleted_learner_in_a_file_is_brought_back_and_the_users_tick_stays() -> None:
    learner = kept().learner
    set_dont_export(learner, True, ANN)
    delete_learner(learner, ANN)
    done = imported(make.learner())
    assert (done.replaced, done.brought_back) == (1, 1)
    assert (row(learner).deleted, row(learner).dont_export) == (None, True)
    assert DeliveryRow.objects.count() == 1


def test_wrong_values_are_kept_as_they_were_written() -> None:
    changed = {"<DateOfBirth>1990-02-03<": "<DateOfBirth>03/02/1990<", "<ULN>1": "<ULN>+1", "<Sex>F<": "<Sex>Female<"}
    done = imported(make.learner(), **changed)
    held = documents()["L0001"]["Learner"]
    assert (held["DateOfBirth"], held["ULN"], held["Sex"]) == ("03/02/1990", f"+{make.ULN}", "Female")
    assert (done.added, done.not_carried, LearnerRow.objects.get().faults) == (1, [], 2)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("<Sex>", "<Colour>secret</Colour><Sex>", "line 29, L0001: an element of Learner that"),
        ("<Sex>", "<Sex kind='secret'>", "an attribute on an element of Learner"),
        ("<Sex>", "secret<Sex>", "text between the elements of Learner"),
        ("<Sex>F</Sex>", "<Sex>M</Sex><Sex>F</Sex>", "a further Sex in Learner; only the last was kept"),
    ],
    ids=["an unknown element", "an attribute", "stray text", "a value twice"],
)
def test_what_has_no_place_in_a_record_is_named_with_its_line(old: str, new: str, said: str) -> None:
    done = imported(make.learner(), **{old: new})
    assert len(done.not_carried) == 1
    assert said in done.not_carried[0]
    assert "secret" not in done.not_carried[0]
    assert done.added == 1


def test_too_many_records_of_a_kind_are_all_kept() -> None:
    fams = make.fams(*[f"LSF{number}" for number in range(40)])
    done = imported(make.learner(make.aim(LearningDeliveryFAM=fams)))
    assert (done.added, done.not_carried) == (1, [])
    assert len(documents()["L0001"]["Learner"]["LearningDelivery"][0]["LearningDeliveryFAM"]) == 40


def test_a_learner_without_a_reference_or_with_one_that_stands_twice_is_refused_and_named() -> None:
    done = imported(make.learner(), make.learner(FamilyName="Second"), make.learner(LearnRefNumber=None))
    assert done.added == 1
    assert documents()["L0001"]["Learner"]["FamilyName"] == "Invented"
    assert ["stands twice" in one or "has no LearnRefNumber" in one for one in done.refused] == [True, True]
    assert "Second" not in "".join(done.refused)


# Wrong files.


def cut(content: bytes) -> bytes:
    return content[: content.rindex(b"<LearningDelivery>")]


def without_provider(content: bytes) -> bytes:
    return content.replace(b"<LearningProvider>\n    <UKPRN>10999991", b"<LearningProvider>\n    <UKPRN>10999992")


def no_learners(content: bytes) -> bytes:
    return content[: content.index(b"<Learner>")] + b"</Message>"


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda content: b"", "empty"),
        (cut, "ends in the middle"),
        (lambda content: content.replace(b"</Learner>", b"</Leaner>"), "mismatched tag"),
        (lambda content: content.replace(b"2023-24", b"1999-00"), "not a year that this version knows"),
        (lambda content: b"<html></html>", "not an ILR file"),
        (lambda content: b"PK\x03\x04 no zip", "not a ZIP file"),
        (without_provider, "does not say whose learners"),
        (lambda content: content.replace(b"10999991", b"12"), "does not say whose learners"),
        (lambda content: content.replace(b"10999991", b"10999992"), "belongs to UKPRN 10999991"),
        (no_learners, "holds no learner"),
        (lambda content: content.replace(b"<?xml", b"<!DOCTYPE x><?xml")[:12] + content[38:], "DOCTYPE"),
    ],
    ids=[
        "empty", "cut off", "malformed", "an unknown year", "no ILR at all", "a damaged ZIP", "two providers",
        "no real UKPRN", "another provider", "no learners", "a DOCTYPE",
    ],
)  # fmt: skip
def test_a_wrong_file_changes_nothing_and_says_why(spoil: Callable[[bytes], bytes], said: str) -> None:
    imported(make.learner())
    before = (documents(), Snapshot.objects.count(), Change.objects.count())
    content = file(make.learner(FamilyName="Secret"), make.learner(LearnRefNumber="L0002")).content
    assert content is not None
    with pytest.raises((Unreadable, NotDone), match=said) as refused:
        import_file(Source("test.xml", None, spoil(content)), ANN)
    assert (documents(), Snapshot.objects.count(), Change.objects.count()) == before
    assert "Secret" not in str(refused.value)


def test_a_file_of_another_year_is_refused_unless_that_year_is_asked_for() -> None:
    imported(make.learner())
    with pytest.raises(NotDone, match=r"is of 2024-25; the store holds 2023-24\. .* --year 2024-25"):
        imported(make.learner(), of="2024-25")
    with pytest.raises(NotDone, match="not of 2023-24"):
        import_file(file(make.learner(), of="2024-25"), ANN, year_of("2023-24"))
    assert import_file(file(make.learner(), of="2024-25"), ANN, year_of("2024-25")).added == 1
    assert imported(make.learner(), of="2024-25").unchanged == 1
    assert LearnerRow.objects.count() == 2


def test_a_file_name_that_lies_is_said_and_the_file_counts() -> None:
    done = imported(make.learner(), name="ILR-10999999-2526-20240820-093000-01.xml")
    assert len(done.notes) == 1
    assert "says UKPRN 10999999 and year 2526; the file itself says 10999991 and 2324" in done.notes[0]
    assert ReturnYear.objects.get().year == 2324


def test_a_file_is_read_to_its_end_before_the_store_is_touched(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []
    with pytest.raises(Unreadable):
        read_arrived(Source("x", None, cut(file(make.learner(), make.learner()).content or b"")))
    tick = lambda records: seen.append(connection.in_atomic_block)  # noqa: E731
    import_file(file(make.learner()), ANN, tick=tick)
    assert seen == [False]


def test_a_fault_in_the_middle_of_an_import_leaves_all_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    imported(make.learner())
    before = (documents(), Snapshot.objects.count(), Change.objects.count(), as_kept())
    monkeypatch.setattr("openlet.store.services.importing.keep_many", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        imported(make.learner(FamilyName="Changed"), make.learner(LearnRefNumber="L0002"))
    assert (documents(), Snapshot.objects.count(), Change.objects.count(), as_kept()) == before


# Restoring.


def test_an_import_is_undone_by_restoring_its_snapshot() -> None:
    imported(make.learner(), make.learner(LearnRefNumber="L0002"))
    before, rows = documents(), as_kept()
    done = imported(make.learner(FamilyName="Wrong"), make.learner(LearnRefNumber="L0003"))
    assert done.snapshot is not None
    assert restore(done.snapshot, ANN) == 2
    assert documents() == before
    assert as_kept() == rows
    undone = Snapshot.objects.order_by("-pk").first()
    assert undone is not None
    restore(undone.pk, ANN)
    assert documents()["L0001"]["Learner"]["FamilyName"] == "Wrong"
    assert documents().keys() == {"L0001", "L0002", "L0003"}
    for learner in LearnerRow.objects.all():
        assert replayed(learner.pk) == document(learner.pk)


def test_one_learner_is_restored_and_the_others_stay() -> None:
    imported(make.learner(), make.learner(LearnRefNumber="L0002"))
    done = imported(make.learner(FamilyName="A"), make.learner(LearnRefNumber="L0002", FamilyName="B"))
    assert done.snapshot is not None
    assert restore(done.snapshot, ANN, "L0001") == 1
    names = {reference: held["Learner"]["FamilyName"] for reference, held in documents().items()}
    assert names == {"L0001": "Invented", "L0002": "B"}
    with pytest.raises(NotDone, match="does not hold L0009"):
        restore(done.snapshot, ANN, "L0009")
    with pytest.raises(NotDone, match="no such snapshot"):
        restore(999, ANN)


# Export.


@pytest.mark.parametrize(
    ("path", "text", "reason"),
    [
        ("Learner/ULN", "", "ULN is missing from Learner. Enter it."),
        ("Learner/DateOfBirth", "31/02/1990", "DateOfBirth in Learner must be a date written year-month-day"),
        ("Learner/Sex", "Female", "Sex in Learner must be text of exactly 1 character"),
        ("Learner/Email", "nobody", "Email in Learner must be an email address"),
    ],
    ids=["a mandatory gap", "no date", "too long", "a wrong pattern"],
)
def test_a_learner_that_would_make_the_file_invalid_is_left_out_until_it_is_mended(
    path: str, text: str, reason: str, out: Path
) -> None:
    learner = kept(reference="L0001").learner
    kept(reference="L0002")
    base = document(learner)["Learner"].get(path.rpartition("/")[2], "")
    set_field(learner, path, text, base, ANN)
    done = exported(out)
    assert [reference for reference, _ in done.left_out] == ["L0001"]
    assert done.left_out[0][1][0].startswith(reason)
    assert not text or text not in done.left_out[0][1][0]
    content = done.path.read_bytes()
    assert is_valid("2023-24", etree.fromstring(content))
    assert (content.count(b"<Learner>"), done.learners) == (1, 1)
    set_field(learner, path, base, text, ANN)
    assert exported(out).left_out == []


def test_ticked_and_deleted_learners_are_left_out_with_their_destinations(out: Path) -> None:
    imported(
        make.learner(), make.progression(), make.learner(LearnRefNumber="L0002"), make.learner(LearnRefNumber="L3")
    )
    keys = dict(LearnerRow.objects.values_list("LearnRefNumber", "pk"))
    set_dont_export(keys["L0001"], True, ANN)
    delete_learner(keys["L3"], ANN)
    done = exported(out)
    assert done.left_out == [("L0001", ["excluded by the user (Don't export)"])]
    assert (done.learners, done.destinations) == (1, 0)


def test_without_a_single_learner_nothing_is_written(out: Path) -> None:
    with pytest.raises(NotDone, match="holds no learners yet"):
        exported(out)
    learner = kept().learner
    with pytest.raises(NotDone, match="no return of 2025-26"):
        exported(out, year_of("2025-26"))
    set_dont_export(learner, True, ANN)
    with pytest.raises(NotDone, match="No learner of 2023-24 can be exported"):
        exported(out)
    assert not out.exists()


def test_what_was_exported_is_kept_in_a_snapshot(out: Path) -> None:
    learner = kept().learner
    done = exported(out)
    snapshot = Snapshot.objects.get(pk=done.snapshot)
    assert (snapshot.why, snapshot.file_name, snapshot.learners) == ("export", done.path.name, 1)
    assert snapshot.sha256 == done.sha256 == Source("x", done.path, None).sha256()
    assert snapshot_content(snapshot.pk)["learners"][0]["document"] == document(learner)


def test_the_snapshot_of_an_export_holds_those_left_out_too(out: Path) -> None:
    kept(reference="L0001")
    left_out, gone = kept(reference="L0002").learner, kept(reference="L0003").learner
    set_dont_export(left_out, True, ANN)
    delete_learner(gone, ANN)
    done = exported(out)
    assert snapshot_content(done.snapshot)["left_out"] == [["L0002", ["excluded by the user (Don't export)"]]]
    assert restore(done.snapshot, ANN) == 0
    undelete_learner(gone, ANN)
    set_dont_export(left_out, False, ANN)
    assert restore(done.snapshot, ANN) == 2
    assert documents().keys() == {"L0001", "L0002"}
    assert row(left_out).dont_export


def test_the_file_has_the_official_name_and_its_owner_alone_may_read_it(out: Path) -> None:
    kept()
    path = exported(out).path
    assert path.name == "ILR-10999991-2324-20240820-000000-01.xml"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    header = IlrFile(Source("x", path, None))
    list(header)
    assert header.header is not None
    assert header.header.CollectionDetails is not None
    assert header.header.CollectionDetails.FilePreparationDate == DAY


def test_exporting_again_gives_the_same_bytes_and_never_overwrites_another_file(out: Path) -> None:
    learner = kept().learner
    first = exported(out)
    content = first.path.read_bytes()
    assert exported(out).path == first.path
    assert first.path.read_bytes() == content
    set_field(learner, "Learner/FamilyName", "Smith", "Invented", ANN)
    second = exported(out)
    assert second.path.name.endswith("-02.xml")
    assert first.path.read_bytes() == content
    assert sorted(path.name for path in out.iterdir()) == [first.path.name, second.path.name]


@pytest.mark.parametrize(
    "moment", ["os.fsync", "pathlib.Path.replace", "openlet.store.services.exporting.take_snapshot"]
)
def test_a_fault_while_writing_leaves_no_file_behind(moment: str, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept()

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(moment, full)
    with pytest.raises(NotDone, match="no space left on device"):
        exported(out)
    assert list(out.iterdir()) == []


# The commands.


def run(*arguments: str | Path) -> int:
    parser = ArgumentParser()
    commands = parser.add_subparsers()
    store_import.add(commands)
    store_export.add(commands)
    options = parser.parse_args([str(argument) for argument in arguments])
    return int(options.run(options))


def test_the_commands_say_what_they_did(tmp_path: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, packed, data_folder = tmp_path / "in.xml", tmp_path / "in.zip", tmp_path / "new" / "store"
    path.write_text(make.xml([make.learner(), make.learner(LearnRefNumber="L0002", ULN=None)]), encoding="utf-8")
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(path, "in.xml")
    assert run("import", path, "--data", data_folder) == 0
    assert "in.xml, 2023-24, UKPRN 10999991: 2 added, 0 replaced, 0 unchanged, 0 refused." in capsys.readouterr().err
    assert run("import", packed, "--data", data_folder, "--year", "2023-24") == 0
    assert "2 unchanged" in capsys.readouterr().err
    assert run("export", "--out", out, "--data", data_folder, "--prepared", "2024-08-20") == 1
    said = capsys.readouterr()
    assert "Left out: L0002: ULN is missing from Learner. Enter it.\n1 learners written, 1 left out:" in said.err
    assert said.out == ""
    assert stat.S_IMODE(data_folder.stat().st_mode) == 0o700
    assert {path.name for path in data_folder.iterdir()} >= {"openlet.sqlite3"}
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in data_folder.iterdir())


def test_a_file_that_cannot_be_read_makes_no_store(tmp_path: Path) -> None:
    (tmp_path / "bad.xml").write_text("<Message", encoding="utf-8")
    with pytest.raises(Unreadable):
        run("import", tmp_path / "bad.xml", "--data", tmp_path / "store")
    assert not (tmp_path / "store").exists()


def test_what_the_store_refuses_is_refused_by_the_command(tmp_path: Path, out: Path) -> None:
    with pytest.raises(Refused, match="holds no learners yet"):
        run("export", "--out", out, "--data", tmp_path / "store")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(Refused, match="could not be used"):
        run("export", "--out", out, "--data", tmp_path / "file")
