"""Where a place of a learner's document is shown: the tab, and the part of its page."""

import re
from collections.abc import Iterable

from django.urls import reverse

from openlet.store.documents import DESTINATIONS, LEARNER
from openlet.web.jinja import fragment

LEARNER_TAB, AIM, EMPLOYMENT, DESTINATION = "learner", "aim", "employment", "destination"
AIMS = f"{LEARNER}/LearningDelivery"
NAMES = {LEARNER_TAB: "learner", EMPLOYMENT: "learner_employment", DESTINATION: "learner_destination"}
TYPE = re.compile(r":[A-Z]+$")
STATUSES = f"{LEARNER}/LearnerEmploymentStatus"


def tab_of(place: str) -> tuple[str, str]:
    """The tab of a place, and for an aim its ``_id`` ("" where there is no such aim yet)."""
    if place.startswith(f"{AIMS}/"):
        below = place.removeprefix(f"{AIMS}/").split("/")
        return (AIM, below[0]) if len(below) > 1 else (LEARNER_TAB, "")
    if place.startswith(STATUSES):
        return EMPLOYMENT, ""
    return (DESTINATION, "") if place.startswith(DESTINATIONS) else (LEARNER_TAB, "")


def tab_address(learner: int, tab: str, aim: str = "") -> str:
    """The address of a tab of a learner."""
    if tab == AIM:
        return str(reverse("learner_aim", args=[learner, aim]))
    return str(reverse(NAMES[tab], args=[learner]))


def link(learner: int, places: Iterable[str]) -> str:
    """The address of the first place of a message: its tab and the field on it, of a type the first of its boxes."""
    first = next(iter(places), LEARNER)
    tab, aim = tab_of(first)
    is_type = TYPE.search(first) is not None
    return f"{tab_address(learner, tab, aim)}#{fragment(first)}{'-1' if is_type else ''}"
