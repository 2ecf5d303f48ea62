"""Background work gives way to people: while a page is being answered it waits, so that pages stay quick."""

import time
from collections.abc import Callable
from threading import Lock

from django.http import HttpRequest, HttpResponse

SHORTLY = 0.002  # seconds between two looks whether pages are still being answered
LONGEST = 0.25  # seconds that the work waits at most before it takes its next step


class _Pages:
    """How many requests are being answered now."""

    lock = Lock()
    under_way = 0


class Answering:
    """Count the requests that are being answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        with _Pages.lock:
            _Pages.under_way += 1
        try:
            return self.get_response(request)
        finally:
            with _Pages.lock:
                _Pages.under_way -= 1


def give_way() -> None:
    """Wait while pages are being answered, but not for ever."""
    until = time.monotonic() + LONGEST
    while _Pages.under_way and time.monotonic() < until:
        time.sleep(SHORTLY)
