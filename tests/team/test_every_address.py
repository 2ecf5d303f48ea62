"""Every address, asked for and sent to, by every role: who may, may; who may not, is refused before it is done."""

from collections.abc import Iterator

import pytest
from django.core.handlers.base import BaseHandler
from django.http import HttpResponse
from django.urls import get_resolver
from django.utils import timezone

from openlet.invented.example import UKPRN as NORTH
from openlet.team.tokens import make_token
from openlet.web.team.who_may import PAGES
from tests.team.people import PEOPLE, SOUTH, People

# The table: who may look at each address, and who may send to it. Said apart from ``who_may``, so that a slip there
# does not go unseen. Letters: r reader, e editor, m manager; o officer, p payments approver, a administrator;
# s anybody who is signed in, * everybody.
TABLE = {
    "health": "*", "metrics": "*",
    "sign_in": "* *", "sign_out": "s s", "places": "s", "account": "s", "password": "s s",
    "second_step": "* *", "second_step_set": "s s", "openid_connect_login": "*", "openid_connect_callback": "*",
    "accounts": "ma", "account_new": "ma ma", "account_of": "ma ma", "log": "ma",
    "authority": "opa", "providers": "a a",
    "pack": "a a", "settings_pack": "rem",
    "returns": "remopa", "returns_progress": "remopa", "returns_send": "mo mo", "returns_of": "opa",
    "returns_again": "- o", "submission": "remopa", "submission_again": "- o", "submission_report": "remopa",
    "submission_file": "emopa",
    "contracts": "opa", "contracts_file": "opa", "contract": "opa", "contract_file": "opa", "contract_compare": "opa",
    "contract_new": "a a", "contract_change": "a a", "contracts_import": "a a", "contracts_waiting": "a a",
    "return_send": "- m", "tokens": "ma ma", "token_revoke": "- ma",
    "api_description": "*", "api_health": "*", "api_calendar": "- -", "api_submissions": "- -",
    "api_submission": "- -", "api_findings": "- -", "api_payments": "- -",
    "settlements": "opa", "settlement_new": "o o", "settlement": "opa", "settlement_state": "opa",
    "settlement_do": "- o", "settlement_decide": "- p", "settlement_sign": "- o", "settlement_part": "opa",
    "settlement_file": "opa", "settlement_statement": "opa", "authority_ledger": "opa", "authority_ledger_file": "opa",
    "settled_statements": "rem", "settled_statement": "rem", "settled_statement_file": "em",
    "first": "rem", "welcome": "m m", "home": "rem", "rule": "rem", "job": "rem", "working": "rem",
    "working_state": "rem", "working_noticed": "- rem", "action_measures": "rem", "settings": "rem",
    "settings_provider": "- m", "settings_contract": "- m", "settings_day": "- m", "settings_backup": "- -",
    "calendar": "rem m", "learners": "rem", "learner_new": "em em", "learners_deleted": "rem", "learner": "rem",
    "learner_aim": "rem", "learner_employment": "rem", "learner_destination": "rem", "learner_history": "rem",
    "person": "m", "person_file": "m",
    "learner_save": "- em", "learner_add": "- em", "learner_remove": "- em", "learner_history_undo": "- em",
    "learner_delete": "- em", "learner_undelete": "- em", "learner_dont_export": "- em", "actions": "em",
    "action": "em em", "action_undo": "- em", "cohorts": "rem", "cohort_new": "em em", "cohort": "rem em",
    "cohort_end": "- em", "cohort_enrol": "em em", "change_many": "em em", "many_done": "rem", "many_undo": "- em",
    "money": "rem", "money_record": "m m", "money_take_back": "- m", "importing": "em em", "sheet_match": "em em",
    "sheet_faults": "- em", "sheet_template": "em", "sheet_export": "- em", "sheet_made": "em", "sheet_file": "em",
    "importing_preview": "em",
    "importing_answers": "- em", "importing_confirm": "- em", "importing_done": "em", "importing_give_up": "- em",
    "importing_undo": "em em", "exporting": "rem em", "exporting_done": "rem", "exporting_file": "em",
    "exporting_sent": "- em", "history": "rem", "compare": "rem rem", "compare_file": "em", "snapshots": "rem",
    "destinations_shared": "rem", "rates": "rem em", "rates_file": "rem",
    "reports": "rem rem", "report": "rem", "statement": "rem", "report_file": "em", "report_table_file": "em",
    "report_files": "- em", "report_made": "em", "work": "rem", "work_item": "rem",
    "work_do": "- em", "work_file": "em", "snapshot": "rem em", "snapshot_learner": "rem em",
}  # fmt: skip
# The same for programs: what a token that reads, and one that may send as well, is good for. r read, w write.
TOKENS = {
    "api_description": "rw", "api_health": "rw", "api_calendar": "rw", "api_submissions": "rw w",
    "api_submission": "rw", "api_findings": "rw", "api_payments": "rw",
}  # fmt: skip
LETTERS = {"reader": "r", "editor": "e", "manager": "m", "officer": "o", "approver": "p", "administrator": "a"}
SAMPLES = {
    "year": "2425",
    "aim": "a",
    "code": "NP-01",
    "provider_id": "own",
    "kind": "no-pay",
    "table": "a",
    "part": "inputs",
    "name": "a",
}
CAME_IN = 299


@pytest.fixture
def nothing_is_done(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whoever is let in gets an answer of its own instead of the page."""
    asked = BaseHandler.resolve_request

    def resolved(self: BaseHandler, request: object) -> object:
        match = asked(self, request)
        match.func = lambda request, **named: HttpResponse(status=CAME_IN)
        return match

    monkeypatch.setattr(BaseHandler, "resolve_request", resolved)
    yield


def addresses() -> dict[str, str]:
    """A path for each name of an address."""
    found = {}
    for one in get_resolver().url_patterns:
        route = str(one.pattern)
        for name in one.pattern.converters:
            kind = "str" if f"<str:{name}>" in route else "int"
            route = route.replace(f"<{kind}:{name}>", SAMPLES.get(name, "1" if kind == "int" else "a"))
        found[one.name] = f"/{route}"
    return found


def may(person: str, place: int | None, name: str, method: str) -> bool:
    """What the table says."""
    look, _, send = TABLE[name].partition(" ")
    letters = look if method == "GET" else send or "-"
    if place is None and ("*" in letters or (person and "s" in letters)):
        return True
    role = PEOPLE.get(person, {}).get(place, "")
    return bool(role) and LETTERS[role] in letters


def test_every_address_has_its_row_in_both_tables() -> None:
    names = set(addresses())
    assert {"no row in who_may": names - PAGES.keys()} == {"no row in who_may": set()}
    assert names == TABLE.keys() == PAGES.keys()


@pytest.mark.parametrize("person", ["", *LETTERS])
def test_who_may_comes_in_and_nobody_else(person: str, people: People, nothing_is_done: None) -> None:
    browser, wrong = people(person), []
    for place in (None, NORTH, SOUTH):
        is_nobody = place is not None and place not in PEOPLE.get(person, {})
        for number, (name, path) in enumerate(addresses().items()):
            if is_nobody and (person or place == SOUTH) and number % 6:
                continue  # who has no role at a provider is refused there before the address is even looked at
            for method in ("GET", "POST"):
                at = f"/{place}{path}" if place else path
                answer = browser.generic(method, at)
                is_in = answer.status_code == CAME_IN
                if at != "/" and is_in is not may(person, place, name, method):
                    wrong.append((method, at, answer.status_code))
                if not is_in and answer.status_code not in ((401,) if at.startswith("/api/") else (302, 403, 404)):
                    wrong.append((method, at, answer.status_code))
    assert wrong == []


def test_a_token_is_good_for_programs_addresses_and_nothing_else(people: People, nothing_is_done: None) -> None:
    wrong, tokens = [], {"r": made_token(False), "w": made_token(True)}
    for letter, text in tokens.items():
        for name, path in addresses().items():
            for method in ("GET", "POST"):
                for place in ("", f"/{NORTH}"):
                    answer = people("").generic(method, place + path, headers={"Authorization": f"Bearer {text}"})
                    look, _, send = TOKENS.get(name, "").partition(" ")
                    is_good = not place and letter in (look if method == "GET" else send)
                    is_everybodys = not place and may("", None, name, method)
                    if (answer.status_code == CAME_IN) is not (is_good or is_everybodys):
                        wrong.append((letter, method, place + path, answer.status_code))
    assert wrong == []


def made_token(may_send: bool) -> str:
    return make_token("walk", may_send, timezone.localdate(), NORTH, "tests")[1]


@pytest.mark.parametrize("method", ["DELETE", "OPTIONS", "HEAD"])
def test_no_other_way_to_ask_goes_past_the_guard(method: str, people: People, nothing_is_done: None) -> None:
    for name, path in addresses().items():
        answer = people("reader").generic(method, f"/{NORTH}{path}")
        assert (answer.status_code == CAME_IN) is may("reader", NORTH, name, "GET" if method == "HEAD" else "POST"), (
            path
        )


def test_an_address_without_a_row_is_refused_to_everybody(
    people: People, nothing_is_done: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(PAGES, "home")
    assert people("manager").get(f"/{NORTH}/2425/").status_code == 404


def test_who_is_not_signed_in_is_asked_to_and_comes_back(people: People) -> None:
    answer = people("").get(f"/{NORTH}/2425/learners/?q=a")
    assert answer.status_code == 302
    assert answer["Location"] == f"/sign-in?next=%2F{NORTH}%2F2425%2Flearners%2F%3Fq%3Da"


def test_the_script_of_a_page_that_stands_open_is_told_in_words(people: People) -> None:
    answer = people("").post(f"/{NORTH}/learner/1/save", headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert "You are signed out" in answer.content.decode()
