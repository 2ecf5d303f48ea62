"""The log of what people did: a provider's own for its managers, all of it for the authority's administrators."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from openlet.team.log import KINDS
from openlet.team.models import Event

ON_A_PAGE = 50


@require_GET
def log(request: HttpRequest) -> HttpResponse:
    """The newest first, narrowed by account and kind."""
    asked = {name: request.GET.get(name, "") for name in ("account", "kind")}
    found = Event.objects.order_by("-pk")
    if request.openlet_UKPRN is not None:
        found = found.filter(UKPRN=request.openlet_UKPRN)
    for name, wanted in asked.items():
        found = found.filter(**{name: wanted}) if wanted else found
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    address = f"?{urlencode(asked)}&page={{page}}"
    return render(request, "team/log.html", {"page": page, "asked": asked, "kinds": KINDS, "page_address": address})
