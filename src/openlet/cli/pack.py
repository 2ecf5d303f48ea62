"""The command ``pack``: scheme data as one signed file, made by an authority and loaded by providers."""

import argparse
import getpass
import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from openlet.cli.arguments import day
from openlet.cli.output import NOTHING, Refused, say, write
from openlet.cli.store_import import add_data
from openlet.packs import kept
from openlet.packs.checking import refuse_wrong_tables
from openlet.packs.signed import LARGEST, Pack, fingerprint_of, make, new_key, opened, private_key
from openlet.spec.pack import PARTS, REGISTER
from openlet.spec.scheme import FOLDER, terms
from openlet.spec.tables import packaged
from openlet.store.folder import data_folder

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ONLY_MY_FILE = 0o600
NONE = "No rule pack is in force: the tables of the program itself count."


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the program."""
    parser = commands.add_parser(
        "pack",
        help="load an authority's rule pack, or make one",
        description="A rule pack is scheme data (terms, destinations, readings, calendar, register) as one signed "
        "file. docs/rule-pack.md says how one is made, trusted and loaded.",
    )
    todo = parser.add_subparsers(title="what to do", metavar="WHAT", required=True)
    for name, help_, adds, does, with_data in PARTS_OF_IT:
        one = todo.add_parser(name, help=help_)
        adds(one)
        if with_data:
            add_data(one)
        one.set_defaults(run=does)


def load(options: argparse.Namespace) -> int:
    """Load a pack."""
    found = kept.load(data_folder(options.data), _content(options.file), _today(), options.older)
    say(f"Rule pack no. {found.number} of {found.made_by} is in force: {_parts(found)}. It counts from now on.")
    return NOTHING


def show(options: argparse.Namespace) -> int:
    """Say which pack is in force, or what a file holds."""
    found = opened(_content(options.file)) if options.file else kept.in_force(data_folder(options.data))
    if found is None:
        say(NONE)
        return NOTHING
    known = {one.fingerprint: one.whose for one in kept.trusted(data_folder(options.data))}
    said = {
        "number": found.number, "wave": found.wave, "valid from": found.valid_from, "made by": found.made_by,
        "tables": _parts(found), "key": found.key, "trusted here": f"yes, {known[found.key]}" if found.key in known
        else "no", "SHA-256": found.sha256,
    }  # fmt: skip
    write(None, ("".join(f"{name}: {value}\n" for name, value in said.items()).encode(),))
    return NOTHING


def off(options: argparse.Namespace) -> int:
    """Go by the program's own tables again."""
    say("The rule pack was taken off. " + NONE if kept.take_off(data_folder(options.data)) else NONE)
    return NOTHING


def trust(options: argparse.Namespace) -> int:
    """Trust a key, or list those that are trusted, or trust one no more."""
    folder = data_folder(options.data)
    if options.fingerprint is None:
        keys = kept.trusted(folder)
        lines = [f"{one.fingerprint}  {one.whose}, trusted {one.when} by {one.by}\n" for one in keys]
        write(None, ("".join(lines).encode(),))
    elif options.no_more:
        kept.distrust(folder, options.fingerprint)
        say("That key is not trusted any more.")
    else:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        fingerprint = kept.trust(folder, options.fingerprint, options.name, getpass.getuser(), now)
        say(f"Rule packs that are signed with the key {fingerprint} can be loaded here from now on.")
    return NOTHING


def keys(options: argparse.Namespace) -> int:
    """Make a key pair."""
    content = new_key()
    try:
        with open(options.out, "xb", opener=lambda path, flags: os.open(path, flags, ONLY_MY_FILE)) as file:
            file.write(content)
    except FileExistsError:
        raise Refused(
            f"{options.out} is there already. A key that is lost cannot be made again; name another."
        ) from None
    except OSError as error:
        raise Refused(f"{options.out} could not be written: {(error.strerror or 'no reason').lower()}.") from None
    say(f"Wrote the private key to {options.out}. Whoever has it can sign rule packs: keep it where few can read it.")
    say("Its fingerprint, to be told to providers by another way than the pack:")
    print(fingerprint_of(private_key(content)))
    return NOTHING


def begin(options: argparse.Namespace) -> int:
    """Write the tables as they stand, to be changed."""
    options.folder.mkdir(parents=True, exist_ok=True)
    for name in PARTS:
        if name != REGISTER and not (options.folder / name).exists():
            place = name if name == "calendar.csv" else f"{FOLDER}/{name}"
            write(options.folder / name, (packaged(place).encode(),))
    say(f"The tables are in {options.folder}. Change what the pack is to say, and remove the others.")
    return NOTHING


def make_(options: argparse.Namespace) -> int:
    """Make a signed pack."""
    if (options.folder is None) is not options.from_server:
        raise Refused("Name a folder with the tables, or --from-server, one of the two.")
    parts = _from_server(options.config) if options.from_server else _from_folder(options.folder)
    key = _key(options.key)
    wave = options.wave or str(terms()["wave"]["name"])
    content = make(parts, wave, options.number, options.valid_from, options.made_by, key)
    refuse_wrong_tables(opened(content).parts, content)
    write(options.out, (content,))
    say(f"Wrote rule pack no. {options.number} with {', '.join(sorted(parts))} to {options.out}.")
    say(f"It is signed with the key {fingerprint_of(key)}.")
    return NOTHING


def _from_folder(folder: Path) -> dict[str, str]:
    if not folder.is_dir():
        raise Refused(f"{folder} is no folder. Begin one: openlet pack begin {folder}")
    found = sorted(path.name for path in folder.iterdir())
    unknown = [name for name in found if name not in PARTS]
    if unknown or not found:
        held = f"holds {unknown[0]}, which is no table of a pack" if unknown else "is empty"
        raise Refused(f"{folder} {held}. The tables are: {', '.join(PARTS)}.")
    try:
        return {name: (folder / name).read_text(encoding="utf-8-sig") for name in found}
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"{folder} has a file that is not UTF-8 text ({error}).") from None


def _from_server(config: Path | None) -> dict[str, str]:
    """What a team's server goes by: its rule pack, and the register of the contracts that count today."""
    from openlet.store.refusals import NotDone
    from openlet.team.configuration import path_of
    from openlet.team.start import prepare

    try:
        said = prepare(path_of(config))
    except NotDone as error:
        raise Refused(str(error)) from None
    from openlet.authority.contracts import in_force, read

    now = kept.in_force(said.data)
    aims = sorted({(ref, one.UKPRN) for one in in_force(_today()) for ref in read(one).bootcamps})
    lines = ["learn_aim_ref,ukprn", *(f"{ref},{ukprn}" for ref, ukprn in aims)]
    if not aims:
        raise Refused("No contract counts today on this server, so there is no register to make.")
    return {**(now.parts if now else {}), REGISTER: "\n".join(lines) + "\n"}


def _key(path: Path) -> "Ed25519PrivateKey":
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Refused(f"{path} could not be opened: {(error.strerror or 'no reason given').lower()}.") from None
    try:
        return private_key(content)
    except TypeError:
        return private_key(content, getpass.getpass("Password of the key: ").encode())


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise Refused(f"{path} could not be opened: {(error.strerror or 'no reason given').lower()}.") from None


def _parts(found: Pack) -> str:
    return ", ".join(sorted(found.parts))


def _today() -> date:
    return datetime.now(UTC).astimezone().date()


def _asks_file(one: argparse.ArgumentParser) -> None:
    one.add_argument("file", metavar="FILE", type=Path)
    one.add_argument("--older", action="store_true", help="load it though its number is not higher than the last")


def _asks_maybe_file(one: argparse.ArgumentParser) -> None:
    one.add_argument("file", metavar="FILE", type=Path, nargs="?", help="(default: the pack in force)")


def _asks_nothing(one: argparse.ArgumentParser) -> None:
    """Nothing more."""


def _asks_fingerprint(one: argparse.ArgumentParser) -> None:
    one.add_argument("fingerprint", metavar="FINGERPRINT", nargs="?", help="(default: list the trusted keys)")
    one.add_argument("--name", default="", help="whose key it is")
    one.add_argument("--no-more", action="store_true", help="trust it no more")


def _asks_out(one: argparse.ArgumentParser) -> None:
    one.add_argument("--out", type=Path, required=True, metavar="FILE", help="the file for the private key")


def _asks_folder(one: argparse.ArgumentParser) -> None:
    one.add_argument("folder", metavar="FOLDER", type=Path)


def _asks_make(one: argparse.ArgumentParser) -> None:
    one.add_argument("folder", metavar="FOLDER", type=Path, nargs="?", help="the tables of the pack")
    one.add_argument("--from-server", action="store_true", help="what a team's server goes by, with its register")
    one.add_argument("--config", type=Path, metavar="FILE", help="the configuration of that server")
    one.add_argument("--key", type=Path, required=True, metavar="FILE", help="the private key")
    one.add_argument("--number", type=int, required=True, metavar="N", help="higher than that of the pack before")
    one.add_argument("--valid-from", type=day, required=True, metavar="DATE", help="cannot be loaded before")
    one.add_argument("--made-by", required=True, metavar="NAME", help="the authority, as providers know it")
    one.add_argument("--wave", metavar="NAME", help="(default: the wave of the program's terms)")
    one.add_argument("--out", type=Path, required=True, metavar="FILE")


PARTS_OF_IT = (
    ("load", "put a pack in force", _asks_file, load, True),
    ("show", "the pack in force, or what a file holds", _asks_maybe_file, show, True),
    ("off", "go by the program's own tables again", _asks_nothing, off, True),
    ("trust", "trust a key by its fingerprint; without one: the keys that are trusted", _asks_fingerprint, trust, True),
    ("keys", "for authorities: make a key pair", _asks_out, keys, False),
    ("begin", "for authorities: write the tables into a folder, to be changed", _asks_folder, begin, False),
    ("make", "for authorities: make a signed pack", _asks_make, make_, False),
)
