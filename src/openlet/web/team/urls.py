"""The addresses of a team's server: the entry tool's own below /10999991/, and those around it.

Every address needs a row in ``who_may.py``.
"""

from django.urls import path

from openlet.web.team.views import account, accounts, authority, health, log, signing_in
from openlet.web.urls import handler400, handler404, handler500
from openlet.web.urls import urlpatterns as of_records

__all__ = ["handler400", "handler404", "handler500", "urlpatterns"]

ONLY_ON_ONES_OWN_MACHINE = {"start", "health"}

urlpatterns = [
    path("health", health.health, name="health"),
    path("sign-in", signing_in.sign_in, name="sign_in"),
    path("sign-out", signing_in.sign_out, name="sign_out"),
    path("places", account.places, name="places"),
    path("account", account.account, name="account"),
    path("password", account.password, name="password"),
    path("authority", authority.authority, name="authority"),
    path("providers", authority.providers, name="providers"),
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/new", accounts.account_new, name="account_new"),
    path("accounts/<int:account>", accounts.account_of, name="account_of"),
    path("log", log.log, name="log"),
    *(one for one in of_records if one.name not in ONLY_ON_ONES_OWN_MACHINE),
]
