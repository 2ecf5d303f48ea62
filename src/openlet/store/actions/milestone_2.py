"""Claim milestone 2: an interview (or equivalent) was offered (A-064, A-069, A-099, A-143, A-144)."""

from datetime import date

from openlet.facts.aims import Z2
from openlet.facts.given import MILESTONE_2, Given
from openlet.payments.amounts import M2
from openlet.spec.years import Year
from openlet.store.actions.claiming import check_offer, claim, why_no_claim
from openlet.store.actions.planning import planned, refuse
from openlet.store.actions.plans import Action, Errors, Plan
from openlet.store.actions.subject import AIMS, Earlier, Subject, subject
from openlet.store.documents import Document

NAME, TITLE = "claim_milestone_2", "Claim milestone 2"


def why_not(bootcamp: Subject) -> str | None:
    """Why Milestone 2 cannot be claimed now, or None."""
    return why_no_claim(bootcamp, Z2, MILESTONE_2, "Milestone 2")


def claim_milestone_2(
    document: Document,
    year: Year,
    aim: str,
    given: Given,
    *,
    offered: date | None,
    earlier: Earlier | None = None,
) -> Plan:
    """Plan to add Z0010211, dated the day on which the interview was offered, naming the bootcamp.

    ``earlier``: the learner's document of the year that holds the bootcamp aim, where this year's does not (A-164).
    Raises ``WrongInput``, ``NotDone``, ``Gone``.
    """
    bootcamp = subject(document, year, aim, given, earlier)
    refuse(why_not(bootcamp))
    errors = Errors()
    check_offer(errors, bootcamp, offered)
    errors.refuse()
    assert offered is not None
    return planned(NAME, TITLE, bootcamp, [claim(bootcamp, MILESTONE_2, offered)], reads=(AIMS,), claimed=M2)


ACTION = Action(NAME, TITLE, lambda _: ("offered",), why_not, claim_milestone_2)
