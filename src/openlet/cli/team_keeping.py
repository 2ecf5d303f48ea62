"""Parts of the command ``team`` about personal data: what is removed when its time is over, and what is kept of one."""

import argparse
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from openlet.cli.arguments import day
from openlet.cli.output import say, write
from openlet.store.refusals import NotDone
from openlet.team.configuration import Configuration

if TYPE_CHECKING:
    from openlet.store.services.purging import Purge


def purge(options: argparse.Namespace, said: Configuration, by: str) -> None:
    """Say what would be removed; with --do remove it."""
    from openlet.store.basis import today
    from openlet.team.retention import purged_elsewhere, purged_stores
    from openlet.team.start import refuse_other_tables

    refuse_other_tables()
    refuse_day_to_come(options.before, today())
    people, refused = 0, []
    for provider, found in purged_stores(options.before, today(), options.do, by, options.ukprn):
        people += found.people
        if found.refused:
            refused.append(provider.name)
            say(f"{provider.name}, UKPRN {provider.UKPRN}: {found.refused}")
            continue
        say_purge(f"{provider.name}, UKPRN {provider.UKPRN}", found, options.do)
    if options.ukprn is None:
        for place, counts in purged_elsewhere(options.before, options.do, by):
            say(f"{place.name}: {_listed(counts)}")
    if options.do:
        say(f"Removed: {say_people(people)}. The ledgers and the log of what people did stay; see docs/deploy.md.")
        if refused:
            raise NotDone(f"Not done at {', '.join(refused)}. Say the same again later.")
    else:
        say("Nothing was removed. Back up, then say the same with --do: it cannot be undone.")


def refuse_day_to_come(before: date, today: date) -> None:
    """Raises ``NotDone``."""
    if before > today:
        raise NotDone(f"{before} is still to come. Give the day from which on records must be kept.")


def say_purge(whose: str, found: "Purge", did: bool) -> None:
    """What would go, or went, from one store."""
    stay = f"{say_people(found.staying)} {'stays' if found.staying == 1 else 'stay'}"
    stay += f" ({found.ahead:,} for a date that is still to come)" if found.ahead else ""
    go = f"{say_people(found.people)} {'goes' if found.people == 1 else 'go'}"
    say(f"{whose}: {go}, {stay}. {'Removed' if did else 'To be removed'}: {_listed(found.counts)}")


def say_people(number: int) -> str:
    """How many people, in words."""
    return f"{number:,} {'person' if number == 1 else 'people'}"


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{number:,} {kind}" for kind, number in counts.items() if number) or "nothing"


def asks_purge(part: argparse.ArgumentParser) -> None:
    """--before, --ukprn, --do."""
    add_purge(part)
    part.add_argument("--ukprn", type=int, metavar="N", help="of this provider only")


def add_purge(part: argparse.ArgumentParser) -> None:
    """--before, --do."""
    part.add_argument(
        "--before", type=day, required=True, metavar="DATE",
        help="people go whose records name no later day and were not changed since",
    )  # fmt: skip
    part.add_argument("--do", action="store_true", help="remove it; without this it is only said what would go")


def export_person(options: argparse.Namespace, said: Configuration, by: str) -> None:
    """Write all that is kept of one person into a ZIP."""
    from openlet.store.whose import worked_by
    from openlet.team.start import refuse_other_tables
    from openlet.web.team.person_on_server import file_of_person

    refuse_other_tables()
    with worked_by(by):
        made = file_of_person(options.ukprn, options.uln or "", options.learn_ref or "", by)
    out = options.out or Path(made.name)
    write(out, [made.content], binary=True)
    say(f"{made.records:,} records of one person, with what belongs to them: {out}")
    for text in made.notes:
        say(text)


def asks_person(part: argparse.ArgumentParser) -> None:
    """--ukprn, --uln or --learn-ref, --out."""
    part.add_argument("--ukprn", type=int, required=True, metavar="N", help="the provider who keeps the records")
    who = part.add_mutually_exclusive_group(required=True)
    who.add_argument("--uln", metavar="ULN")
    who.add_argument("--learn-ref", metavar="LearnRefNumber")
    part.add_argument("--out", type=Path, metavar="FILE.zip", help="(default: a name with the day, in this folder)")
