"""Files of a settlement: the result of ``pay``, movements, tables for finance; and the ledger."""

from collections.abc import Iterable
from pathlib import Path

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from openlet.authority import ledger
from openlet.authority.models import LedgerLine, Payment, Settlement
from openlet.authority.settlement import finance_tables, findings_of, movement_rows, out_file
from openlet.authority.settlement.signing import recording_of
from openlet.authority.settlement_models import APPROVED, APPROVED_IT
from openlet.authority.working_out import DOCUMENT, TABLE
from openlet.payments.ledger import WrongLedger
from openlet.reports.tables import Table, csv_bytes, xlsx_bytes
from openlet.store.refusals import NotDone
from openlet.web.team.views.settlements import settlement_or_404
from openlet.web.views.reports import TYPES, download

ON_A_PAGE = 30
CHECKED_AT_ONCE = 10_000_000  # characters; a longer ledger is verified when somebody asks for it
CSV, JSON = "text/csv; charset=utf-8", "application/json"
AS_THEY_ARE = {"pay.json": (DOCUMENT, JSON), "pay.csv": (TABLE, CSV)}
FINANCE = {"payments.csv": 0, "movements.csv": 1}
WORKBOOK, EACH = "finance.xlsx", "each-movement.csv"
FILES = {
    "finance.xlsx": "Payments and movements for finance (workbook)",
    "payments.csv": "Payments, one row for each provider, with the total",
    "movements.csv": "Movements by provider, kind and milestone, with the total",
    "each-movement.csv": "Every movement that is recorded, learner by learner",
    "pay.csv": "Every milestone of every bootcamp, as openlet pay writes it",
    "pay.json": "The whole result, as openlet pay writes it",
}


@require_GET
def settlement_file(request: HttpRequest, settlement: int, name: str) -> HttpResponseBase:
    """A file of a settlement. Raises ``NotDone``."""
    of = settlement_or_404(settlement)
    if name not in FILES or not of.document_sha256:
        raise Http404
    called = f"settlement-{of.pk}-{name}"
    if name in AS_THEY_ARE:
        kept, kind = AS_THEY_ARE[name]
        return _whole(out_file(of, kept), called, kind)
    if of.state != APPROVED:
        raise NotDone("This file is there when the settlement is approved: until then nothing is paid.")
    if name == EACH:
        return download(called, CSV, csv_bytes(_each(of)))
    tables = finance_tables(of, payments_kept(of), approval_of(of))
    if name == WORKBOOK:
        return download(called, TYPES["xlsx"], xlsx_bytes(tables))
    return download(called, CSV, csv_bytes(tables[FINANCE[name]]))


def _whole(path: Path, name: str, kind: str) -> FileResponse:
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=kind)


def payments_kept(of: Settlement) -> list[Payment]:
    """The payments of a settlement that was approved."""
    found = list(Payment.objects.filter(settlement=of).order_by("UKPRN"))
    for one in found:
        one.settlement = of  # read once, not for each
    return found


def approval_of(of: Settlement) -> tuple[str, str]:
    """Who approved it, and on which day."""
    found = of.decisions.filter(what=APPROVED_IT).order_by("-pk").first()
    return (found.by, found.at.date().isoformat()) if found else ("", "")


def _each(of: Settlement) -> Table:
    """Every movement that was recorded."""
    recording = recording_of(of)
    left_out = recording.open | recording.aside | recording.held
    found = findings_of(of).rows("move", "1", (), "number", 0, len(recording.moves))
    return movement_rows(one for one in found if one["number"] not in left_out)


@require_GET
def authority_ledger(request: HttpRequest) -> HttpResponse:
    """The ledger line by line, and whether its chain holds."""
    held, trouble = None, ""
    is_checked = request.GET.get("check") == "1" or ledger.size() <= CHECKED_AT_ONCE
    if is_checked:
        try:
            held = ledger.verified()
        except WrongLedger as why:
            trouble = str(why)
    listed = LedgerLine.objects.select_related("settlement").order_by("-number")
    listed = listed.only("number", "hash", "recorded_at", "recorded_by", "movements", "pence", "settlement__id")
    page = Paginator(listed, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "trouble": trouble,
        "is_checked": is_checked,
        "entries": len(held.entries) if held else 0,
        "pence": sum(one.pence for one in held.entries) if held else 0,
        "head": ledger.head(),
        "page_address": "?page={page}",
        "breadcrumbs": [{"text": "Settlements", "href": reverse("settlements")}],
    }
    return render(request, "team/ledger.html", context)


@require_GET
def authority_ledger_file(request: HttpRequest) -> HttpResponseBase:
    """The ledger as a file that ``openlet pay --ledger`` reads. Raises ``WrongLedger``."""
    ledger.verified()
    lines: Iterable[bytes] = ledger.lines()
    answer = StreamingHttpResponse(lines, content_type="application/x-ndjson")
    answer["Content-Disposition"] = 'attachment; filename="authority-ledger.jsonl"'
    return answer
