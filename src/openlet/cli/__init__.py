"""The command line: see ``docs/commands.md``. Data goes to standard output or ``--out``, messages to standard error."""

import argparse
import gc
import importlib
import os
import sys
import traceback
from collections.abc import Sequence

from openlet import __version__
from openlet.cli.arguments import sort_files
from openlet.cli.output import NOT_JUDGED, Refused, say
from openlet.contracts.rates import WrongRates
from openlet.contracts.reading import WrongContract
from openlet.ilr.opening import Unreadable
from openlet.packs.kept import take_up
from openlet.packs.signed import WrongPack
from openlet.payments.ledger import WrongLedger
from openlet.reference.loading import WrongReference
from openlet.rules import RULE_SET
from openlet.spec.years import UnknownYear, check_switch
from openlet.store.folder import data_folder

COMMANDS = (
    "serve", "demo", "check", "pay", "report", "rules", "convert", "anonymise", "generate", "import", "export",
    "template", "purge", "reference", "pack", "team",
)  # fmt: skip
SAID = (
    Unreadable, WrongContract, WrongRates, WrongLedger, WrongReference, UnknownYear, WrongPack, Refused,
)  # fmt: skip
MODULES = {"import": "store_import", "export": "store_export"}  # import is a word of Python
OF_THEIR_OWN = ("openlet.cli.pack", "openlet.cli.team")  # commands that see to the rule pack themselves
RARELY = 200_000  # new objects between two looks for cycles: records and findings make none
DEBUG = "OPENLET_DEBUG"  # set it to see where a fault of the program itself arose


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; the exit status is 0 nothing to report, 1 findings or unpaid claims, 2 not judged."""
    gc.set_threshold(RARELY)
    parser = _parser(sys.argv[1:] if arguments is None else arguments)
    options = parser.parse_args(arguments)
    if not hasattr(options, "run"):
        parser.print_help(sys.stderr)
        return NOT_JUDGED
    if hasattr(options, "contract"):
        sort_files(parser, options)
    try:
        if warning := check_switch():
            say(warning)
        if options.run.__module__ not in OF_THEIR_OWN:
            take_up(data_folder(getattr(options, "data", None)))
        return int(options.run(options))
    except SAID as error:
        say(str(error))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        say("Stopped before the result was complete; nothing was written.")
    except Exception as error:
        _say_fault(error)
    return NOT_JUDGED


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="openlet", description="Check ILR files and say what WMCA will pay for Skills Bootcamps."
    )
    parser.add_argument("--version", action="version", version=f"openlet {__version__}, rules {RULE_SET}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    named = [name for name in COMMANDS if name in arguments[:1]] or COMMANDS  # one command loads only what it needs
    for name in named:
        importlib.import_module(f"openlet.cli.{MODULES.get(name, name)}").add(commands)
    return parser


def _say_fault(error: Exception) -> None:
    """A fault of our own: said without the error's text, which may hold learner data."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    say(
        f"OpenLET itself failed ({type(error).__name__} in {last.name}, line {last.lineno}), so nothing was judged. "
        f"Please report this; {DEBUG}=1 shows more."
    )
    if os.environ.get(DEBUG):
        traceback.print_exception(error)
