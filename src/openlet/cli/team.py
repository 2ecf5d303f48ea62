"""The command ``team``: the same program on a server, for several people and providers. See ``docs/deploy.md``."""

import argparse
import getpass
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from openlet.cli.arguments import day
from openlet.cli.output import NOTHING, Refused, say
from openlet.cli.team_keeping import asks_person, asks_purge, export_person, purge
from openlet.store.refusals import NotDone
from openlet.team.configuration import Configuration, path_of, write_new
from openlet.team.rights import RIGHTS

if TYPE_CHECKING:
    from openlet.team.models import Account

PORT = 8766
CONFIG = "the configuration (default: the file that OPENLET_TEAM names, else /etc/openlet/team.toml)"
Doing = Callable[[argparse.Namespace, Configuration], None]


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``team`` with its own commands to the program."""
    parser = commands.add_parser(
        "team",
        help="run OpenLET on a server, for several people and providers",
        description="Run OpenLET on a server with PostgreSQL, for several people at several providers and the combined "
        "authority. docs/deploy.md leads through it.",
    )
    parts = parser.add_subparsers(title="what to do", metavar="WHAT", required=True)
    for name, help_, adds, does in PARTS:
        part = parts.add_parser(name, help=help_, description=help_[0].upper() + help_[1:] + ".")
        part.add_argument("--config", type=Path, metavar="FILE", help=CONFIG)
        adds(part)
        part.set_defaults(run=_running(does))


def _running(does: Doing) -> Callable[[argparse.Namespace], int]:
    def run(options: argparse.Namespace) -> int:
        try:
            if does is _init:
                _init(options, None)
            else:
                from openlet.team.start import counts_together, prepare

                with counts_together() if does is _serve else nullcontext():
                    does(options, prepare(path_of(options.config)))
        except NotDone as error:
            raise Refused(str(error)) from None
        except ImportError as error:
            raise Refused(
                f"A part for teams is missing ({error.name}). Install it: pip install 'openlet[team]'"
            ) from None
        return NOTHING

    return run


def _init(options: argparse.Namespace, said: Configuration | None) -> None:
    path = path_of(options.config)
    write_new(path, options.database, options.host, options.data)
    say(f"Wrote {path}. Look through it, then make the tables: openlet team migrate --config {path}")


def _migrate(options: argparse.Namespace, said: Configuration) -> None:
    from openlet.team.services import bring_up_to_date
    from openlet.web.team.serving import data_folder_made

    data_folder_made(said.data)
    stores = bring_up_to_date()
    say(f"The tables are up to date: those that are shared, and {len(stores)} of providers.")


def _add_provider(options: argparse.Namespace, said: Configuration) -> None:
    from openlet.team.services import add_provider

    made = add_provider(options.UKPRN, options.name, _by())
    say(f"{made.name}, UKPRN {made.UKPRN}, has a store here.")


def _add_account(options: argparse.Namespace, said: Configuration) -> None:
    from openlet.team.services import add_account

    made, password = add_account(options.account, options.name, options.role, options.ukprn, _by())
    say(f"{made.username} is {options.role}. The first password, to be changed at the first sign-in:")
    print(password)


def _give_role(options: argparse.Namespace, said: Configuration) -> None:
    from openlet.team.services import give_role

    give_role(_account(options.account), options.role, options.ukprn, _by())
    say(f"{options.account} is {options.role}.")


def _new_password(options: argparse.Namespace, said: Configuration) -> None:
    from openlet.team.services import give_new_password

    password = give_new_password(_account(options.account), None, _by())
    say("The new password, to be changed at the next sign-in:")
    print(password)


def _contracts(options: argparse.Namespace, said: Configuration) -> None:
    from openlet.cli.team_contracts import export, import_

    if options.does == "import":
        import_(options.files, options.counts_from, options.note, _by())
    else:
        export(options.out, options.on)


def _account(name: str) -> "Account":
    from openlet.team.models import Account

    found: Account | None = Account.objects.filter(username=name.strip().lower()).first()
    if found is None:
        raise NotDone(f"There is no account {name}.")
    return found


def _serve(options: argparse.Namespace, said: Configuration) -> None:
    from openlet.team.start import refuse_other_tables
    from openlet.web.team.serving import serve

    refuse_other_tables()
    say(f"OpenLET answers on http://{options.host}:{options.port}; stop with Ctrl-C.")
    serve(options.host, options.port)


def _work(options: argparse.Namespace, said: Configuration) -> None:
    from django.conf import settings

    from openlet.team.start import refuse_other_tables
    from openlet.web.team.serving import work

    refuse_other_tables()
    work(settings.QUEUES, say)


def _purge(options: argparse.Namespace, said: Configuration) -> None:
    purge(options, said, _by())


def _export_person(options: argparse.Namespace, said: Configuration) -> None:
    export_person(options, said, _by())


def _by() -> str:
    """Who works at the server itself, as the log names it."""
    return f"{getpass.getuser()} at the server"


def _nothing(part: argparse.ArgumentParser) -> None:
    """Nothing more is asked for."""


def _asks_init(part: argparse.ArgumentParser) -> None:
    part.add_argument("--host", required=True, metavar="NAME", help="the name under which browsers reach the server")
    part.add_argument("--database", default="postgresql:///openlet", help="(default: %(default)s)")
    part.add_argument(
        "--data", type=Path, default=Path("/var/lib/openlet"), metavar="DIR", help="(default: %(default)s)"
    )


def _asks_provider(part: argparse.ArgumentParser) -> None:
    part.add_argument("UKPRN", type=int)
    part.add_argument("name", metavar="NAME")


def _asks_account(part: argparse.ArgumentParser) -> None:
    _asks_role(part)
    part.add_argument("--name", default="", help="the person's name")


def _asks_role(part: argparse.ArgumentParser) -> None:
    _asks_name(part)
    part.add_argument("--role", required=True, choices=[*RIGHTS])
    part.add_argument("--ukprn", type=int, help="the provider, for reader, editor and manager")


def _asks_name(part: argparse.ArgumentParser) -> None:
    part.add_argument("account", metavar="ACCOUNT")


def _asks_contracts(part: argparse.ArgumentParser) -> None:
    todo = part.add_subparsers(title="what to do", metavar="import | export", dest="does", required=True)
    importing = todo.add_parser("import", help="add contract files, or ZIPs of them, as versions")
    importing.add_argument("files", metavar="FILE", nargs="+", type=Path)
    importing.add_argument("--from", dest="counts_from", type=day, required=True, metavar="DATE", help="counts from")
    importing.add_argument("--note", default="", help="why, for whoever looks later")
    exporting = todo.add_parser("export", help="write the versions that count on a day, as a ZIP")
    exporting.add_argument("--out", type=Path, required=True, metavar="FILE.zip")
    exporting.add_argument("--on", type=day, metavar="DATE", help="(default: today)")
    for one in (importing, exporting):
        one.add_argument("--config", type=Path, metavar="FILE", default=argparse.SUPPRESS, help=CONFIG)


def _asks_server(part: argparse.ArgumentParser) -> None:
    part.add_argument("--host", default="127.0.0.1", help="(default: %(default)s, for a proxy on the same machine)")
    part.add_argument("--port", type=int, default=PORT, help="(default: %(default)s)")


PARTS = (
    ("init", "write a configuration file", _asks_init, _init),
    ("migrate", "make the tables, or bring them up to date", _nothing, _migrate),
    ("add-provider", "give a provider a store on this server", _asks_provider, _add_provider),
    ("add-account", "make an account with its first role, and print its first password", _asks_account, _add_account),
    ("give-role", "give an account a role at one more place", _asks_role, _give_role),
    ("new-password", "give an account a new password, and print it", _asks_name, _new_password),
    ("contracts", "add the authority's contracts, or write them out", _asks_contracts, _contracts),
    ("purge", "remove what is kept of people whose time is over", asks_purge, _purge),
    ("export-person", "write all that is kept of one person into a ZIP", asks_person, _export_person),
    ("serve", "answer browsers", _asks_server, _serve),
    ("work", "do the long work in the background", _nothing, _work),
)
