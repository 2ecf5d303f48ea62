"""The rule pack of a team's server: the authority's administrator loads it, for everybody there."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from openlet.spec import pack as spec
from openlet.team.log import DECIDED, note
from openlet.web.frame import who
from openlet.web.team.requests import address_of
from openlet.web.views.rule_pack import answered


@require_http_methods(["GET", "POST"])
def pack(request: HttpRequest) -> HttpResponse:
    """Look at it, or load one, take it off, say which keys are trusted; the log says what was done."""
    answer = answered(request, reverse("pack"), "pack")
    if request.method == "POST" and answer.status_code < 400:
        does = request.POST.get("do", "")
        about = f"key {request.POST.get('fingerprint', '')}" if "trust" in does else spec.label() or "no rule pack"
        note(DECIDED, who(), page="pack", about=f"{does}: {about}", address=address_of(request))
    return answer
