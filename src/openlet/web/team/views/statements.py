"""The statement of a provider on a settlement: the authority sees it at once, the provider when it is approved."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from openlet.authority import ledger
from openlet.authority.models import Payment, SettledProvider, Settlement
from openlet.authority.settlement.finance import name_of
from openlet.authority.settlement.statement import figures_of, statement_tables
from openlet.authority.settlement_models import APPROVED
from openlet.reports.tables import xlsx_bytes
from openlet.web.frame import belongs_to
from openlet.web.team.views.settlement_files import approval_of
from openlet.web.team.views.settlements import head_of, settlement_or_404
from openlet.web.views.reports import TYPES, download

ON_A_PAGE = 50

belongs_to("settled_statements", "settled_statement")


@require_GET
def settlement_statement(request: HttpRequest, settlement: int, UKPRN: int) -> HttpResponse:
    """A provider's statement as the authority sees it, also before it is approved."""
    of = settlement_or_404(settlement)
    context = _statement(request, of, UKPRN)
    context["breadcrumbs"] = [
        {"text": "Settlements", "href": reverse("settlements")},
        {"text": f"Settlement {of.pk}", "href": reverse("settlement", args=[of.pk])},
        {"text": "Providers", "href": reverse("settlement_part", args=[of.pk, "providers"])},
    ]
    return render(request, "team/settled_statement.html", context)


@require_GET
def settled_statements(request: HttpRequest) -> HttpResponse:
    """A provider's own statements, the newest first."""
    found = Payment.objects.filter(UKPRN=request.openlet_UKPRN, settlement__state=APPROVED)
    listed = found.select_related("settlement").defer("settlement__fixed").order_by("-settlement")
    page = Paginator(listed, ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [{"one": one, "name": name_of(one.settlement)} for one in page]
    context = {"page": page, "rows": rows, "page_address": "?page={page}"}
    return render(request, "team/settled_statements.html", context)


@require_GET
def settled_statement(request: HttpRequest, settlement: int) -> HttpResponse:
    """A provider's own statement on an approved settlement."""
    of = _approved(settlement)
    context = _statement(request, of, request.openlet_UKPRN)
    context["breadcrumbs"] = [{"text": "Statements", "href": reverse("settled_statements")}]
    return render(request, "team/settled_statement.html", context)


@require_GET
def settled_statement_file(request: HttpRequest, settlement: int) -> HttpResponse:
    """The same as a workbook, with every movement."""
    of, UKPRN = _approved(settlement), request.openlet_UKPRN
    payment = Payment.objects.filter(settlement=of, UKPRN=UKPRN).first()
    if payment is None:
        raise Http404
    tables = statement_tables(_found(of, UKPRN), payment, approval_of(of))
    return download(f"statement-{payment.reference}.xlsx", TYPES["xlsx"], xlsx_bytes(tables))


def _approved(settlement: int) -> Settlement:
    of = settlement_or_404(settlement)
    if of.state != APPROVED:
        raise Http404
    return of


def _found(of: Settlement, UKPRN: int) -> SettledProvider:
    found: SettledProvider | None = SettledProvider.objects.filter(settlement=of, UKPRN=UKPRN).first()
    if found is None:
        raise Http404
    return found


def _statement(request: HttpRequest, of: Settlement, UKPRN: int) -> dict[str, Any]:
    found, payment = _found(of, UKPRN), Payment.objects.filter(settlement=of, UKPRN=UKPRN).first()
    count, moved = 0, []
    page = Paginator(range(0), ON_A_PAGE).get_page(1)
    if of.line is not None:
        count, _ = ledger.movements_of(of.line, UKPRN, 0, 0)
        page = Paginator(range(count), ON_A_PAGE).get_page(request.GET.get("page"))
        moved = ledger.movements_of(of.line, UKPRN, max(page.start_index() - 1, 0), ON_A_PAGE)[1]
    files = [one for one in of.fixed["files"] if one["UKPRN"] == UKPRN]
    contracts = [one for one in of.fixed["contracts"] if one["UKPRN"] == UKPRN]
    return head_of(of) | {
        "found": found,
        "payment": payment,
        "figures": figures_of(found, payment),
        "approved": approval_of(of),
        "moved": moved,
        "count": count,
        "page": page,
        "page_address": "?page={page}",
        "own_files": files,
        "own_contracts": contracts,
    }
