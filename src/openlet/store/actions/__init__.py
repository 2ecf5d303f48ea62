"""The guide's actions on one bootcamp of one learner: each is planned from the document, shown, then carried out.

Every action takes (document, year, ``_id`` of the bootcamp aim, what the return is judged with) and its inputs by name,
and answers with a ``Plan``, or raises ``WrongInput`` (values), ``NotDone`` (it makes no sense now) or ``Gone``. Nothing
is changed before ``services.carry_out`` gets the plan's steps; ``services.undo_version`` takes them back.
"""

from openlet.facts.given import Given
from openlet.spec.years import Year
from openlet.store.actions import (
    completion,
    destination,
    milestone_2,
    milestone_3,
    restart,
    start_of_break,
    withdrawal,
)
from openlet.store.actions.completion import record_completion
from openlet.store.actions.destination import OutcomeChoice, measures, outcomes, record_destination
from openlet.store.actions.ending import outcomes_when_completed, outcomes_when_unfinished, withdraw_reasons
from openlet.store.actions.milestone_2 import claim_milestone_2
from openlet.store.actions.milestone_3 import claim_milestone_3
from openlet.store.actions.plans import Action, Available, Plan, WrongInput
from openlet.store.actions.restart import restart_after_break
from openlet.store.actions.start_of_break import start_break
from openlet.store.actions.subject import Earlier, subject
from openlet.store.actions.withdrawal import record_withdrawal
from openlet.store.documents import Document

ACTIONS: dict[str, Action] = {
    module.ACTION.name: module.ACTION
    for module in (completion, withdrawal, milestone_2, milestone_3, destination, start_of_break, restart)
}


def available(
    document: Document, year: Year, aim: str, given: Given, earlier: Earlier | None = None
) -> tuple[Available, ...]:
    """Every action, with the reason in a sentence for each that makes no sense now. Raises ``Gone``."""
    bootcamp = subject(document, year, aim, given, earlier)
    return tuple(action.available(bootcamp) for action in ACTIONS.values())


__all__ = [
    "ACTIONS",
    "Action",
    "Available",
    "Earlier",
    "OutcomeChoice",
    "Plan",
    "WrongInput",
    "available",
    "claim_milestone_2",
    "claim_milestone_3",
    "measures",
    "outcomes",
    "outcomes_when_completed",
    "outcomes_when_unfinished",
    "record_completion",
    "record_destination",
    "record_withdrawal",
    "restart_after_break",
    "start_break",
    "withdraw_reasons",
]
