"""The addresses of a team's server: the entry tool's own below /10999991/, and those around it.

Every address needs a row in ``who_may.py``.
"""

from django.conf import settings
from django.urls import path

from openlet.web.team import api
from openlet.web.team.views import (
    account,
    accounts,
    authority,
    contract_changes,
    contracts,
    health,
    log,
    returns,
    rule_pack,
    sending,
    settlement_files,
    settlement_parts,
    settlements,
    signing_in,
    statements,
    submission,
    tokens,
)
from openlet.web.urls import handler400, handler404, handler500
from openlet.web.urls import urlpatterns as of_records

__all__ = ["handler400", "handler404", "handler500", "urlpatterns"]

ONLY_ON_ONES_OWN_MACHINE = {"start", "health"}

optional = []
if settings.TEAM.two_factor:
    from openlet.web.team.views import second_step

    optional += [
        path("second-step", second_step.second_step, name="second_step"),
        path("account/second-step", second_step.second_step_set, name="second_step_set"),
    ]
if settings.TEAM.open_id_connect:
    from openlet.web.team.views import elsewhere

    back = "elsewhere/<str:provider_id>/back"
    optional += [
        path("elsewhere/<str:provider_id>", elsewhere.openid_connect_login, name="openid_connect_login"),
        path(back, elsewhere.openid_connect_callback, name="openid_connect_callback"),
    ]

urlpatterns = [
    path("health", health.health, name="health"),
    path("metrics", health.metrics, name="metrics"),
    path("sign-in", signing_in.sign_in, name="sign_in"),
    path("sign-out", signing_in.sign_out, name="sign_out"),
    path("places", account.places, name="places"),
    path("account", account.account, name="account"),
    path("password", account.password, name="password"),
    path("authority", authority.authority, name="authority"),
    path("providers", authority.providers, name="providers"),
    path("contracts/", contracts.contracts, name="contracts"),
    path("contracts/all.zip", contracts.contracts_file, name="contracts_file"),
    path("contracts/new", contract_changes.contract_new, name="contract_new"),
    path("contracts/import", contract_changes.contracts_import, name="contracts_import"),
    path("contracts/import/<str:token>", contract_changes.contracts_waiting, name="contracts_waiting"),
    path("contracts/<int:version>", contracts.contract, name="contract"),
    path("contracts/<int:version>/file", contracts.contract_file, name="contract_file"),
    path("contracts/<int:version>/change", contract_changes.contract_change, name="contract_change"),
    path("contracts/<int:old>/compare/<int:new>", contracts.contract_compare, name="contract_compare"),
    path("pack", rule_pack.pack, name="pack"),
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/new", accounts.account_new, name="account_new"),
    path("accounts/<int:account>", accounts.account_of, name="account_of"),
    path("log", log.log, name="log"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/<int:token>/revoke", tokens.token_revoke, name="token_revoke"),
    path("returns/", returns.returns, name="returns"),
    path("returns/progress", returns.returns_progress, name="returns_progress"),
    path("returns/again", returns.returns_again, name="returns_again"),
    path("returns/send", sending.returns_send, name="returns_send"),
    path("returns/of/<int:UKPRN>", returns.returns_of, name="returns_of"),
    path("returns/<int:submission>", submission.submission, name="submission"),
    path("returns/<int:submission>/again", submission.submission_again, name="submission_again"),
    path("returns/<int:submission>/<str:kind>", submission.submission_report, name="submission_report"),
    path("returns/<int:submission>/<str:kind>/<str:form>", submission.submission_file, name="submission_file"),
    path("<int:year>/export/send", sending.return_send, name="return_send"),
    *api.addresses(),
    path("settlements/", settlements.settlements, name="settlements"),
    path("settlements/new", settlements.settlement_new, name="settlement_new"),
    path("settlements/<int:settlement>/", settlements.settlement, name="settlement"),
    path("settlements/<int:settlement>/state", settlements.settlement_state, name="settlement_state"),
    path("settlements/<int:settlement>/do", settlements.settlement_do, name="settlement_do"),
    path("settlements/<int:settlement>/decide", settlements.settlement_decide, name="settlement_decide"),
    path("settlements/<int:settlement>/sign", settlement_parts.settlement_sign, name="settlement_sign"),
    path("settlements/<int:settlement>/found/<str:part>", settlement_parts.settlement_part, name="settlement_part"),
    path("settlements/<int:settlement>/files/<str:name>", settlement_files.settlement_file, name="settlement_file"),
    path(
        "settlements/<int:settlement>/statements/<int:UKPRN>",
        statements.settlement_statement,
        name="settlement_statement",
    ),
    path("ledger/", settlement_files.authority_ledger, name="authority_ledger"),
    path("ledger/file", settlement_files.authority_ledger_file, name="authority_ledger_file"),
    path("statements/", statements.settled_statements, name="settled_statements"),
    path("statements/<int:settlement>", statements.settled_statement, name="settled_statement"),
    path("statements/<int:settlement>/file", statements.settled_statement_file, name="settled_statement_file"),
    *optional,
    *(one for one in of_records if one.name not in ONLY_ON_ONES_OWN_MACHINE),
]
