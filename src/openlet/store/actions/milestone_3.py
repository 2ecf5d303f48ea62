"""Claim milestone 3: a job (or equivalent) was offered (A-065, A-070, A-100, A-149, A-151)."""

from datetime import date

from openlet.facts.aims import Z3
from openlet.facts.given import MILESTONE_3, Given
from openlet.payments.amounts import M3
from openlet.spec.years import Year
from openlet.store.actions.claiming import check_offer, claim, why_no_claim
from openlet.store.actions.planning import planned, refuse
from openlet.store.actions.plans import Action, Errors, Plan
from openlet.store.actions.subject import AIMS, Earlier, Subject, subject
from openlet.store.documents import Document

NAME, TITLE = "claim_milestone_3", "Claim milestone 3"


def why_not(bootcamp: Subject) -> str | None:
    """Why Milestone 3 cannot be claimed now, or None."""
    return why_no_claim(bootcamp, Z3, MILESTONE_3, "Milestone 3")


def claim_milestone_3(
    document: Document,
    year: Year,
    aim: str,
    given: Given,
    *,
    offered: date | None,
    earlier: Earlier | None = None,
) -> Plan:
    """Plan to add Z0010212, dated the day on which the job was offered, naming the bootcamp.

    ``earlier``: the learner's document of the year that holds the bootcamp aim, where this year's does not (A-164).
    Raises ``WrongInput``, ``NotDone``, ``Gone``.
    """
    bootcamp = subject(document, year, aim, given, earlier)
    refuse(why_not(bootcamp))
    errors = Errors()
    check_offer(errors, bootcamp, offered)
    errors.refuse()
    assert offered is not None
    return planned(NAME, TITLE, bootcamp, [claim(bootcamp, MILESTONE_3, offered)], reads=(AIMS,), claimed=M3)


ACTION = Action(NAME, TITLE, lambda _: ("offered",), why_not, claim_milestone_3)
