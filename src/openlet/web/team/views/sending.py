"""Sending returns in: out of the store by a provider's manager, or as files by a manager or an officer."""

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from openlet.authority.arriving import MOST_IN_A_ZIP, files_in
from openlet.authority.models import OF_A_PROVIDER, OF_AN_OFFICER, REFUSED
from openlet.authority.submissions import Kept, keep
from openlet.store.arriving import LARGEST_XML, MEGABYTE
from openlet.web.frame import return_year, who
from openlet.web.team.send_tasks import begin_sending
from openlet.web.team.views.returns import JUST_SENT
from openlet.web.views.working import begun

LISTED = 20  # names of files that are told of one by one


@require_POST
def return_send(request: HttpRequest, year: int) -> HttpResponse:
    """Have the return exported and that very file sent to the authority."""
    return begun(begin_sending(return_year(year), who()))


@require_http_methods(["GET", "POST"])
def returns_send(request: HttpRequest) -> HttpResponse:
    """Choose files, many at once, ZIPs too; all are kept before this is answered, and checked afterwards."""
    here = request.openlet_UKPRN
    if request.method == "GET":
        return render(request, "team/returns_send.html", _context(request))
    given = [(_name(file.name), file.read()) for file in request.FILES.getlist("files")]
    if not given:
        return render(request, "team/returns_send.html", _context(request, "Choose at least one file."), status=422)
    kept = keep(files_in(given), who(), OF_AN_OFFICER if here is None else OF_A_PROVIDER, here)
    if len(kept) == 1:
        one = reverse("submission", args=[kept[0].submission.pk])
        return redirect(one if kept[0].is_new else f"{one}?again=1")
    request.session[JUST_SENT] = told(kept)
    return redirect("returns")


def _name(given: str | None) -> str:
    return PurePosixPath((given or "file").replace("\\", "/")).name


def _context(request: HttpRequest, error: str = "") -> dict[str, Any]:
    words = "Returns" if request.openlet_UKPRN is None else "Sent returns"
    return {
        "error": error,
        "largest": f"{LARGEST_XML // MEGABYTE} MB",
        "most": f"{MOST_IN_A_ZIP:,}",
        "breadcrumbs": [{"text": words, "href": reverse("returns")}],
    }


def told(kept: Sequence[Kept]) -> dict[str, Any]:
    """What became of several files, for the page that is shown next."""
    refused = [one.submission.refusal for one in kept if one.is_new and one.submission.state == REFUSED]
    again = [one.submission.file_name for one in kept if not one.is_new]
    return {
        "taken": len(kept) - len(refused) - len(again),
        "refused": refused[:LISTED],
        "more_refused": max(0, len(refused) - LISTED),
        "again": again[:LISTED],
        "more_again": max(0, len(again) - LISTED),
    }
