"""Everything kept about one person as a ZIP: a page to be read in any browser, and the same as JSON for programs."""

import io
import json
import re
import zipfile
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string

from openlet import __version__
from openlet.spec.years import Year, year_of
from openlet.store.comparing import differences
from openlet.store.models import Change, Provider
from openlet.store.of_person import Person, Said, everything_about
from openlet.store.services.editing import now_utc
from openlet.web.words import change_in_words, difference_in_words, name_in

KINDS = ("records", "snapshots", "payments_recorded", "acts_on_many", "rows_of_reports", "working_data")


@dataclass(frozen=True, slots=True)
class PersonFile:
    """The ZIP, its name, how many records are in it, and what whoever hands it over should know."""

    name: str
    content: bytes
    records: int
    notes: tuple[str, ...]


def person_file(person: Person, provider: Provider, by: str, more: Said) -> PersonFile:
    """All that the open store keeps about a person, with ``more``: what is kept elsewhere, by where it is."""
    made = now_utc()
    everything = everything_about(person)
    notes = notes_on(person)
    about = {
        "what": "Everything that OpenLET keeps about one person at one provider",
        "provider": {"UKPRN": provider.UKPRN, "name": provider.name},
        "made_at": made,
        "made_by": by,
        "made_with": f"OpenLET {__version__}",
        "notes": list(notes),
    }
    whole = {"about": about, **everything, "elsewhere": more}
    data = json.dumps(whole, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1).encode()
    page = render_to_string("person_file.html", _shown(whole, made)).encode()
    reference = re.sub(r"[^A-Za-z0-9-]", "_", person.kept[0].LearnRefNumber)
    name = f"everything-kept-{reference}-{made:%Y%m%d}"
    return PersonFile(f"{name}.zip", _zipped(name, page, data), len(person.kept), notes)


def _zipped(name: str, page: bytes, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{name}/read-me-first.html", page)
        archive.writestr(f"{name}/everything.json", data)
    return out.getvalue()


def notes_on(person: Person) -> tuple[str, ...]:
    """What whoever hands it over should know."""
    notes = ["Files exported, backups, and what was sent to others outside of this program are not in it."]
    if person.others:
        names = ", ".join(sorted(set(person.others)))
        notes.append(
            f"Not in it: {names}, which share a reference but neither ULN nor date of birth. If that is the same "
            "person, correct the ULN and make the file again."
        )
    return tuple(notes)


def _shown(whole: Said, made: datetime) -> Said:
    records = [_record_shown(one) for one in whole["records"]]
    snapshots = [one | {"values": _values(one["record_then"]["document"], one["year"])} for one in whole["snapshots"]]
    name = next((one["name"] for one in reversed(records) if one["name"]), "")
    return whole | {"records": records, "snapshots": snapshots, "name": name, "made": made, "why": _why_words()}


def _why_words() -> dict[str, str]:
    from openlet.web.views.history import WHY

    return WHY


def _record_shown(record: Said) -> Said:
    year = year_of(str(record["year"]))
    changes = [
        {"when": one["when"], "who": one["who"], "words": _words(one, year, record["document"])}
        for one in record["changes"]
    ]
    values = _values(record["document"], record["year"])
    return record | {"name": name_in(record["document"]), "label": str(year), "values": values, "in_words": changes}


def _words(change: Said, year: Year, document: Said) -> dict[str, str]:
    kept = Change(**{name: change[name] for name in ("version", "action", "path", "old", "new")})
    return change_in_words(kept, year, document)


def _values(document: Said, code: int) -> list[dict[str, str]]:
    """Every value and record of a document, with its place, in words."""
    year = year_of(str(code))
    return [one for each in differences({}, document, year) for one in _deep(each.path, each.new, year, document)]


def _deep(path: str, tree: Any, year: Year, document: Said) -> list[dict[str, str]]:
    """A value in words; of a record each value below it."""
    from openlet.store.comparing import Difference

    if isinstance(tree, str):
        return [difference_in_words(Difference(path, None, tree), year, document)]
    found = []
    for name, held in tree.items():
        if isinstance(held, list):
            for one in held:
                found += _deep(f"{path}/{name}/{one['_id']}", one, year, document)
        elif name != "_id":
            found += _deep(f"{path}/{name}", held, year, document)
    return found
