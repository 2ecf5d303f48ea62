"""Spreadsheets in the browser: what their columns mean, a copy with what is wrong, the template, the whole return."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openlet.exchange.columns import REFERENCE, Column, column_for, columns
from openlet.exchange.grid import letters
from openlet.exchange.tables import LEFT_OUT, Matched, Table
from openlet.ilr.opening import Source, Unreadable
from openlet.spec.years import Year, year_of
from openlet.store.models import Job, ReturnYear
from openlet.store.services import (
    EXAMINE,
    drop_upload,
    keep_columns,
    made_by,
    table_in,
    template_of,
    upload_of,
)
from openlet.web.file_tasks import begin
from openlet.web.frame import belongs_to, return_year, who
from openlet.web.sheet_tasks import MARKED, WORKBOOK, begin_making
from openlet.web.troubles import trouble
from openlet.web.views.working import begun, job_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

KILOBYTE = 1000  # bytes, as people count them

belongs_to("importing", "sheet_match")
belongs_to("exporting", "sheet_made")


@require_http_methods(["GET", "POST"])
def sheet_match(request: HttpRequest, year: int, upload: int) -> HttpResponse:
    """Say what the columns of a spreadsheet are; what was said is kept for the next one."""
    of = return_year(year)
    this = year_of(str(of.year))
    kept = upload_of(upload)
    asked = {"upload": kept.pk, "name": kept.name}
    try:
        table = table_in(Source(kept.name, None, bytes(kept.content)), this, of.provider)
    except Unreadable as error:
        drop_upload(upload)
        return trouble(request, "The spreadsheet could not be read", str(error), 422)
    if table is None:  # the workbook of a whole return, whose columns are known
        return begun(begin(EXAMINE, who(), of, **asked))
    if request.method == "GET":
        return render(request, "sheet_match.html", _context(of, this, upload, table, _usual(table), {}))
    said = {one.position: request.POST.get(f"column-{one.position}", "").strip() for one in _with_header(table)}
    errors = _errors(table, said, this)
    if errors:
        return render(request, "sheet_match.html", _context(of, this, upload, table, said, errors), status=422)
    keep_columns(of.provider, {one.header: said[one.position] or LEFT_OUT for one in _with_header(table)}, this)
    return begun(begin(EXAMINE, who(), of, **asked))


def _with_header(table: Table) -> list[Matched]:
    return [one for one in table.columns if one.header]


def _usual(table: Table) -> dict[int, str]:
    """What each column is taken for as long as nobody has said anything else."""
    return {one.position: one.column.name if one.column else "" for one in table.columns}


def _errors(table: Table, said: Mapping[int, str], year: Year) -> dict[int, str]:
    """What is wrong with what was said, by position; -1 for the table as a whole."""
    errors: dict[int, str] = {}
    meant = {position: column_for(name, year) if name else None for position, name in said.items()}
    for position, name in said.items():
        if name and meant[position] is None:
            errors[position] = (
                f"{name} is not a column of the ILR of {year}. Choose one of the list, or leave it empty."
            )
    chosen = [replace(one, column=meant[one.position]) for one in _with_header(table)]
    for first, second in replace(table, columns=tuple(chosen)).twice():
        assert first.column is not None
        errors[second.position] = (
            f"Columns {letters(first.position)} and {letters(second.position)} both are {first.column.name}. Leave one "
            "of them empty."
        )
    if not errors and not any(column is not None and column.name == REFERENCE for column in meant.values()):
        errors[-1] = f"Say which column is {REFERENCE}, the reference by which learners are told apart."
    return errors


def _context(
    of: ReturnYear, year: Year, upload: int, table: Table, said: Mapping[int, str], errors: Mapping[int, str]
) -> dict[str, Any]:
    rows = [
        {
            "letter": letters(one.position),
            "header": one.header,
            "samples": one.samples,
            "name": f"column-{one.position}",
            "said": said.get(one.position, ""),
            "meaning": _label(column_for(said.get(one.position, ""), year)),
            "error": errors.get(one.position),
        }
        for one in table.columns
    ]
    listed = [{"text": text, "href": f"#column-{max(position, 0)}"} for position, text in sorted(errors.items())]
    return {
        "of": of,
        "this": year,
        "upload": upload_of(upload),
        "sheet": table.sheet.name,
        "header_row": table.row,
        "others": table.others,
        "rows": rows,
        "offered": [(column.name, column.label) for column in columns(year)],
        "errors": listed,
    }


def _label(column: Column | None) -> str:
    return column.label if column else ""


@require_POST
def sheet_faults(request: HttpRequest, year: int, upload: int) -> HttpResponse:
    """Have a copy of a spreadsheet made in which everything that is wrong is marked."""
    of, kept = return_year(year), upload_of(upload)
    preview = request.POST.get("preview", "")
    asked = {"upload": kept.pk, "name": kept.name, "preview": int(preview) if preview.isdigit() else 0}
    return begun(begin_making(MARKED, who(), of, **asked))


@require_POST
def sheet_export(request: HttpRequest, year: int) -> HttpResponse:
    """Have the whole return made into a workbook."""
    return begun(begin_making(WORKBOOK, who(), return_year(year)))


@require_GET
def sheet_made(request: HttpRequest, year: int, job: int) -> HttpResponse:
    """A workbook that was made and waits to be downloaded."""
    of, found = return_year(year), _made_job(year, job)
    made = made_by(found.pk)
    context = {
        "of": of,
        "job": found,
        "made": made,
        "size": f"{max(len(made.content) / KILOBYTE, 1):,.0f} kB" if made else "",
        "is_marked": found.kind == MARKED,
    }
    return render(request, "sheet_made.html", context)


@require_GET
def sheet_file(request: HttpRequest, year: int, job: int) -> HttpResponse:
    """The workbook itself."""
    return_year(year)
    made = made_by(_made_job(year, job).pk)
    if made is None:
        return redirect("sheet_made", year, job)
    return _workbook(made.name, bytes(made.content))


def _made_job(year: int, job: int) -> Job:
    """A job that has made a workbook of a year. Raises ``Http404``."""
    found = job_of(job, WORKBOOK, MARKED)
    if found.of is None or found.of.year != year or found.state != "done":
        raise Http404
    return found


@require_GET
def sheet_template(request: HttpRequest, year: int) -> HttpResponse:
    """The template of the year."""
    of = return_year(year)
    this = year_of(str(of.year))
    return _workbook(f"OpenLET template {this}.xlsx", template_of(this, of.provider))


def _workbook(name: str, content: bytes) -> HttpResponse:
    answer = HttpResponse(content, content_type=XLSX)
    plain = "".join(sign if sign.isalnum() or sign in " -_." else "_" for sign in name)
    answer["Content-Disposition"] = f'attachment; filename="{plain}"'
    return answer
