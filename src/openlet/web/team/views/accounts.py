"""The accounts of a place, a provider or the authority: whoever runs it makes them, gives roles and new passwords.

An account with a role elsewhere too is only given or taken its role here: its password is for the authority to renew.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from openlet.store.refusals import NotDone
from openlet.team.models import Account, ProviderHere, Role
from openlet.team.rights import AT_A_PROVIDER, AT_THE_AUTHORITY, IN_WORDS
from openlet.team.services import (
    add_account,
    give_new_password,
    give_role,
    is_only_of,
    place_of,
    set_ended,
    take_role,
)
from openlet.web.frame import belongs_to, who

belongs_to("accounts", "account_new", "account_of")


@require_GET
def accounts(request: HttpRequest) -> HttpResponse:
    """Everybody with a role here; for the authority everybody."""
    here = request.openlet_UKPRN
    held = Role.objects.select_related("account", "provider").order_by("account__username", "provider__name")
    held = held.filter(provider__UKPRN=here) if here else held
    return render(request, "team/accounts.html", {"held": held, "words": IN_WORDS, "here": here})


@require_http_methods(["GET", "POST"])
def account_new(request: HttpRequest) -> HttpResponse:
    """Make an account; its first password is shown once."""
    given = {name: request.POST.get(name, "").strip() for name in ("username", "name", "role", "UKPRN")}
    context = {"given": given, "roles": _roles(request), "providers": _providers(request), "error": ""}
    if request.method == "GET":
        return render(request, "team/account_new.html", context)
    try:
        made, password = add_account(given["username"], given["name"], given["role"], _place(request), who())
    except NotDone as error:
        return render(request, "team/account_new.html", context | {"error": str(error)}, status=422)
    return render(request, "team/account_made.html", {"made": made, "password": password})


@require_http_methods(["GET", "POST"])
def account_of(request: HttpRequest, account: int) -> HttpResponse:
    """One account: its roles, a new password, its end."""
    found = _found(request, account)
    if request.method == "GET":
        return render(request, "team/account_of.html", _context(request, found))
    try:
        password = _do(request, found)
    except NotDone as error:
        return render(request, "team/account_of.html", _context(request, found, str(error)), status=422)
    if password:
        return render(request, "team/account_made.html", {"made": found, "password": password})
    still_here = Role.objects.filter(account=found).exists() if request.openlet_UKPRN is None else _role(request, found)
    return redirect("account_of", found.pk) if still_here else redirect("accounts")


def _do(request: HttpRequest, account: Account) -> str:
    """Do what was asked; a new password is given back. Raises ``NotDone``."""
    what, here = request.POST.get("do", ""), _place(request)
    if account == request.user and what != "password":
        raise NotDone("You cannot end your own account or change your own role. Ask somebody else who may.")
    if what == "give":
        give_role(account, request.POST.get("role", ""), here, who())
    elif what == "take":
        take_role(account, here, who())
    elif what in ("password", "end", "begin"):
        if request.openlet_UKPRN is not None and not is_only_of(account, request.openlet_UKPRN):
            raise NotDone("This account has a role elsewhere too, so only the authority's administrators may do that.")
        if what == "password":
            return str(give_new_password(account, request.openlet_UKPRN, who()))
        set_ended(account, what == "end", request.openlet_UKPRN, who())
    else:
        raise NotDone("Nothing was asked for. Choose one of the buttons.")
    return ""


def _found(request: HttpRequest, account: int) -> Account:
    """An account with a role here; the authority finds every one. Raises ``Http404``."""
    found: Account | None = Account.objects.filter(pk=account).first()
    if found is None or (request.openlet_UKPRN is not None and not _role(request, found)):
        raise Http404
    return found


def _role(request: HttpRequest, account: Account) -> Role | None:
    found: Role | None = Role.objects.filter(account=account, provider__UKPRN=request.openlet_UKPRN).first()
    return found


def _context(request: HttpRequest, account: Account, error: str = "") -> dict[str, Any]:
    here = request.openlet_UKPRN
    held = Role.objects.filter(account=account).select_related("provider").order_by("provider__name")
    return {
        "whose": account,
        "held": held.filter(provider__UKPRN=here) if here else held,
        "role": getattr(_role(request, account), "role", "") if here else "",
        "roles": _roles(request),
        "providers": _providers(request),
        "words": IN_WORDS,
        "is_own": account == request.user,
        "elsewhere": here is not None and not is_only_of(account, here),
        "log": f"{reverse('log')}?account={account.username}",
        "error": error,
    }


def _roles(request: HttpRequest) -> list[dict[str, str]]:
    roles = (*AT_A_PROVIDER,) if request.openlet_UKPRN else (*AT_A_PROVIDER, *AT_THE_AUTHORITY)
    return [{"value": role, "text": IN_WORDS[role]} for role in roles]


def _providers(request: HttpRequest) -> list[dict[str, str]]:
    """The places where the authority may give a role; none to choose from in a provider's own pages."""
    if request.openlet_UKPRN is not None:
        return []
    here = ProviderHere.objects.filter(ended=False).order_by("name")
    return [{"value": str(one.UKPRN), "text": f"{one.name}, UKPRN {one.UKPRN}"} for one in here]


def _place(request: HttpRequest) -> int | None:
    """The place that a form is about: the provider's own, or the one that the authority chose. Raises ``NotDone``."""
    if request.openlet_UKPRN is not None:
        return int(request.openlet_UKPRN)
    return place_of(request.POST.get("UKPRN", ""))
