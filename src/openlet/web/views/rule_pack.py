"""The rule pack: what is in force, loading one, the keys that are trusted. On a team's server it is the authority's."""

from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from openlet.contracts.reading import WrongContract
from openlet.packs import kept
from openlet.packs.signed import LARGEST, Pack, WrongPack
from openlet.payments.ledger import WrongLedger
from openlet.store.basis import shared_folder, today
from openlet.web.frame import belongs_to, provider, who
from openlet.web.tasks import check_what_is_stale

belongs_to("settings", "settings_pack")
TABLES = {
    "terms.toml": "terms of the wave",
    "destinations.csv": "destination codes",
    "readings.csv": "usual readings",
    "reasons.csv": "words of the reasons",
    "tolerances.csv": "tolerances of starts",
    "calendar.csv": "return dates",
    "register.csv": "register of bootcamps",
}
DONE = {
    "load": "The rule pack is in force. Everything is being judged by it.",
    "off": "The rule pack was taken off. The tables of the program itself count again.",
    "trust": "The key is trusted: rule packs that it has signed can be loaded.",
    "distrust": "The key is not trusted any more.",
}


@require_http_methods(["GET", "POST"])
def settings_pack(request: HttpRequest, year: int) -> HttpResponse:
    """The rule pack, among the settings of one's own machine; on a team's server to look at."""
    return answered(request, reverse("settings_pack", args=[year]), "settings_pack")


def answered(request: HttpRequest, address: str, name: str) -> HttpResponse:
    """The page at an address, by its name, or what was sent to it done."""
    if request.method == "GET":
        return render(request, "rule_pack.html", _context(address, name, DONE.get(request.GET.get("done", ""), "")))
    does = request.POST.get("do", "")
    try:
        _do(request, does)
    except WrongPack as error:
        context = _context(address, name) | {"errors": {BOXES.get(does, "file"): str(error)}, "typed": request.POST}
        return render(request, "rule_pack.html", context, status=422)
    return redirect(f"{address}?done={does}")


BOXES = {"trust": "fingerprint", "distrust": "fingerprint"}  # where what is wrong stands; else at the file


def _do(request: HttpRequest, does: str) -> None:
    """Do what was asked. Raises ``WrongPack``."""
    folder = shared_folder()
    if does == "load":
        file = request.FILES.get("file")
        if file is None:
            raise WrongPack("Choose the file of the rule pack.")
        kept.load(folder, file.read(LARGEST + 1), today(), bool(request.POST.get("older")))
        _judge_anew()
    elif does == "off":
        kept.take_off(folder)
        _judge_anew()
    elif does == "trust":
        now = datetime.now(UTC).isoformat(timespec="seconds")
        kept.trust(folder, request.POST.get("fingerprint", ""), request.POST.get("whose", ""), who(), now)
    elif does == "distrust":
        kept.distrust(folder, request.POST.get("fingerprint", ""))


def _judge_anew() -> None:
    """Begin to judge the learners of the open store; on a team's server each page sees to its own."""
    if provider() is None:
        return
    try:
        check_what_is_stale(who())
    except (WrongContract, WrongLedger):  # every page says so already
        return


def _context(address: str, name: str, done: str = "") -> dict[str, Any]:
    try:
        found, trouble = kept.in_force(shared_folder()), ""
    except WrongPack as error:
        found, trouble = None, str(error)
    return {
        "found": found,
        "tables": _tables(found) if found else "",
        "trouble": trouble,
        "keys": kept.trusted(shared_folder()),
        "address": address,
        "page": name,
        "done": done,
        "errors": {},
        "typed": {},
    }


def _tables(found: Pack) -> str:
    return ", ".join(TABLES[name] for name in sorted(found.parts))
