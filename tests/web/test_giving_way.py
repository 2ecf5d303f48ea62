"""Background work waits while pages are being answered, and goes on as soon as they are."""

import time
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from openlet.web import giving_way
from openlet.web.giving_way import Answering, give_way

REQUEST = RequestFactory().get("/")


@pytest.fixture
def naps(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long the work slept, each time that it did; a clock that only these naps move on."""
    taken: list[float] = []
    monkeypatch.setattr(time, "sleep", taken.append)
    monkeypatch.setattr(time, "monotonic", lambda: sum(taken))
    return taken


def test_work_goes_on_at_once_while_nobody_waits(naps: list[float]) -> None:
    Answering(lambda request: HttpResponse())(REQUEST)
    give_way()
    assert naps == []


def test_work_waits_while_a_page_is_answered_but_not_for_ever(naps: list[float]) -> None:
    def page(request: Any) -> HttpResponse:
        give_way()
        return HttpResponse()

    Answering(page)(REQUEST)
    assert naps
    assert giving_way.LONGEST <= sum(naps) < giving_way.LONGEST + 2 * giving_way.SHORTLY


def test_work_goes_on_when_the_last_of_several_pages_is_answered(
    naps: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    def outer(request: Any) -> HttpResponse:
        Answering(lambda request: HttpResponse())(request)
        give_way()
        return HttpResponse()

    Answering(outer)(REQUEST)
    assert naps
    naps.clear()
    give_way()
    assert naps == []


def test_a_page_that_fails_is_not_waited_for(naps: list[float]) -> None:
    def failing(request: Any) -> HttpResponse:
        raise ValueError

    with pytest.raises(ValueError, match=""):
        Answering(failing)(REQUEST)
    give_way()
    assert naps == []
