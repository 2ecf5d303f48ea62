"""What goes wrong, in plain words: never a traceback, never learner data in a log."""

import json
import os
import sys
import traceback
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from openlet.contracts.reading import WrongContract
from openlet.ilr.opening import Unreadable
from openlet.packs.signed import WrongPack
from openlet.payments.ledger import WrongLedger
from openlet.store.refusals import NotDone
from openlet.store.start import why

KNOWN = (NotDone, WrongContract, WrongLedger, WrongPack, Unreadable)
DEBUG = "OPENLET_DEBUG"  # set it to see where a fault of the program itself arose, on standard error


class InPlainWords:
    """Say what a view could not do on a page of its own, or beside the field of a request of the page's script."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; what is too large is not even read."""
        sent = request.META.get("CONTENT_LENGTH") or ""
        if sent.isdigit() and int(sent) > settings.LARGEST_UPLOAD:
            most = settings.LARGEST_UPLOAD // 2**20
            text = f"The file is larger than {most} MB, so it was not taken. Check that it is the right one."
            return trouble(request, "That could not be done", text, 413)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Word an exception of a view."""
        if isinstance(error, Http404):
            return trouble(request, "That page is not there", "It may have been moved. Go on from the home page.", 404)
        if isinstance(error, KNOWN):
            return trouble(request, "That could not be done", str(error), 422)
        if isinstance(error, DatabaseError | InterfaceError):
            return trouble(request, *_not_stored(error))
        if os.environ.get(DEBUG):
            traceback.print_exception(error)
        text = f"OpenLET itself failed ({type(error).__name__}). Nothing was changed. Please report this."
        return trouble(request, "Something went wrong", text, 500)


def _not_stored(error: Exception) -> tuple[str, str, int]:
    return "Nothing was saved", f"The store could not be used: {why(error)}.", 503


def trouble(request: HttpRequest, title: str, text: str, status: int) -> HttpResponse:
    """A page with one sentence, or only the sentence for the status bar of the page that asked.

    A program that asks (``request.openlet_program``) gets a problem as JSON.
    """
    if getattr(request, "openlet_program", False):
        return problem(title, text, status)
    page = "trouble_in_page.html" if request.headers.get("HX-Request") else "trouble.html"
    said = {"title": title, "text": text}
    try:
        return render(request, page, said, status=status)
    except DatabaseError:
        request.openlet_stranger = True  # nothing of the store can be shown around it
        return render(request, page, said, status=status)


def problem(title: str, detail: str, status: int, **more: object) -> HttpResponse:
    """What went wrong, for a program (RFC 9457): ``detail`` says what is wrong, then what to do."""
    said = {"type": "about:blank", "title": title, "status": status, "detail": detail} | more
    return HttpResponse(json.dumps(said), status=status, content_type="application/problem+json")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page for an address that is not there."""
    return trouble(request, "That page is not there", "It may have been moved. Go on from the home page.", 404)


def failed(request: HttpRequest) -> HttpResponse:
    """The page for a fault outside a view."""
    error = sys.exc_info()[1]
    if isinstance(error, DatabaseError | InterfaceError):
        request.openlet_stranger = True
        return trouble(request, *_not_stored(error))
    return trouble(
        request, "Something went wrong", "OpenLET itself failed. Nothing was changed. Please report this.", 500
    )


def refused_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The answer to a request for another host, or one that makes no sense. No template: its context needs a host."""
    return HttpResponse("OpenLET answers only its own address on this machine.", status=400, content_type="text/plain")


def no_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form without its token: a page that stood open too long, or another site's form."""
    text = "The page was too old, or the form came from elsewhere. Open the page again, then repeat what you did."
    return trouble(request, "That could not be done", text, 403)
