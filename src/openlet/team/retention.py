"""Personal data on the whole server: what is removed when its time is over, and what is handed to the person it is of.

Each provider's store knows its own (``openlet.store.services.purging``, ``openlet.store.of_person``). Where else
personal data lies, the part of the program that keeps it says: ``also(Place(...))``, in its ``AppConfig.ready``.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.management import call_command

from openlet.store.models import WorkItem
from openlet.store.refusals import NotDone
from openlet.store.services.purging import Purge, purge, to_purge
from openlet.store.whose import store_of
from openlet.team.log import DECIDED, note
from openlet.team.models import Event, ProviderHere

Counts = dict[str, int]
Mentions = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere outside of the providers' stores where personal data lies.

    ``old(before, do)`` counts by kind what is kept there of people whose time was over before a day, and removes it
    where ``do``. ``of_person(UKPRN, ULNs, references)`` gives all that is kept there of one person, as JSON.
    """

    name: str
    old: Callable[[date, bool], Counts]
    of_person: Callable[[int, set[str], set[str]], Mentions]


_places: dict[str, Place] = {}


def also(place: Place) -> None:
    """Make a place known."""
    _places[place.name] = place


def elsewhere() -> list[Place]:
    """The places that are known."""
    return list(_places.values())


def purged_stores(
    before: date, today: date, do: bool, by: str, only: int | None = None
) -> Iterator[tuple[ProviderHere, Purge]]:
    """Each provider with what would go from its store, or (``do``) went; one where that is refused holds up no other.

    Ended providers too: their records are still kept.
    """
    found = ProviderHere.objects.order_by("UKPRN")
    for provider in found if only is None else found.filter(UKPRN=only):
        with store_of(provider.UKPRN):
            try:
                said = purge(before, today) if do else to_purge(before, today)
            except NotDone as error:
                said = Purge(refused=str(error))
        if do and said.people:
            people = f"{said.people} {'person' if said.people == 1 else 'people'}"
            note(DECIDED, by, provider.UKPRN, "purge", f"records of {people} from before {before} removed")
        yield provider, said


def purged_elsewhere(before: date, do: bool, by: str) -> Iterator[tuple[Place, Counts]]:
    """The same of every other place; and sign-ins that are over are forgotten."""
    for place in elsewhere():
        counts = place.old(before, do)
        if do and any(counts.values()):
            note(DECIDED, by, None, "purge", f"{place.name} from before {before} removed")
        yield place, counts
    if do:
        call_command("clearsessions")


def log_about(UKPRN: int, learners: list[int]) -> Mentions:
    """Who saw, exported or decided something about records: the log names them by their keys."""
    with store_of(UKPRN):
        items = [*WorkItem.objects.filter(learner__in=learners).values_list("pk", flat=True)]
    wanted = {f"learner={key}" for key in learners} | {f"home={key}" for key in learners}
    wanted |= {f"item={key}" for key in items}
    found = Event.objects.filter(UKPRN=UKPRN).exclude(about="").order_by("pk")
    columns = ("when", "account", "kind", "page", "about", "address")
    return [one for one in found.values(*columns).iterator() if not wanted.isdisjoint(one["about"].split())]
