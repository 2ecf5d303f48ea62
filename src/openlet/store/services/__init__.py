"""Everything that writes the store, and nothing else does. Each function is one transaction: it happens or it does not.

Learners are named by the key of their row. ``who`` is the person; ``base`` is the text that the screen of that person
started from. What somebody else has changed elsewhere in the learner is kept beside one's own change; where both have
changed the same thing, ``Conflict`` is raised with both values and nothing is written.
"""

from openlet.store.services.backing_up import back_up, backups, daily_backup
from openlet.store.services.batches import DoneToMany, undo_batch
from openlet.store.services.carrying_out import carry_out
from openlet.store.services.changing_many import Template, Wanted, change_many
from openlet.store.services.cohorts import RowsRefused, end_cohort, enrol, keep_cohort, references_for
from openlet.store.services.editing import Saved
from openlet.store.services.examining import ADD, MERGE, MODES, REPLACE, Examined, Plan, Proposed, examine, mark_now
from openlet.store.services.exporting import (
    DONT_EXPORT,
    EXPORT,
    UNSENT,
    Exported,
    export_file,
    exported_again,
    say_whether_sent,
)
from openlet.store.services.importing import Imported, import_examined, import_file
from openlet.store.services.jobs import (
    EXAMINE,
    begin_job,
    drop_imported_uploads,
    drop_old_uploads,
    drop_upload,
    fail_stopped_jobs,
    finish_job,
    forget_results,
    keep_upload,
    note_asked,
    progress_of,
    say_stage,
    start_job,
    stopped_jobs,
    take_notice,
    upload_of,
)
from openlet.store.services.judged_rows import foreseen, make_fresh, refresh, refresh_all, stale, would_be
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
from openlet.store.services.leaving_out import LeftOut, choose, left_out_now, not_judged_yet
from openlet.store.services.made_files import drop_old_made, finish_with_file, made_by, newest_made
from openlet.store.services.rates import keep_rates
from openlet.store.services.rebuilding import rebuild
from openlet.store.services.recording import (
    Prepared,
    prepare_recording,
    prepared_from,
    record_paid,
    take_back_recording,
    to_take_back,
)
from openlet.store.services.reporting import mark_of_reports, work_out_reports
from openlet.store.services.restoring import Restored, Restoring, restore, restoring, undo_import, undoing_import
from openlet.store.services.return_dates import set_return_dates
from openlet.store.services.returns import begin_year, keep_contract, kept_year, set_provider, set_working_day
from openlet.store.services.sheets import SheetSaid, keep_columns, marked_copy_of, saved_columns, table_in
from openlet.store.services.slots import set_place, set_slot
from openlet.store.services.snapshots import daily_snapshots, snapshot_content, take_snapshot_now
from openlet.store.services.undoing import undo, undo_version
from openlet.store.services.work_list import assign_work, mark_done, open_again
from openlet.store.services.work_rows import line_of, stake_in
from openlet.store.services.workbooks import ReturnWorkbook, export_workbook, template_of, workbook_of
from openlet.store.slots import text_at_place

__all__ = [
    "ADD",
    "DONT_EXPORT",
    "EXAMINE",
    "EXPORT",
    "FIRST_REFERENCE",
    "MERGE",
    "MODES",
    "REPLACE",
    "UNSENT",
    "DoneToMany",
    "Examined",
    "Exported",
    "Imported",
    "LeftOut",
    "Plan",
    "Prepared",
    "Proposed",
    "Restored",
    "Restoring",
    "ReturnWorkbook",
    "RowsRefused",
    "Saved",
    "SheetSaid",
    "Template",
    "Wanted",
    "add_learner",
    "add_record",
    "assign_work",
    "back_up",
    "backups",
    "begin_job",
    "begin_year",
    "carry_out",
    "change_many",
    "choose",
    "daily_backup",
    "daily_snapshots",
    "delete_learner",
    "drop_imported_uploads",
    "drop_old_made",
    "drop_old_uploads",
    "drop_upload",
    "end_cohort",
    "enrol",
    "examine",
    "export_file",
    "export_workbook",
    "exported_again",
    "fail_stopped_jobs",
    "finish_job",
    "finish_with_file",
    "foreseen",
    "forget_results",
    "import_examined",
    "import_file",
    "keep_cohort",
    "keep_columns",
    "keep_contract",
    "keep_rates",
    "keep_upload",
    "kept_year",
    "left_out_now",
    "line_of",
    "made_by",
    "make_fresh",
    "mark_done",
    "mark_now",
    "mark_of_reports",
    "marked_copy_of",
    "newest_made",
    "next_reference",
    "not_judged_yet",
    "note_asked",
    "open_again",
    "prepare_recording",
    "prepared_from",
    "progress_of",
    "rebuild",
    "record_paid",
    "references_for",
    "refresh",
    "refresh_all",
    "remove_record",
    "restore",
    "restoring",
    "saved_columns",
    "say_stage",
    "say_whether_sent",
    "set_dont_export",
    "set_field",
    "set_place",
    "set_provider",
    "set_return_dates",
    "set_slot",
    "set_working_day",
    "snapshot_content",
    "stake_in",
    "stale",
    "start_job",
    "stopped_jobs",
    "table_in",
    "take_back_recording",
    "take_notice",
    "take_snapshot_now",
    "template_of",
    "text_at_place",
    "to_take_back",
    "undelete_learner",
    "undo",
    "undo_batch",
    "undo_import",
    "undo_version",
    "undoing_import",
    "upload_of",
    "work_out_reports",
    "workbook_of",
    "would_be",
]
