"""The shapes of what programs get (docs/api.md); those of findings and payments are in ``interfaces.md``."""

from datetime import date, datetime
from typing import Any

from ninja import Schema

from openlet.authority.models import CHECKED, Submission
from openlet.payments.amounts import pounds
from openlet.spec.years import year_of


class Problem(Schema):
    """What went wrong (RFC 9457): `detail` says what is wrong, then what to do."""

    type: str
    title: str
    status: int
    detail: str


class Health(Schema):
    """The versions of the program and of its rules."""

    openlet: str
    rules: str


class CalendarReturn(Schema):
    """One return of a year. `status`: official, or inferred (worked out)."""

    period: str
    closes: date
    status: str


class CalendarYear(Schema):
    """An ILR year and its returns."""

    year: str
    first_day: date
    last_day: date
    returns: list[CalendarReturn]


class Outcome(Schema):
    """What the check counted. Money in pounds; None where no contract was in force: then `notes` says so."""

    as_of: date
    openlet: str
    rules: str
    contracts: list[str]
    findings: dict[str, int]
    no_pay_learners: int | None
    payable: str | None
    withheld: str | None
    crashed: list[str]
    notes: list[str]


class SubmissionShown(Schema):
    """One return that was sent in. `state`: waiting, being checked, checked, refused (then `refusal` says why).

    `stands`: it is the one that counts for its provider and year.
    """

    id: int
    address: str
    state: str
    stands: bool
    UKPRN: int | None
    year: str | None
    file_name: str
    sha256: str
    size: int
    prepared: date | None
    sent_at: datetime
    sent_by: str
    checked_at: datetime | None
    learners: int | None
    outcome: Outcome | None
    refusal: str | None
    replaced_by: int | None


class Submissions(Schema):
    """A page of them."""

    count: int
    page: int
    pages: int
    submissions: list[SubmissionShown]


def shown(one: Submission, address: str) -> dict[str, Any]:
    """A submission as programs get it."""
    as_it_is = ("state", "UKPRN", "file_name", "sha256", "size", "prepared", "sent_at", "sent_by", "checked_at")
    return {name: getattr(one, name) for name in as_it_is} | {
        "id": one.pk,
        "address": address,
        "stands": one.state == CHECKED and one.replaced_by_id is None,
        "year": year_of(str(one.year)).year if one.year else None,
        "learners": one.learners,
        "outcome": _outcome(one.outcome) if one.state == CHECKED and one.outcome else None,
        "refusal": one.refusal or None,
        "replaced_by": one.replaced_by_id,
    }


def _outcome(said: dict[str, Any]) -> dict[str, Any]:
    money = {name: pounds(said[name]) if name in said else None for name in ("payable", "withheld")}
    kept = {name: said[name] for name in ("as_of", "openlet", "rules", "findings", "crashed", "notes")}
    more = {"contracts": [one[0] for one in said.get("contracts", ())], "no_pay_learners": said.get("no_pay_learners")}
    return kept | money | more


def sent_body() -> dict[str, Any]:
    """The content of a request that sends a return, for the description."""
    binary = {"schema": {"type": "string", "format": "binary"}}
    form = {"schema": {"type": "object", "required": ["file"], "properties": {"file": binary["schema"]}}}
    return {
        "requestBody": {
            "required": True,
            "content": {"application/xml": binary, "application/zip": binary, "multipart/form-data": form},
        }
    }
