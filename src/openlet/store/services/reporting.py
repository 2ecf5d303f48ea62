"""The reports of a provider, worked out from what would be exported now by the very functions of ``openlet report``.

All kinds are worked out together, so that they agree; they are kept until they are worked out again, with a mark of
what they rest on, so that an old figure is never shown as a new one.
"""

import hashlib
import json
import zlib
from collections.abc import Iterable
from datetime import datetime, time
from pathlib import Path

from django.db.models import Max

from openlet.ilr.opening import Source
from openlet.reports.about import about
from openlet.reports.judged import Judged
from openlet.reports.kept import rows_as_data
from openlet.reports.kinds import KINDS, Kind
from openlet.reports.tables import Report
from openlet.scale.reporting import judge_files
from openlet.scale.stage_one import Opened, open_file
from openlet.store.arriving import Tick
from openlet.store.basis import current_basis, mark_of
from openlet.store.judging import Basis
from openlet.store.models import Change, Provider, ReportResult, ReportTable, ReturnYear, Snapshot
from openlet.store.rates import kept_rates, newest_rates
from openlet.store.refusals import NotDone
from openlet.store.return_dates import own_dates
from openlet.store.services.editing import now_utc, whole
from openlet.store.services.exporting import EXPORT, UNSENT, exported_again, file_now

FIRST_ROWS = 20  # of each table, kept beside the whole for a quick look
NOTHING_KEPT = "No contract is kept, so nothing can be said of the money. Add the contract file in Settings."
NOBODY = (
    "Nobody would be in a file that is exported now, so there is nothing to report. Look at Export for the reasons."
)


def mark_of_reports(provider: Provider, basis: Basis) -> str:
    """A mark that changes whenever a report might say something else."""
    exports = Snapshot.objects.filter(of__provider=provider, why__in=(EXPORT, UNSENT)).order_by("pk")
    last = Change.objects.aggregate(last=Max("pk"))["last"] or 0
    rates = newest_rates(provider)
    said = [mark_of(basis), str(last), repr(own_dates(provider)), repr(list(exports.values_list("pk", "why")))]
    said.append(str(rates.pk if rates else None))
    return hashlib.sha256(" ".join(said).encode()).hexdigest()


def work_out_reports(provider: Provider, who: str, tick: Tick = lambda learners: None) -> list[str]:
    """Work out all reports and keep them; the names of those that are kept.

    Raises ``NotDone``, ``WrongContract``, ``WrongLedger``, ``WrongRates``.
    """
    basis = current_basis(provider)
    if basis.contracts is None:
        raise NotDone(NOTHING_KEPT)
    mark, notes = mark_of_reports(provider, basis), list[str]()
    now = _files_now(provider, basis, notes)
    if not now:
        raise NotDone(NOBODY)
    opened = [*_files_sent(provider, notes), *now]
    run = judge_files(
        opened,
        basis.contracts,
        basis.ledger,
        basis.as_of,
        rates=kept_rates(provider, basis.contracts),
        every_rule=any(k.every_rule for k in KINDS.values()),
        tick=tick,
    )
    made = [(kind, kind.make(run)) for kind in KINDS.values()]
    _keep(provider, who, mark, run, made, notes)
    return list(KINDS)


def _files_now(provider: Provider, basis: Basis, notes: list[str]) -> list[Opened]:
    """The files that would be exported now, as of the end of the day, so that no earlier one of the day is newer."""
    found = []
    made = datetime.combine(basis.as_of, time.max.replace(microsecond=0))
    for of in ReturnYear.objects.filter(provider=provider).select_related("provider").order_by("year"):
        file = file_now(of, made)
        if file.learners:
            found.append(open_file(Source(file.name, Path(file.name), file.content)))
        if file.left_out:
            notes.append(
                f"{file.left_out:,} of {found[-1].heading.year if file.learners else of.year} would be left out of the "
                "export and earn nothing until that is mended; they are not in the reports."
            )
    return found


def _files_sent(provider: Provider, notes: list[str]) -> list[Opened]:
    """The returns that were sent before: the history of those of now."""
    found = []
    for kept in (
        Snapshot.objects.filter(of__provider=provider, why=EXPORT).order_by("pk").values_list("pk", "file_name")
    ):
        try:
            file = exported_again(kept[0])
        except NotDone as error:
            notes.append(f"{error} It does not count as an earlier return.")
            continue
        found.append(open_file(Source(file.path.name, file.path, file.content)))
    return found


@whole
def _keep(
    provider: Provider,
    who: str,
    mark: str,
    run: Judged,
    made: Iterable[tuple[Kind, list[Report]]],
    notes: list[str],
) -> None:
    """Keep the reports in place of the earlier ones."""
    ReportResult.objects.filter(provider=provider).delete()
    said = about(run)
    for kind, reports in made:
        kept = ReportResult.objects.create(
            provider=provider,
            kind=kind.name,
            mark=mark,
            as_of=run.as_of,
            about=said,
            notes=notes,
            who=who,
            when=now_utc(),
        )
        tables = ((report, table) for report in reports for table in report.tables)
        ReportTable.objects.bulk_create(
            ReportTable(
                result=kept,
                report=report.name,
                position=position,
                name=table.name,
                title=table.title,
                columns=list(table.columns),
                count=len(table.rows),
                first=rows_as_data(table.rows[:FIRST_ROWS]),
                content=zlib.compress(json.dumps(rows_as_data(table.rows)).encode(), 1),
            )
            for position, (report, table) in enumerate(tables)
        )
