"""What every page of a team's server shows around its content: who is signed in, and the parts that one may open."""

from typing import Any

from django.http import HttpRequest
from django.urls import get_script_prefix

from openlet.team.rights import Right
from openlet.web import frame as local
from openlet.web.team.showing import page_at
from openlet.web.team.who_may import PAGES, may

OF_A_PROVIDER = (("returns", "Sent returns"), ("accounts", "Accounts"), ("log", "Log"))
OF_THE_AUTHORITY = (
    ("authority", "Home"),
    ("returns", "Returns"),
    ("contracts", "Contracts"),
    ("pack", "Rule pack"),
    ("providers", "Providers"),
    ("accounts", "Accounts"),
    ("log", "Log"),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context of the layout."""
    shown = local.frame(request)
    rights: frozenset[Right] = getattr(request, "openlet_rights", frozenset())
    shown["may"] = lambda name, method="GET": may(rights, PAGES.get(name), method)
    if getattr(request, "openlet_stranger", True) or request.headers.get("HX-Request"):
        return shown
    part = request.resolver_match.url_name if request.resolver_match else None
    in_a_store = request.openlet_UKPRN is not None
    more = OF_A_PROVIDER if in_a_store else OF_THE_AUTHORITY
    links = shown.get("navigation", []) + local.navigation(part, more)
    shown["navigation"] = [one for one in links if may(rights, PAGES.get(_name(one["href"])), "GET")]
    shown["account"] = request.user.name or request.user.username
    if not in_a_store and rights - {Right.ANYBODY, Right.SIGNED_IN}:
        shown["provider"] = "Combined authority"
    return shown


def _name(address: str) -> str:
    return page_at("/" + address.removeprefix(get_script_prefix()))
