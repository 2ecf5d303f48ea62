"""The command ``reference``: files against which some official rules are judged."""

import argparse
from pathlib import Path

from openlet.cli.output import NOTHING, Refused, say, width, write
from openlet.cli.store_import import add_data
from openlet.reference.held import References
from openlet.reference.kinds import Kind, kinds
from openlet.reference.loading import load, place_of
from openlet.reports.tables import Table, text_of
from openlet.store.folder import data_folder

NOT_LOADED = "not loaded"


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the program."""
    parser = commands.add_parser(
        "reference",
        help="load files such as LARS, which some official rules need",
        description="Some official rules can only be judged with a reference file. Load it once; without it they are "
        "skipped. docs/reference-data.md says where the files are published and which columns are read.",
    )
    todo = parser.add_subparsers(title="what to do", metavar="load | list | remove", required=True)
    loading = todo.add_parser("load", help="load a kind, instead of what was loaded before")
    loading.add_argument("kind", metavar="KIND", choices=tuple(kinds()), help=", ".join(kinds()))
    loading.add_argument("files", metavar="FILE", nargs="+", type=Path, help="CSV files, or ZIPs of them")
    loading.set_defaults(run=load_)
    listing = todo.add_parser("list", help="which kinds are loaded")
    listing.set_defaults(run=list_)
    removing = todo.add_parser("remove", help="forget a kind")
    removing.add_argument("kind", metavar="KIND", choices=tuple(kinds()))
    removing.set_defaults(run=remove)
    for one in (loading, listing, removing):
        add_data(one)


def load_(options: argparse.Namespace) -> int:
    """Load a kind."""
    folder = data_folder(options.data)
    loaded = load(kinds()[options.kind], options.files, folder)
    rows = ", ".join(f"{count:,} of {name}" for name, count in loaded.rows.items())
    say(f"Loaded {options.kind} from {loaded.source}: {rows}. Kept in {place_of(folder, options.kind).parent}.")
    return NOTHING


def list_(options: argparse.Namespace) -> int:
    """Which kinds are loaded, and from what."""
    held = References(data_folder(options.data))
    rows = [(kind.name, held.about(kind.name) or NOT_LOADED, _columns(kind)) for kind in kinds().values()]
    table = Table("reference", "Reference files", ("kind", "loaded from", "columns"), rows)
    write(None, (text_of((table,), width()).encode(),))
    return NOTHING


def remove(options: argparse.Namespace) -> int:
    """Forget a kind."""
    place = place_of(data_folder(options.data), options.kind)
    if not place.is_file():
        raise Refused(f"{options.kind} is not loaded, so there is nothing to remove.")
    place.unlink()
    say(f"Removed {options.kind}. Rules that need it are skipped from now on.")
    return NOTHING


def _columns(kind: Kind) -> str:
    return "; ".join(", ".join(column.name for column in table.columns) for table in kind.tables)
