"""Whether the program and its database answer, and figures for programs that watch; nothing of anybody's records."""

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_GET
from prometheus_client import CONTENT_TYPE_LATEST

from openlet import __version__
from openlet.web.team.watching import figures, is_worked, trouble

NO_WORKER = "Nobody does the background work: start openlet team work."


@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """200 with the version where the database answers, else 503 with the reason in words."""
    try:
        wrong = trouble()
        background = "" if wrong or is_worked() else f" {NO_WORKER}"
    except DatabaseError:
        wrong, background = "it was lost in the middle of a question", ""
    if wrong:
        text = f"OpenLET {__version__} runs, but the database cannot be used: {wrong}."
        return HttpResponse(text, status=503, content_type="text/plain")
    return HttpResponse(f"OpenLET {__version__}, database reached.{background}", content_type="text/plain")


@require_GET
def metrics(request: HttpRequest) -> HttpResponse:
    """The figures, for who has the token of the configuration; without a token in it they are not there."""
    token = settings.TEAM.metrics_token
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not token or not constant_time_compare(given, token):
        raise Http404
    return HttpResponse(figures(), content_type=CONTENT_TYPE_LATEST)
