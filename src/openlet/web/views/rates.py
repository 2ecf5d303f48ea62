"""The rates and planned starts that the forecast goes by."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from openlet.contracts.rates import Rates, WrongRates
from openlet.contracts.reading import WrongContract
from openlet.contracts.terms import Contract, Contracts
from openlet.payments.amounts import MILESTONES
from openlet.store.basis import kept_contract
from openlet.store.models import ReturnYear
from openlet.store.rates import FILE, NOTHING, kept_rates, newest_rates
from openlet.store.services import keep_rates
from openlet.web.forms.rates import BOUNDS, RatesForm, changed, filled, read
from openlet.web.frame import belongs_to, return_year, who
from openlet.web.jinja import month as month_in_words

belongs_to("reports", "rates", "rates_file")


@require_http_methods(["GET", "POST"])
def rates(request: HttpRequest, year: int) -> HttpResponse:
    """Look at the rates of all bootcamps or of one, or change them."""
    of = return_year(year)
    try:
        contract, trouble = kept_contract(of.provider), ""
    except WrongContract as error:
        contract, trouble = None, str(error)
    context: dict[str, Any] = {"of": of, "contract": contract, "trouble": trouble}
    context["breadcrumbs"] = [
        {"text": "Reports", "href": reverse("reports", args=[year])},
        {"text": "Forecast", "href": reverse("report", args=[year, "forecast"])},
    ]
    if contract is None:
        return render(request, "rates.html", context)
    scope = request.GET.get("bootcamp", "")
    if scope and scope not in contract.bootcamps:
        raise Http404
    kept = kept_rates(of.provider, Contracts((contract,))) or NOTHING
    form = filled(kept, contract, scope)
    if request.method == "POST":
        if _saved(of, contract, kept, form, request):
            return redirect(f"{reverse('rates', args=[year])}?{urlencode({'bootcamp': scope, 'done': '1'})}")
        return render(request, "rates.html", context | _shown(of, contract, kept, form), status=422)
    return render(request, "rates.html", context | _shown(of, contract, kept, form) | {"done": request.GET.get("done")})


@require_GET
def rates_file(request: HttpRequest, year: int) -> HttpResponse:
    """The rates as a file, for ``openlet report forecast --rates``."""
    newest = newest_rates(return_year(year).provider)
    if newest is None:
        raise Http404
    answer = HttpResponse(newest.text.encode(), content_type="application/toml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{FILE}"'
    return answer


def _saved(of: ReturnYear, contract: Contract, kept: Rates, form: RatesForm, request: HttpRequest) -> bool:
    """Keep what was typed; False where something of it is wrong."""
    assumed, profile = read(form, request.POST.dict())
    if form.errors:
        return False
    try:
        keep_rates(of.provider, changed(kept, form, assumed, profile), Contracts((contract,)), who())
    except WrongRates as error:
        form.errors["M1"] = str(error)
    return not form.errors


def _shown(of: ReturnYear, contract: Contract, kept: Rates, form: RatesForm) -> dict[str, Any]:
    newest = newest_rates(of.provider)
    with_own = {ref for ref, _ in kept.own} | {one.learn_aim_ref for one in kept.profile}
    scopes = [{"ref": "", "text": "All bootcamps", "has_own": bool(kept.general.rates)}]
    scopes += [
        {"ref": ref, "text": f"{ref} {one.title or ''}".strip(), "has_own": ref in with_own}
        for ref, one in sorted(contract.bootcamps.items())
    ]
    return {
        "form": form,
        "scopes": scopes,
        "milestones": MILESTONES,
        "bounds": BOUNDS,
        "months": [(month, month_in_words(month)) for month in form.months],
        "planned": sum(int(text) for month in form.months if (text := form.values.get(month, "")).isdigit()),
        "learners": contract.bootcamps[form.scope].learners if form.scope else contract.max_learners,
        "newest": newest,
    }
