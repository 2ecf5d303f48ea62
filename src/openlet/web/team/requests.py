"""What is noted of every request, without learner data; and where it comes from."""

import json
import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from openlet.team.figures import count_request

log = logging.getLogger("openlet.requests")


def address_of(request: HttpRequest) -> str | None:
    """The address of the browser: as the proxies in front say, the last of which can be believed; None: not known."""
    came = str(request.META.get("REMOTE_ADDR") or "")
    passed = [one.strip() for one in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if one.strip()]
    proxies = settings.TEAM.proxies
    return _without_port(passed[-proxies] if proxies and len(passed) >= proxies else came)


def _without_port(given: str) -> str | None:
    """Some servers and proxies add the port: 192.0.2.1:5000, [2001:db8::1]:5000."""
    bare = given[1:].partition("]")[0] if given.startswith("[") else given
    for text in (bare, bare.rpartition(":")[0]):
        try:
            return str(ip_address(text))
        except ValueError:
            continue
    return None


def _changes_a_record(page: str) -> bool:
    return page == "action" or page.startswith("learner_")


class Noting:
    """One line of JSON for each request: the page by its name, never its address, what was asked or sent."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        began = time.perf_counter()
        answer = self.get_response(request)
        took = time.perf_counter() - began
        page = str(request.resolver_match.url_name) if request.resolver_match else ""
        method = str(request.method) if request.method in ("GET", "HEAD", "POST") else "other"
        count_request(page, method, answer.status_code, took, method == "POST" and _changes_a_record(page))
        line = {
            "when": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "page": page,
            "method": method,
            "status": answer.status_code,
            "ms": round(took * 1000, 1),
            "UKPRN": getattr(request, "openlet_UKPRN", None),
        }
        log.info(json.dumps(line))
        return answer
