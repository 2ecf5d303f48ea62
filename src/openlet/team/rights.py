"""What the roles may do. A role at a provider holds in that provider's store only, one at the authority in none."""

from enum import StrEnum


class Right(StrEnum):
    """What a page asks for."""

    ANYBODY = "anybody"
    SIGNED_IN = "signed in"
    # in a provider's store
    READ = "read records"
    EDIT = "edit records"
    MANAGE = "manage the provider"
    # at the authority
    SEE_RETURNS = "see returns"
    WORK_ON_RETURNS = "work on returns"
    APPROVE_PAYMENTS = "approve payments"
    ADMINISTER = "administer"
    # of programs that show a token (team.tokens), below /api/ only; no role has them
    READ_BY_TOKEN = "read by token"
    SEND_BY_TOKEN = "send by token"


READER, EDITOR, MANAGER = "reader", "editor", "manager"
OFFICER, APPROVER, ADMINISTRATOR = "officer", "approver", "administrator"

AT_A_PROVIDER = {
    READER: frozenset({Right.READ}),
    EDITOR: frozenset({Right.READ, Right.EDIT}),
    MANAGER: frozenset({Right.READ, Right.EDIT, Right.MANAGE}),
}
AT_THE_AUTHORITY = {
    OFFICER: frozenset({Right.SEE_RETURNS, Right.WORK_ON_RETURNS}),
    APPROVER: frozenset({Right.SEE_RETURNS, Right.APPROVE_PAYMENTS}),
    ADMINISTRATOR: frozenset({Right.SEE_RETURNS, Right.ADMINISTER}),
}
RIGHTS = AT_A_PROVIDER | AT_THE_AUTHORITY
IN_WORDS = {
    READER: "Reader: sees records, money and history, and changes nothing",
    EDITOR: "Editor: enters, imports and exports records as well",
    MANAGER: "Manager: settings, contract, recording payments, accounts and the log as well",
    OFFICER: "Officer: receives returns, runs checks and settlements",
    APPROVER: "Payments approver: sees returns, approves payments",
    ADMINISTRATOR: "Administrator: sees returns, keeps providers, accounts, contracts and the log",
}
