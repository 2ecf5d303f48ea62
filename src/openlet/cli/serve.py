"""The commands ``serve`` and ``demo``: the entry tool in the browser, on one's own machine."""

import argparse
import getpass
import shutil
from datetime import date
from pathlib import Path

from openlet.cli.output import NOTHING, Refused, say
from openlet.cli.store_import import add_data
from openlet.store.folder import data_folder, make_private
from openlet.store.refusals import NotDone

PORT = 8765
DEMO_FOLDER = "openlet-demo"
DEMO_MARK = "invented.txt"  # a folder with it holds a demonstration and may be made anew
DEMO_DAY = date(2024, 10, 18)  # the day of the newest return of the example


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``serve`` to the program."""
    parser = commands.add_parser(
        "serve",
        help="the entry tool in the browser",
        description="Start the entry tool on this machine and open the browser. Records are kept in the data folder, "
        "which is made at the first start; nothing leaves the machine.",
    )
    add_data(parser)
    _add_options(parser)
    parser.set_defaults(run=serve)


def add_demo(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``demo`` to the program."""
    parser = commands.add_parser(
        "demo",
        help="the entry tool with an invented provider",
        description="The entry tool with an invented provider, contract and learners, in a folder of its own that is "
        "made anew each time.",
    )
    parser.add_argument("--data", type=Path, metavar="DIR", help="the folder of the demonstration")
    _add_options(parser)
    parser.set_defaults(run=demo)


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="127.0.0.1 (the default) or localhost")
    parser.add_argument("--port", type=int, default=PORT, help=f"the port (default: {PORT}; 0 takes a free one)")
    parser.add_argument("--no-browser", action="store_true", help="print the link instead of opening the browser")


def serve(options: argparse.Namespace) -> int:
    """Serve the store of the data folder."""
    _serve(options, data_folder(options.data))
    return NOTHING


def demo(options: argparse.Namespace) -> int:
    """Make an invented store, then serve it."""
    folder = options.data.absolute() if options.data else data_folder().with_name(DEMO_FOLDER)
    try:
        _make_empty(folder)
    except OSError as error:
        raise Refused(f"{folder} could not be used: {(error.strerror or 'no reason given').lower()}.") from None
    say("Making an invented provider with its learners ...")
    try:
        make_demo(folder)
    except NotDone as error:
        raise Refused(str(error)) from None
    _serve(options, folder)
    return NOTHING


def _serve(options: argparse.Namespace, folder: Path) -> None:
    from openlet.web.serving import serve as serve_pages

    try:
        serve_pages(folder, options.host, options.port, not options.no_browser, say)
    except NotDone as error:
        raise Refused(str(error)) from None


def _make_empty(folder: Path) -> None:
    """An empty folder for the demonstration; one that is no demonstration's is left alone."""
    if folder.exists() and any(folder.iterdir()):
        if not (folder / DEMO_MARK).exists():
            raise Refused(f"{folder} is not empty and holds no demonstration. Choose another folder with --data.")
        shutil.rmtree(folder)


def make_demo(folder: Path) -> None:
    """Fill a data folder with the example: two returns, the contract, cohorts, as of the day of the newest return."""
    make_private(folder)
    (folder / DEMO_MARK).write_text("Everything in this folder is invented. It is made anew by openlet demo.\n")
    from openlet.web.serving import open_store

    open_store(folder)
    from openlet.store.demonstration import fill

    fill(getpass.getuser(), DEMO_DAY)
