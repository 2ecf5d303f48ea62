"""The places of the walk through a team's pages: who goes there, and how. Every address around the records has one."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from openlet.invented.example import UKPRN as NORTH
from openlet.web.team.who_may import OF_PROGRAMS
from tests.browser.person import Person
from tests.team import places_of_contracts as contracts
from tests.team.people import PASSWORD
from tests.team.settling import settled_until


@dataclass(frozen=True)
class Place:
    """A page in one of its states. ``names`` are those of the addresses that lead there; ``status`` is provoked."""

    title: str
    names: tuple[str, ...]
    person: str
    go: Callable[[Page], object]
    status: int | None = None


def at(path: str) -> Callable[[Page], object]:
    return lambda page: page.goto(path)


def filled(path: str, button: str, **boxes: str) -> Callable[[Page], object]:
    """Fill the boxes of a page and press a button."""

    def go(page: Page) -> None:
        page.goto(path)
        for label, text in boxes.items():
            Person(page).box(label.replace("_", " ")).fill(text)
        page.get_by_role("button", name=button, exact=True).first.click()

    return go


def made(page: Page) -> None:
    page.goto(f"/{NORTH}/accounts/new")
    Person(page).box("Account name").fill("walker.one")
    Person(page).box("Name").fill("A Walker")
    page.get_by_role("radio", name="Reader").check()
    page.get_by_role("button", name="Add account").click()


def one_account(page: Page) -> None:
    page.goto(f"/{NORTH}/accounts/")
    page.get_by_role("link", name="reader", exact=True).click()


def a_record(page: Page) -> None:
    page.goto(f"/{NORTH}/2425/learners/")
    page.get_by_role("link", name="L0017").click()


def asked_for_a_code(page: Page) -> None:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    from openlet.team.models import Account
    from openlet.web.team.views.second_step import has_one

    account = Account.objects.get(username="officer2")
    if not has_one(account):
        TOTP.activate(account, generate_totp_secret())
    filled("/sign-in", "Sign in", Account_name="officer2", Password=PASSWORD)(page)


def own_end(page: Page) -> None:
    """What would change one's own role is not offered; who sends it all the same is told."""
    page.goto(f"/{NORTH}/accounts/")
    page.get_by_role("link", name="manager", exact=True).click()
    page.locator("input[name=do]").first.evaluate("(box) => { box.value = 'take' }")
    page.get_by_role("button", name="Give a new password").click()


def with_returns() -> int:
    """A provider with both years, one file replaced, one refused, another provider without a contract; the first."""
    from openlet.authority.models import CHECKED, Submission
    from openlet.authority.work import check_what_waits
    from tests.team import returns

    returns.with_contract()
    found = Submission.objects.filter(UKPRN=NORTH, year=2324, state=CHECKED, sent_by="walker").first()
    if found is None:
        old, new, south = returns.OLD, returns.NEW, returns.of_the_south()
        returns.sent((returns.OLD_NAME, returns.changed(77)), by="walker")
        returns.sent((returns.OLD_NAME, old), (returns.NEW_NAME, new), (returns.OLD_NAME, south), by="walker")
        returns.sent(("letter.xml", b"Dear all"), for_=NORTH, by="walker")
        check_what_waits(processes=1)
        found = Submission.objects.filter(UKPRN=NORTH, year=2324, sent_by="walker").earliest("pk")
    return int(found.pk)


def of_returns(path: str) -> Callable[[Page], object]:
    """A page of returns; {one} in its address is one of them."""
    return lambda page: page.goto(path.format(one=with_returns()))


def being_checked(page: Page) -> None:
    """While something waits the page asks how far it is, and shows itself anew when nothing waits any more."""
    from openlet.authority.models import CHECKING, REFUSED, Submission
    from openlet.store.services.editing import now_utc

    with_returns()
    row = Submission.objects.create(
        file_name="slow.xml", sha256="0" * 64, size=1, sent_at=now_utc(), sent_by="walker", state=CHECKING
    )
    with page.expect_request("**/returns/progress*"):
        page.goto("/returns/")
    with page.expect_navigation():
        Submission.objects.filter(pk=row.pk).update(state=REFUSED, refusal="It was too slow.")


def sent_out_of_the_store(page: Page) -> None:
    with_returns()
    page.goto(f"/{NORTH}/2425/export")
    page.get_by_role("button", name="Send to the combined authority").click()
    page.get_by_role("heading", name="What keeps money back").wait_for()


def all_checked_again(page: Page) -> None:
    with_returns()
    page.goto("/returns/?state=no+contract")
    page.get_by_role("button", name="Check them again").click()
    page.get_by_role("button", name="Check them again").wait_for()  # there is still no contract


def checked_again(page: Page) -> None:
    page.goto(f"/returns/{with_returns()}")
    page.get_by_role("button", name="Check it again").click()
    page.get_by_role("button", name="Check it again").wait_for()


def made_token(page: Page) -> None:
    page.goto("/tokens/")
    Person(page).box("Name").fill("Records system")
    page.get_by_role("radio", name="Read, and send").check()
    page.get_by_role("button", name="Make the token").click()
    page.get_by_role("link", name="Back to the tokens").wait_for()


def revoked_token(page: Page) -> None:
    made_token(page)
    page.goto("/tokens/")
    page.get_by_role("button", name="Revoke Records system").first.click()
    page.get_by_text("Revoked on").first.wait_for()


def settled(stage: str, path: str = "") -> Callable[[Page], object]:
    """A page of a settlement that has come so far."""

    def go(page: Page) -> None:
        page.goto(path.replace("KEY", str(settled_until(stage))) if path else f"/settlements/{settled_until(stage)}/")

    return go


def found(part: str) -> Callable[[Page], object]:
    return settled("worked out", f"/settlements/KEY/found/{part}")


def waiting(page: Page) -> None:
    with page.expect_response("**/state"):
        settled("waiting")(page)


def pressed(stage: str, button: str, path: str = "") -> Callable[[Page], object]:
    """A button of a settlement is pressed, with nothing filled in."""

    def go(page: Page) -> None:
        settled(stage, path)(page)
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        page.get_by_role("button", name=button, exact=True).click()

    return go


WRONG_CODE = filled("/account/second-step", "Add the second step", Code_of_the_app="1", Your_password=PASSWORD)
UNKNOWN = filled("/sign-in", "Sign in", Account_name="no.one", Password="x")
NO_NAME = filled(f"/{NORTH}/accounts/new", "Add account")
PLACES = (
    Place("sign in", ("sign_in",), "", at("/")),
    Place("a wrong password", ("sign_in",), "", UNKNOWN, 422),
    Place("sign out", ("sign_out",), "reader", at("/sign-out")),
    Place("several places", ("places",), "both", at("/")),
    Place("no place", ("places",), "guest", at("/places")),
    Place("one's account", ("account",), "both", at("/account")),
    Place("one's password", ("password",), "reader", at("/password")),
    Place(
        "a password that is too short", ("password",), "reader",
        filled("/password", "Change password", Your_password_as_it_is_now="x", New_password="y"), 422,
    ),
    Place("a second step", ("second_step_set",), "reader", at("/account/second-step")),
    Place("a second step with a wrong code", ("second_step_set",), "reader", WRONG_CODE, 422),
    Place("a second step is asked for", ("second_step",), "", asked_for_a_code),
    Place("the other side is not there", ("openid_connect_login",), "", at("/elsewhere/own"), 502),
    Place("the other side confirmed nothing", ("openid_connect_callback",), "", at("/elsewhere/own/back"), 403),
    Place("the accounts of a provider", ("accounts",), "manager", at(f"/{NORTH}/accounts/")),
    Place("a new account", ("account_new",), "manager", at(f"/{NORTH}/accounts/new")),
    Place("a new account without a name", ("account_new",), "manager", NO_NAME, 422),
    Place("an account was made", ("account_new",), "manager", made),
    Place("one account", ("account_of",), "manager", one_account),
    Place("one's own account among the others", ("account_of",), "manager", own_end, 422),
    Place("the log of a provider", ("log",), "manager", at(f"/{NORTH}/log")),
    Place("the authority", ("authority",), "officer", at("/authority")),
    Place("providers", ("providers",), "administrator", at("/providers")),
    Place("a provider without a name", ("providers",), "administrator", filled("/providers", "Add provider"), 422),
    Place("the rule pack of the server", ("pack",), "administrator", at("/pack")),
    Place("contracts are asked for", ("contracts_import",), "administrator", at("/contracts/import")),
    Place(
        "a contract that cannot be read", ("contracts_import",), "administrator", contracts.upload("[contract"), 422,
    ),
    Place("what was sent", ("contracts_waiting",), "administrator", contracts.upload(contracts.CONTRACT)),
    Place("a contract was added", ("contracts",), "administrator", contracts.add),
    Place("one contract", ("contract",), "administrator", contracts.at_version),
    Place("a contract as a form", ("contract_change",), "administrator", contracts.change),
    Place("a price that cannot be read", ("contract_change",), "administrator", contracts.wrong, 422),
    Place("two versions", ("contract_compare",), "administrator", contracts.price_typed_over),
    Place("a new contract", ("contract_new",), "administrator", at("/contracts/new")),
    Place("contracts, for an officer", ("contracts",), "officer", at("/contracts/")),
    Place("one contract, for an officer", ("contract",), "officer", contracts.at_version),
    Place("everybody's accounts", ("accounts",), "administrator", at("/accounts/")),
    Place("a new account anywhere", ("account_new",), "administrator", at("/accounts/new")),
    Place("the whole log", ("log",), "administrator", at("/log")),
    Place("a page of another role", ("account_new",), "reader", at(f"/{NORTH}/accounts/new"), 403),
    Place("another provider", (), "reader", at("/10999992/2425/"), 404),
    Place("all returns", ("returns",), "officer", of_returns("/returns/")),
    Place("returns being checked", ("returns", "returns_progress"), "officer", being_checked),
    Place("files to send in", ("returns_send",), "officer", at("/returns/send")),
    Place("no file to send in", ("returns_send",), "officer", filled("/returns/send", "Send"), 422),
    Place("the returns of one provider", ("returns_of",), "approver", of_returns(f"/returns/of/{NORTH}")),
    Place("a return", ("submission",), "approver", of_returns("/returns/{one}")),
    Place("a return is checked again", ("submission_again", "submission"), "officer", checked_again),
    Place("a no-pay report", ("submission_report",), "approver", of_returns("/returns/{one}/no-pay?names=1")),
    Place("the findings of a return", ("submission_report",), "approver", of_returns("/returns/{one}/findings")),
    Place("a provider's sent returns", ("returns",), "reader", of_returns(f"/{NORTH}/returns/")),
    Place("the return is sent", ("return_send", "submission"), "manager", sent_out_of_the_store),
    Place("tokens", ("tokens",), "manager", at(f"/{NORTH}/tokens/")),
    Place("a token without a name", ("tokens",), "manager", filled(f"/{NORTH}/tokens/", "Make the token"), 422),
    Place("a token was made", ("tokens",), "administrator", made_token),
    Place("a token was revoked", ("token_revoke",), "administrator", revoked_token),
    Place("returns are checked again", ("returns_again", "returns"), "officer", all_checked_again),
    Place("a reader's home", ("home",), "reader", at(f"/{NORTH}/2425/")),
    Place("a reader's settings", ("settings",), "reader", at(f"/{NORTH}/2425/settings")),
    Place("a reader's record", ("learner",), "reader", a_record),
    Place("the settlements", ("settlements",), "officer", settled("worked out", "/settlements/")),
    Place("a new settlement", ("settlement_new",), "officer", at("/settlements/new")),
    Place("a settlement of no period", ("settlement_new",), "officer", filled("/settlements/new", "Begin"), 422),
    Place("a settlement that waits", ("settlement", "settlement_state"), "officer", waiting),
    Place("a settlement that is worked out", ("settlement",), "officer", settled("worked out")),
    Place("the providers of a settlement", ("settlement_part",), "officer", found("providers")),
    Place("the sign-off list", ("settlement_part",), "officer", found("sign-off")),
    Place("what changed since", ("settlement_part",), "approver", found("changes")),
    Place("the inputs", ("settlement_part",), "administrator", found("inputs")),
    Place(
        "lines signed off without a reason", ("settlement_sign",), "officer",
        pressed("worked out", "Sign off", "/settlements/KEY/found/sign-off"), 422,
    ),
    Place("given up without a reason", ("settlement_do",), "officer", pressed("worked out", "Give it up"), 422),
    Place("a settlement that is proposed", ("settlement",), "approver", settled("proposed")),
    Place("rejected without a reason", ("settlement_decide",), "approver", pressed("proposed", "Reject"), 422),
    Place("a settlement that is approved", ("settlement",), "approver", settled("approved")),
    Place(
        "a statement", ("settlement_statement",), "officer",
        settled("approved", f"/settlements/KEY/statements/{NORTH}"),
    ),
    Place("the ledger", ("authority_ledger",), "officer", settled("approved", "/ledger/")),
    Place(
        "a provider's statements", ("settled_statements",), "manager", settled("approved", f"/{NORTH}/statements/"),
    ),
    Place(
        "a provider's statement", ("settled_statement",), "manager", settled("approved", f"/{NORTH}/statements/KEY"),
    ),
)  # fmt: skip
A_FILE = "it is a file: test_settlement_pages fetches it"
ELSEWHERE = {
    "settlement_file": A_FILE,
    "authority_ledger_file": A_FILE,
    "settled_statement_file": A_FILE,
    "health": "it is no page: one line of text for programs",
    "metrics": "it is no page: figures for programs",
    "submission_file": "it is a file to be kept, not a page",
    "contract_file": "it is a file",
    "contracts_file": "it is a file",
} | dict.fromkeys(OF_PROGRAMS, "it is for programs (test_api)")
