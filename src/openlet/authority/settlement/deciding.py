"""Propose, approve, reject, give up. Two people: whoever worked on a settlement never approves it."""

from datetime import UTC, datetime
from typing import Any

from django.db import IntegrityError, transaction

from openlet.authority import ledger
from openlet.authority.models import Decision, LedgerLine, Payment, SettledProvider, Settlement
from openlet.authority.settlement.paying import payments_of
from openlet.authority.settlement.running import out_file
from openlet.authority.settlement.signing import OPEN, Recording, recording_of
from openlet.authority.settlement_models import (
    APPROVED,
    APPROVED_IT,
    FAILED,
    GAVE_UP,
    GIVEN_UP,
    PROPOSED,
    PROPOSED_IT,
    REJECTED,
    REJECTED_IT,
    RUNNING,
    WAITING,
    WORKED_ON,
    WORKED_OUT,
)
from openlet.authority.working_out import DOCUMENT
from openlet.payments.ledger import Run, WrongLedger
from openlet.store.refusals import NotDone
from openlet.store.services.editing import whole
from openlet.team.log import DECIDED, note
from openlet.team.models import Role

MAY_BE_GIVEN_UP = (WAITING, RUNNING, WORKED_OUT, PROPOSED, REJECTED, FAILED)
RUN_AGAIN = (
    "The ledger has changed since this settlement was begun, so its figures are not those of now. Give it up, and "
    "begin another one."
)


@whole
def propose(settlement: int, reason: str, by: str) -> None:
    """Propose what is signed off by now for approval. Raises ``NotDone``."""
    found = _in_state(settlement, OPEN, "proposed")
    _refuse_changed_ledger(found)
    out_file(found, DOCUMENT)
    recording, now = recording_of(found), datetime.now(UTC)
    payments = payments_of(found, recording.recorded, ledger.verified(found.ledger_lines))
    found.proposal = _proposal(recording, payments) | {"by": by, "at": now.isoformat()}
    found.state = PROPOSED
    found.save(update_fields=("state", "proposal"))
    said = {name: value for name, value in found.proposal.items() if name not in ("pay", "by", "at")}
    _decided(found, PROPOSED_IT, by, now, reason, said)


def _proposal(recording: Recording, payments: list[Payment]) -> dict[str, Any]:
    """What is proposed, in counts, pence and hashes."""
    return {
        "recorded_sha256": recording.sha256,
        "movements": len(recording.recorded),
        "moved": sum(one.pence for one in recording.recorded),
        "to_pay": sum(one.to_pay for one in payments),
        "pay": _paid(payments),
        "back": len(recording.back) - len(recording.open) - len(recording.aside),
        "open": len(recording.open),
        "aside": len(recording.aside),
        "held": len(recording.held),
    }


def _paid(payments: list[Payment]) -> list[list[int]]:
    """For each provider to which something is paid, or of which something moved: UKPRN, moved, to pay."""
    return [[one.UKPRN, one.moved, one.to_pay] for one in payments if one.moved or one.to_pay]


def may_approve(settlement: Settlement, account: str) -> str:
    """Why an account may not approve or reject a settlement; "" where it may."""
    own = Decision.objects.filter(settlement=settlement, by=account, what__in=WORKED_ON)
    did = sorted(set(own.values_list("what", flat=True)))
    if not did:
        return _has_part(settlement, account)
    return f"You worked on this settlement yourself ({', '.join(did)}), so somebody else has to approve or reject it."


def _has_part(settlement: Settlement, account: str) -> str:
    """Why an account may not approve a settlement that pays a provider where it has a role; "" where it has none."""
    own = Role.objects.filter(account__username=account).exclude(provider=None).values("provider__UKPRN")
    paid = SettledProvider.objects.filter(settlement=settlement, UKPRN__in=own).order_by("UKPRN").first()
    if paid is None:
        return ""
    return f"You have a role at UKPRN {paid.UKPRN}, which this settlement pays, so somebody else has to approve it."


@whole
def approve(settlement: int, reason: str, by: str) -> None:
    """Approve what was proposed: it is recorded in the ledger, and the payments are kept. Raises ``NotDone``.

    Ledger line, payments, state and log are one transaction: all of it holds, or nothing.
    """
    found = _in_state(settlement, (PROPOSED,), "approved")
    _refuse_own(found, by)
    _refuse_changed_ledger(found)
    out_file(found, DOCUMENT)
    recording, now = recording_of(found), datetime.now(UTC)
    assert found.proposal is not None
    if recording.sha256 != found.proposal["recorded_sha256"]:
        raise NotDone("What is to be recorded is not what was proposed. Reject it, and have it proposed again.")
    try:
        kept = ledger.verified(found.ledger_lines)
        payments = payments_of(found, recording.recorded, kept)
        if _paid(payments) != found.proposal["pay"]:
            raise NotDone("What is to be paid is not what was proposed. Reject it, and have it proposed again.")
        with transaction.atomic():
            found.line = _recorded(found, recording, by, now)
            Payment.objects.bulk_create(payments)
    except WrongLedger as why:
        raise NotDone(str(why)) from None
    except IntegrityError:
        raise NotDone(RUN_AGAIN) from None
    found.state = APPROVED
    found.save(update_fields=("state", "line"))
    said = {name: found.proposal[name] for name in ("recorded_sha256", "movements", "moved")}
    said |= {"to_pay": sum(one.to_pay for one in payments), "ledger": found.line.hash if found.line else ""}
    _decided(found, APPROVED_IT, by, now, reason, said)


def _recorded(settlement: Settlement, recording: Recording, by: str, now: datetime) -> LedgerLine | None:
    """The ledger line of what is recorded; None where nothing moved."""
    entries = recording.recorded
    if not entries:
        return None
    proposer = (settlement.proposal or {})["by"]
    inputs = tuple((one["name"], one["sha256"]) for one in settlement.fixed["files"])
    when = now.isoformat(timespec="seconds")
    who = f"{proposer}, approved by {by}"
    run = Run(who, when, settlement.as_of, settlement.openlet, settlement.rules, inputs)
    return ledger.add(run, entries, settlement.ledger_hash, now)


@whole
def reject(settlement: int, reason: str, by: str) -> None:
    """Reject what was proposed; it can be proposed again or given up. Raises ``NotDone``."""
    found = _in_state(settlement, (PROPOSED,), "rejected")
    _refuse_own(found, by)
    if not reason.strip():
        raise NotDone("Enter why it is rejected: whoever proposed it has to know what to change.")
    found.state = REJECTED
    found.save(update_fields=("state",))
    _decided(found, REJECTED_IT, by, datetime.now(UTC), reason, {})


@whole
def give_up(settlement: int, reason: str, by: str) -> None:
    """Give a settlement up: nothing of it is recorded. Raises ``NotDone``."""
    found = _in_state(settlement, MAY_BE_GIVEN_UP, "given up")
    if not reason.strip():
        raise NotDone("Enter why it is given up: others will ask.")
    found.state = GIVEN_UP
    found.save(update_fields=("state",))
    _decided(found, GAVE_UP, by, datetime.now(UTC), reason, {})


def _in_state(settlement: int, states: tuple[str, ...], wanted: str) -> Settlement:
    """The settlement, locked until the end of the transaction. Raises ``NotDone`` where it is in another state."""
    found: Settlement = Settlement.objects.select_for_update().get(pk=settlement)
    if found.state not in states:
        raise NotDone(f"The settlement is {found.state}, so it cannot be {wanted}.")
    return found


def _refuse_own(settlement: Settlement, by: str) -> None:
    why = may_approve(settlement, by)
    if why:
        raise NotDone(why)


def _refuse_changed_ledger(settlement: Settlement) -> None:
    if ledger.head() != (settlement.ledger_lines, settlement.ledger_hash):
        raise NotDone(RUN_AGAIN)


def _decided(settlement: Settlement, what: str, by: str, at: datetime, reason: str, about: dict[str, Any]) -> None:
    Decision.objects.create(settlement=settlement, what=what, by=by, at=at, reason=reason.strip()[:500], about=about)
    note(DECIDED, by, page="settlement", about=f"settlement={settlement.pk} {what}")
