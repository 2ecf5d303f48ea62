"""Everything that writes the store, and nothing else does. Each function is one transaction: it happens or it does not.

Learners are named by the key of their row. ``who`` is the person; ``base`` is the text that the screen of that person
started from. What somebody else has changed elsewhere in the learner is kept beside one's own change; where both have
changed the same thing, ``Conflict`` is raised with both values and nothing is written.
"""

from openlet.store.services.backing_up import back_up, backups, daily_backup
from openlet.store.services.carrying_out import carry_out
from openlet.store.services.cohorts import keep_cohort
from openlet.store.services.editing import Saved
from openlet.store.services.exporting import DONT_EXPORT, Exported, export_file
from openlet.store.services.importing import Imported, import_file
from openlet.store.services.jobs import (
    begin_job,
    drop_upload,
    fail_stopped_jobs,
    finish_job,
    keep_upload,
    progress_of,
    start_job,
    upload_of,
)
from openlet.store.services.judged_rows import foreseen, make_fresh, refresh, refresh_all, stale
from openlet.store.services.learners import (
    FIRST_REFERENCE,
    add_learner,
    add_record,
    delete_learner,
    next_reference,
    remove_record,
    set_dont_export,
    set_field,
    undelete_learner,
)
from openlet.store.services.rebuilding import rebuild
from openlet.store.services.returns import begin_year, keep_contract, kept_year, set_provider, set_working_day
from openlet.store.services.slots import set_place, set_slot
from openlet.store.services.snapshots import restore, snapshot_content
from openlet.store.services.undoing import undo, undo_version
from openlet.store.slots import text_at_place

__all__ = [
    "DONT_EXPORT",
    "FIRST_REFERENCE",
    "Exported",
    "Imported",
    "Saved",
    "add_learner",
    "add_record",
    "back_up",
    "backups",
    "begin_job",
    "begin_year",
    "carry_out",
    "daily_backup",
    "delete_learner",
    "drop_upload",
    "export_file",
    "fail_stopped_jobs",
    "finish_job",
    "foreseen",
    "import_file",
    "keep_cohort",
    "keep_contract",
    "keep_upload",
    "kept_year",
    "make_fresh",
    "next_reference",
    "progress_of",
    "rebuild",
    "refresh",
    "refresh_all",
    "remove_record",
    "restore",
    "set_dont_export",
    "set_field",
    "set_place",
    "set_provider",
    "set_slot",
    "set_working_day",
    "snapshot_content",
    "stale",
    "start_job",
    "text_at_place",
    "undelete_learner",
    "undo",
    "undo_version",
    "upload_of",
]
