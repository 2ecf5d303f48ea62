"""Long work and the files that wait for it: what a stop of the program leaves is known, and nothing lies about."""

from datetime import timedelta
from pathlib import Path

import pytest

from openlet.store.models import Job, Upload
from openlet.store.refusals import NotDone
from openlet.store.services import (
    begin_job,
    drop_old_uploads,
    drop_upload,
    fail_stopped_jobs,
    finish_job,
    keep_upload,
    note_asked,
    progress_of,
    start_job,
    stopped_jobs,
    take_notice,
    upload_of,
)
from openlet.store.services.editing import now_utc
from tests.postgres import on_sqlite_only
from tests.store.keeping import ANN


def test_a_job_says_how_far_it_is_and_how_it_ended() -> None:
    job = begin_job("import", ANN, upload=1).pk
    start_job(job, 120)
    tick = progress_of(job, every=50)
    for _ in range(120):
        tick(1)
    assert Job.objects.get(pk=job).done == 100
    finish_job(job, "Done.", {"added": 1})
    kept = Job.objects.get(pk=job)
    assert (kept.state, kept.text, kept.result, kept.asked) == ("done", "Done.", {"added": 1}, {"upload": 1})


def test_work_that_a_stop_cut_off_is_said_until_somebody_has_read_of_it() -> None:
    done, running, waiting = (begin_job("import", ANN).pk for _ in range(3))
    finish_job(done, "Done.")
    start_job(running)
    assert [job.pk for job in fail_stopped_jobs()] == [running, waiting]
    assert {job.text for job in stopped_jobs()} == {
        "OpenLET was stopped while this was under way, so nothing of it was kept. Start it again."
    }
    assert Job.objects.get(pk=done).text == "Done."
    take_notice(running)
    assert [job.pk for job in stopped_jobs()] == [waiting]
    assert fail_stopped_jobs() == []


@pytest.mark.parametrize(("content", "words"), [(b"whole", "was written whole"), (b"other", "no file was written")])
def test_parts_of_a_file_that_was_being_exported_are_removed(content: bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / "ILR-1.xml"
    part, other = tmp_path / "ILR-1.xml.123.part", tmp_path / "ILR-2.xml.9.part"
    part.write_bytes(b"half of the learners")
    other.write_bytes(b"somebody else's")
    path.write_bytes(content)
    job = begin_job("export", ANN, how="folder").pk
    sha256 = "6c9ba6a2dd5b7c38e1c8a1d9d5a1f3f2e7f8f4d8a4b6c5d7e3f2a1b0c9d8e7f6"
    if content == b"whole":
        import hashlib

        sha256 = hashlib.sha256(content).hexdigest()
    note_asked(job, path=str(path), sha256=sha256)
    [stopped] = fail_stopped_jobs()
    assert words in stopped.text
    assert not part.exists()
    assert other.exists()
    assert path.read_bytes() == content


def test_a_folder_that_is_gone_is_no_fault() -> None:
    job = begin_job("export", ANN).pk
    note_asked(job, path="/no/such/folder/a.xml", sha256="")
    assert "no file was written" in fail_stopped_jobs()[0].text


@on_sqlite_only
def test_a_file_that_waits_is_gone_from_the_disk_once_it_is_dropped(folder: Path) -> None:
    mark = b"a text that stands nowhere else" * 1000
    upload = keep_upload("a.xml", mark, ANN).pk
    job = begin_job("examine", ANN, upload=upload).pk
    imported = begin_job("import", ANN, upload=upload).pk
    finish_job(job, "Read.", {"learners": [mark.decode()]})
    finish_job(imported, "Imported.", {"added": 1})
    assert bytes(upload_of(upload).content) == mark
    assert any(mark[:31] in path.read_bytes() for path in folder.iterdir())
    drop_upload(upload)
    with pytest.raises(NotDone, match="is not here any more"):
        upload_of(upload)
    assert Job.objects.get(pk=job).result is None
    assert Job.objects.get(pk=imported).result == {"added": 1}
    assert [path for path in folder.iterdir() if mark[:31] in path.read_bytes()] == []


def test_a_file_that_nobody_imported_is_dropped_after_its_time() -> None:
    old, new = keep_upload("old.xml", b"x", ANN), keep_upload("new.xml", b"x", ANN)
    Upload.objects.filter(pk=old.pk).update(when=now_utc() - timedelta(days=2))
    drop_old_uploads(now_utc() - timedelta(days=1))
    assert list(Upload.objects.values_list("pk", flat=True)) == [new.pk]
