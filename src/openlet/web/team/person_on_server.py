"""Everything kept about one person on the whole server: for whoever runs it, who answers for all of it."""

from openlet.store.models import Provider
from openlet.store.of_person import person_with
from openlet.store.whose import store_of
from openlet.team.log import EXPORTED, note
from openlet.team.retention import elsewhere, log_about
from openlet.team.services import provider_here
from openlet.web.person_file import PersonFile, person_file


def file_of_person(UKPRN: int, uln: str, reference: str, by: str) -> PersonFile:
    """The ZIP about a person at one provider, with what the authority keeps, and a line in the log.

    Raises ``NotDone``.
    """
    provider_here(UKPRN)
    with store_of(UKPRN):
        person = person_with(uln, reference)
    more = {"log": log_about(UKPRN, person.learners)}
    more |= {place.name: place.of_person(UKPRN, person.ULNs, set(person.references)) for place in elsewhere()}
    with store_of(UKPRN):
        made = person_file(person, Provider.objects.get(), by, more)
    about = " ".join(f"learner={key}" for key in person.learners)
    note(EXPORTED, by, UKPRN, "export-person", about)
    return made
