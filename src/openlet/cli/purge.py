"""The command ``purge``: what is kept of people whose time is over is removed from the store on one's own machine."""

import argparse
from pathlib import Path

from openlet.cli.output import NOTHING, Refused, say
from openlet.cli.store_import import add_data, opened_store
from openlet.cli.team_keeping import add_purge, refuse_day_to_come, say_people, say_purge
from openlet.store.folder import DATABASE, data_folder
from openlet.store.refusals import NotDone


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the program."""
    parser = commands.add_parser(
        "purge",
        help="remove what is kept of people whose time is over",
        description="Remove from the store, for good, what is kept of people whose records name no day from DATE on "
        "and were not changed since: records, changes, snapshots, backups. The ledger stays. Without --do it is only "
        "said what would go.",
    )
    add_purge(parser)
    add_data(parser)
    parser.set_defaults(run=purge)


def purge(options: argparse.Namespace) -> int:
    """Say what would be removed; with --do remove it."""
    folder = data_folder(options.data)
    if not (folder / DATABASE).exists():
        raise Refused(f"There is no store in {folder}. Name the data folder with --data.")
    with opened_store(folder):
        from openlet.store.basis import today
        from openlet.store.services.purging import purge as done
        from openlet.store.services.purging import to_purge

        try:
            refuse_day_to_come(options.before, today())
            found = (done if options.do else to_purge)(options.before, today())
        except NotDone as error:
            raise Refused(str(error)) from None
        say_purge(f"The store in {folder}", found, options.do)
        if options.do and found.people:
            _new_backup(folder)
    if options.do:
        say(f"Removed: {say_people(found.people)}. The ledger stays. Files that were exported are yours to remove.")
    else:
        say("Nothing was removed. To remove it, say the same with --do: it cannot be undone.")
    return NOTHING


def _new_backup(folder: Path) -> None:
    """The backups still hold who was removed: one of now takes their place."""
    from openlet.store.services.backing_up import back_up, backups, ledger_of

    old = backups(folder)
    made = back_up(folder)
    for one in old:
        if one != made:
            one.unlink(missing_ok=True)
            ledger_of(one).unlink(missing_ok=True)
    say(f"Backups that still held them: {len(old):,} removed. A new one was made: {made}")
