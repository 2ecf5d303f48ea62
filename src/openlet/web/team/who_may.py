"""Who may open which page, and who may send something to it: one row for each address of ``urls.py``.

``look`` and ``send`` name rights, one of which is enough. A right at a provider is only held below the provider's part
of the address, /10999991/, one at the authority only outside of it. ``seen`` and ``sent`` are what the log notes of it
(``openlet.team.log``), where it is to be noted. An address without a row is refused to everybody, and fails a test.
"""

from dataclasses import dataclass

from openlet.team.log import DECIDED, EXPORTED, SAW
from openlet.team.rights import Right

ANYBODY, SIGNED_IN = (Right.ANYBODY,), (Right.SIGNED_IN,)
READ, EDIT, MANAGE = (Right.READ,), (Right.EDIT,), (Right.MANAGE,)
ADMINISTER, SEE_RETURNS = (Right.ADMINISTER,), (Right.SEE_RETURNS,)
APPROVE_PAYMENTS = (Right.APPROVE_PAYMENTS,)
RUNS_A_PLACE = (Right.MANAGE, Right.ADMINISTER)
WORK_ON_RETURNS = (Right.WORK_ON_RETURNS,)
SEE_SENT, TAKE_SENT, SEND_IN = (  # of what was sent in: a provider its own, the authority all
    (Right.READ, Right.SEE_RETURNS),
    (Right.EDIT, Right.SEE_RETURNS),
    (Right.MANAGE, Right.WORK_ON_RETURNS),
)
NOBODY: tuple[Right, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """Who may look at a page, who may send something to it, and what the log notes of either."""

    look: tuple[Right, ...]
    send: tuple[Right, ...] = NOBODY
    seen: str = ""
    sent: str = ""


EVERYBODYS = {
    "health": Page(ANYBODY),
    "metrics": Page(ANYBODY),  # who has the token of the configuration
    "sign_in": Page(ANYBODY, ANYBODY),
    "sign_out": Page(SIGNED_IN, SIGNED_IN),
    "second_step": Page(ANYBODY, ANYBODY),
    "second_step_set": Page(SIGNED_IN, SIGNED_IN),
    "openid_connect_login": Page(ANYBODY),
    "openid_connect_callback": Page(ANYBODY),
    "places": Page(SIGNED_IN),
    "account": Page(SIGNED_IN),
    "password": Page(SIGNED_IN, SIGNED_IN),
}
RUNNING_A_PLACE = {
    "accounts": Page(RUNS_A_PLACE),
    "account_new": Page(RUNS_A_PLACE, RUNS_A_PLACE),
    "account_of": Page(RUNS_A_PLACE, RUNS_A_PLACE),
    "log": Page(RUNS_A_PLACE),
    "tokens": Page(RUNS_A_PLACE, RUNS_A_PLACE),
    "token_revoke": Page(NOBODY, RUNS_A_PLACE),
}
AUTHORITYS = {
    "authority": Page(SEE_RETURNS),
    "providers": Page(ADMINISTER, ADMINISTER),
    "pack": Page(ADMINISTER, ADMINISTER),  # the view notes what was decided
    "contracts": Page(SEE_RETURNS),
    "contracts_file": Page(SEE_RETURNS, seen=EXPORTED),
    "contract": Page(SEE_RETURNS),
    "contract_file": Page(SEE_RETURNS, seen=EXPORTED),
    "contract_compare": Page(SEE_RETURNS),
    "contract_new": Page(ADMINISTER, ADMINISTER),
    "contract_change": Page(ADMINISTER, ADMINISTER),
    "contracts_import": Page(ADMINISTER, ADMINISTER),
    "contracts_waiting": Page(ADMINISTER, ADMINISTER),
}
OF_RETURNS = {
    "returns": Page(SEE_SENT),
    "returns_progress": Page(SEE_SENT),
    "returns_send": Page(SEND_IN, SEND_IN, sent=DECIDED),
    "returns_of": Page(SEE_RETURNS),
    "returns_again": Page(NOBODY, WORK_ON_RETURNS, sent=DECIDED),
    "submission": Page(SEE_SENT),
    "submission_again": Page(NOBODY, WORK_ON_RETURNS, sent=DECIDED),
    "submission_report": Page(SEE_SENT, seen=SAW),
    "submission_file": Page(TAKE_SENT, seen=EXPORTED),
    "return_send": Page(NOBODY, MANAGE, sent=DECIDED),  # what the provider answers for is the manager's to send
}
BY_TOKEN, SEND_BY_TOKEN = (Right.READ_BY_TOKEN,), (Right.SEND_BY_TOKEN,)
OF_PROGRAMS = {  # every use of a token is noted
    "api_description": Page(ANYBODY),
    "api_health": Page(ANYBODY),
    "api_calendar": Page(BY_TOKEN),
    "api_submissions": Page(BY_TOKEN, SEND_BY_TOKEN, sent=DECIDED),
    "api_submission": Page(BY_TOKEN),
    "api_findings": Page(BY_TOKEN, seen=EXPORTED),
    "api_payments": Page(BY_TOKEN, seen=EXPORTED),
}
SETTLEMENTS = {
    "settlements": Page(SEE_RETURNS),
    "settlement_new": Page(WORK_ON_RETURNS, WORK_ON_RETURNS),
    "settlement": Page(SEE_RETURNS),
    "settlement_state": Page(SEE_RETURNS),
    "settlement_do": Page(NOBODY, WORK_ON_RETURNS),  # what they decide is noted by the services, with the rest of it
    "settlement_decide": Page(NOBODY, APPROVE_PAYMENTS),
    "settlement_sign": Page(NOBODY, WORK_ON_RETURNS),
    "settlement_part": Page(SEE_RETURNS, seen=SAW),
    "settlement_file": Page(SEE_RETURNS, seen=EXPORTED),
    "settlement_statement": Page(SEE_RETURNS, seen=SAW),
    "authority_ledger": Page(SEE_RETURNS),
    "authority_ledger_file": Page(SEE_RETURNS, seen=EXPORTED),
}
STATEMENTS = {
    "settled_statements": Page(READ),
    "settled_statement": Page(READ, seen=SAW),
    "settled_statement_file": Page(EDIT, seen=EXPORTED),
}
OF_RECORDS = {
    "first": Page(READ),
    "welcome": Page(MANAGE, MANAGE),
    "home": Page(READ),
    "rule": Page(READ),
    "job": Page(READ),
    "working": Page(READ),
    "working_state": Page(READ),
    "working_noticed": Page(NOBODY, READ),
    "action_measures": Page(READ),
    "settings": Page(READ),
    "settings_provider": Page(NOBODY, MANAGE),
    "settings_contract": Page(NOBODY, MANAGE, sent=DECIDED),
    "settings_day": Page(NOBODY, MANAGE, sent=DECIDED),
    "settings_pack": Page(READ),  # the authority's administrator loads it
    "settings_backup": Page(NOBODY, NOBODY),  # who runs the server backs up the database
    "calendar": Page(READ, MANAGE),
    "learners": Page(READ, seen=SAW),
    "learner_new": Page(EDIT, EDIT),
    "learners_deleted": Page(READ, seen=SAW),
    "learner": Page(READ, seen=SAW),
    "learner_aim": Page(READ, seen=SAW),
    "learner_employment": Page(READ, seen=SAW),
    "learner_destination": Page(READ, seen=SAW),
    "learner_history": Page(READ, seen=SAW),
    "person": Page(MANAGE, seen=SAW),
    "person_file": Page(MANAGE, seen=EXPORTED),
    "learner_save": Page(NOBODY, EDIT),
    "learner_add": Page(NOBODY, EDIT),
    "learner_remove": Page(NOBODY, EDIT),
    "learner_history_undo": Page(NOBODY, EDIT),
    "learner_delete": Page(NOBODY, EDIT),
    "learner_undelete": Page(NOBODY, EDIT),
    "learner_dont_export": Page(NOBODY, EDIT),
    "actions": Page(EDIT, seen=SAW),
    "action": Page(EDIT, EDIT, seen=SAW),
    "action_undo": Page(NOBODY, EDIT),
    "cohorts": Page(READ),
    "cohort_new": Page(EDIT, EDIT),
    "cohort": Page(READ, EDIT, seen=SAW),
    "cohort_end": Page(NOBODY, EDIT),
    "cohort_enrol": Page(EDIT, EDIT),
    "change_many": Page(EDIT, EDIT, seen=SAW),
    "many_done": Page(READ, seen=SAW),
    "many_undo": Page(NOBODY, EDIT),
    "money": Page(READ, seen=SAW),
    "money_record": Page(MANAGE, MANAGE, seen=SAW, sent=DECIDED),
    "money_take_back": Page(NOBODY, MANAGE, sent=DECIDED),
    "importing": Page(EDIT, EDIT),
    "sheet_match": Page(EDIT, EDIT, seen=SAW),
    "sheet_faults": Page(NOBODY, EDIT),
    "sheet_template": Page(EDIT),
    "sheet_export": Page(NOBODY, EDIT),
    "sheet_made": Page(EDIT),
    "sheet_file": Page(EDIT, seen=EXPORTED),
    "importing_preview": Page(EDIT, seen=SAW),
    "importing_answers": Page(NOBODY, EDIT),
    "importing_confirm": Page(NOBODY, EDIT, sent=DECIDED),
    "importing_done": Page(EDIT, seen=SAW),
    "importing_give_up": Page(NOBODY, EDIT),
    "importing_undo": Page(EDIT, EDIT, seen=SAW, sent=DECIDED),
    "exporting": Page(READ, EDIT, seen=SAW, sent=EXPORTED),
    "exporting_done": Page(READ, seen=SAW),
    "exporting_file": Page(EDIT, seen=EXPORTED),
    "exporting_sent": Page(NOBODY, EDIT, sent=DECIDED),
    "history": Page(READ, seen=SAW),
    "compare": Page(READ, READ, seen=SAW),
    "compare_file": Page(EDIT, seen=EXPORTED),
    "reports": Page(READ, READ),
    "report": Page(READ, seen=SAW),
    "statement": Page(READ, seen=SAW),
    "destinations_shared": Page(READ),  # made to be shown to others
    "rates": Page(READ, EDIT),
    "rates_file": Page(READ),
    "report_file": Page(EDIT, seen=EXPORTED),
    "report_files": Page(NOBODY, EDIT),
    "report_made": Page(EDIT, seen=EXPORTED),
    "work": Page(READ, seen=SAW),
    "work_item": Page(READ, seen=SAW),
    "work_do": Page(NOBODY, EDIT),
    "work_file": Page(EDIT, seen=EXPORTED),
    "report_table_file": Page(EDIT, seen=EXPORTED),
    "snapshots": Page(READ),
    "snapshot": Page(READ, EDIT, seen=SAW, sent=DECIDED),
    "snapshot_learner": Page(READ, EDIT, seen=SAW, sent=DECIDED),
}
PAGES = EVERYBODYS | RUNNING_A_PLACE | AUTHORITYS | OF_RETURNS | OF_PROGRAMS | SETTLEMENTS | STATEMENTS | OF_RECORDS


def may(rights: frozenset[Right], page: Page | None, method: str) -> bool:
    """Whether somebody with these rights may ask for a page in this way."""
    if page is None:
        return False
    return not rights.isdisjoint(page.look if method in ("GET", "HEAD") else page.send)
