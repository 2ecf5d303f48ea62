"""Background work on files and snapshots: look at a file, import it, undo that, restore, export.

What a task does and the note that it is done take hold together, so that a stop in between leaves neither.
"""

from datetime import date
from pathlib import Path
from typing import Any

from django_tasks import task

from openlet.ilr.opening import Source, Unreadable
from openlet.spec.years import year_of
from openlet.store.leaving import Rendered
from openlet.store.models import Job, ReturnYear
from openlet.store.refusals import NotDone
from openlet.store.services import (
    EXAMINE,
    Exported,
    Imported,
    begin_job,
    drop_upload,
    examine,
    export_file,
    finish_job,
    import_examined,
    note_asked,
    progress_of,
    restore,
    say_stage,
    start_job,
    undo_import,
    upload_of,
)
from openlet.web.jinja import count
from openlet.web.previews import choices_of, preview_of
from openlet.web.tasks import IMPORT, checking, in_words

UNDO, RESTORE, EXPORT = "undo import", "restore", "export"
SEND = "send"  # on a team's server: export, and send the file to the authority
FOLDER, DOWNLOAD = "folder", "download"
QUEUE = "files"


def begin(kind: str, who: str, of: ReturnYear, **asked: Any) -> Job:
    """Have something done in the background."""
    job = begin_job(kind, who, of, **asked)
    TASKS[kind].enqueue(job.pk)
    return job


@task(queue_name=QUEUE)
def examine_upload(job: int) -> None:
    """Read a file that was sent in, and keep what an import of it would do."""

    def work() -> None:
        asked = start_job(job)
        say_stage(job, "Reading the file")
        upload = upload_of(asked.asked["upload"])
        source = Source(upload.name, None, bytes(upload.content))
        try:
            examined = examine(source, _year(asked), choices_of(asked.asked.get("choices")), progress_of(job))
        except (NotDone, Unreadable):
            drop_upload(upload.pk)  # nothing is kept of a file that cannot be imported
            raise
        finish_job(job, "The file has been read.", preview_of(examined))

    in_words(job, work)


@task(queue_name=QUEUE)
def import_upload(job: int) -> None:
    """Import a file as its preview showed."""

    def work() -> None:
        begun = start_job(job)
        asked = begun.asked
        upload = upload_of(asked["upload"])
        source = Source(upload.name, None, bytes(upload.content))
        say_stage(job, "Reading the file again")

        def finish(done: Imported) -> None:
            finish_job(job, imported_in_words(done), imported_as_data(done))

        choices, tick = choices_of(asked.get("choices")), progress_of(job)
        import_examined(source, begun.who, _year(begun), asked["mode"], asked["mark"], choices, tick, finish)
        drop_upload(upload.pk)
        checking(begun.who)

    in_words(job, work)


@task(queue_name=QUEUE)
def undo_an_import(job: int) -> None:
    """Undo an import as a whole."""

    def work() -> None:
        begun = start_job(job)
        asked = begun.asked

        def finish(changed: int) -> None:
            finish_job(job, f"The import was undone: {count(changed, 'learner')} put back as before.", changed)

        undo_import(asked["snapshot"], begun.who, asked["with_changed"], asked["mark"], finish)
        checking(begun.who)

    in_words(job, work)


@task(queue_name=QUEUE)
def restore_snapshot(job: int) -> None:
    """Bring the whole return, or one learner, back to a snapshot."""

    def work() -> None:
        begun = start_job(job)
        asked = begun.asked

        def finish(changed: int) -> None:
            finish_job(job, f"Restored: {count(changed, 'learner')} changed.", changed)

        restore(asked["snapshot"], begun.who, asked["LearnRefNumber"], asked["mark"], finish)
        checking(begun.who)

    in_words(job, work)


@task(queue_name=QUEUE)
def export_return(job: int) -> None:
    """Write the file of a return, or make it ready to be downloaded."""

    def work() -> None:
        begun = start_job(job)
        assert begun.of is not None
        asked = begun.asked
        start_job(job, begun.of.learners.filter(deleted=None).count())
        say_stage(job, "Choosing who is in the file")
        folder = Path(asked["folder"]) if asked["how"] == FOLDER else None

        def begin_writing(file: Rendered) -> None:
            start_job(job)  # how far the writing is cannot be told
            say_stage(job, "Writing the file")
            if folder is not None:
                note_asked(job, path=str(file.path), sha256=file.sha256)

        def finish(done: Exported) -> None:
            finish_job(job, exported_in_words(done), exported_as_data(done))

        prepared = date.fromisoformat(asked["prepared"])
        export_file(folder, begun.who, _year(begun), prepared, None, progress_of(job), begin_writing, finish)
        checking(begun.who)

    in_words(job, work)


TASKS = {
    EXAMINE: examine_upload,
    IMPORT: import_upload,
    UNDO: undo_an_import,
    RESTORE: restore_snapshot,
    EXPORT: export_return,
}


def _year(job: Job) -> Any:
    assert job.of is not None
    return year_of(str(job.of.year))


def imported_in_words(done: Imported) -> str:
    """What an import did, in a sentence."""
    said = [f"{count(done.added, 'learner')} added", f"{done.replaced:,} changed"]
    said += [f"{done.deleted:,} deleted"] if done.deleted else []
    return f"{', '.join(said)}, {done.unchanged:,} left as they were."


def imported_as_data(done: Imported) -> dict[str, Any]:
    """The same for the page."""
    return {
        "added": done.added,
        "changed": done.replaced,
        "deleted": done.deleted,
        "unchanged": done.unchanged,
        "brought_back": done.brought_back,
        "snapshot": done.snapshot,
        "refused": done.refused,
        "not_carried": done.not_carried,
        "notes": done.notes,
    }


def exported_in_words(done: Exported) -> str:
    """What an export did, in a sentence."""
    return f"{count(done.learners, 'learner')} in {done.path.name}, {len(done.left_out):,} left out."


def exported_as_data(done: Exported) -> dict[str, Any]:
    """The same for the page."""
    return {
        "path": str(done.path),
        "name": done.path.name,
        "sha256": done.sha256,
        "learners": done.learners,
        "destinations": done.destinations,
        "left_out": done.left_out,
        "snapshot": done.snapshot,
    }
