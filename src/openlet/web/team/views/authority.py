"""The authority's first page, and the providers with a store here."""

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from openlet.store.refusals import NotDone
from openlet.team.models import ProviderHere
from openlet.team.services import add_provider
from openlet.web.frame import who


@require_GET
def authority(request: HttpRequest) -> HttpResponse:
    """Where the authority's own people begin."""
    here = ProviderHere.objects.filter(ended=False).annotate(people=Count("roles")).order_by("name")
    return render(request, "team/authority.html", {"here": here})


@require_http_methods(["GET", "POST"])
def providers(request: HttpRequest) -> HttpResponse:
    """The providers, and one more."""
    given, error = {name: request.POST.get(name, "").strip() for name in ("UKPRN", "name")}, ""
    if request.method == "POST":
        try:
            if not given["UKPRN"].isdigit() or not given["name"]:
                raise NotDone("Enter the UKPRN, eight figures beginning with 1, and the name of the provider.")
            add_provider(int(given["UKPRN"]), given["name"], who())
            return redirect("providers")
        except NotDone as refusal:
            error = str(refusal)
    here = ProviderHere.objects.annotate(people=Count("roles")).order_by("name")
    context = {"here": here, "given": given, "error": error}
    return render(request, "team/providers.html", context, status=422 if error else 200)
