"""The command ``anonymise``: copies of returns in which everybody is invented."""

import argparse
import hashlib
import secrets
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from openlet.cli.output import NOTHING, Refused, progress, say
from openlet.contracts.reading import read_contracts
from openlet.contracts.terms import Contracts
from openlet.ilr.identifiers import is_ukprn
from openlet.ilr.opening import Source, source
from openlet.ilr.writing import whole_file
from openlet.invented.anonymous import Disguise, NotHidden, Wanted, look_through, write_anonymous
from openlet.reference.areas import AreaLookup
from openlet.scale.stage_one import open_ilr_file
from openlet.spec.scheme import terms


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the program."""
    parser = commands.add_parser(
        "anonymise",
        help="copies of returns in which everybody is invented",
        description="Write a copy with the same structure, dates, codes, findings and payments, but with invented "
        "names, learner numbers, references, addresses, contacts and free texts. One person of the files given "
        "together is one invented person in all copies.",
    )
    parser.add_argument("files", nargs="+", metavar="FILE", help="ILR XML, or a ZIP with one; - for standard input")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="the file to write; with several FILEs a folder"
    )
    parser.add_argument(
        "--seed", metavar="TEXT",
        help="the same files and seed give the same copies; keep it secret, it leads back to the people "
        "(default: a new secret that is thrown away)",
    )  # fmt: skip
    parser.add_argument("--ukprn", type=int, metavar="N", help="give the provider this UKPRN (default: its own stays)")
    parser.add_argument(
        "--shift-births", action="store_true",
        help="move dates of birth by up to four weeks where that changes no age (default: they stay)",
    )  # fmt: skip
    parser.add_argument(
        "--contract", action="append", type=Path, default=[], dest="contracts", metavar="C.toml",
        help="keep the references, contribution texts and postcode areas of this contract",
    )  # fmt: skip
    parser.add_argument("--replace", action="store_true", help="write over files that are there already")
    parser.set_defaults(run=anonymise)


def anonymise(options: argparse.Namespace) -> int:
    """Write the copies: all of them, or none."""
    if options.ukprn is not None and not is_ukprn(options.ukprn):
        raise Refused(f"{options.ukprn} is not a UKPRN. Give a number of eight figures after --ukprn.")
    wanted = _wanted(options)
    opened = [open_ilr_file(source(file)) for file in options.files]
    sources = [one.source for one in opened]
    with progress("Reading", opened) as tick:
        seen = look_through(sources, tick)
    if options.ukprn is not None and len(seen.providers) > 1:
        raise Refused("The files are those of several providers, so --ukprn cannot say which is meant. Give one's.")
    try:
        disguise = Disguise(wanted, seen)
        places = _places(options, sources, disguise)
        with ExitStack() as stack, progress("Writing", opened) as tick:
            parts = [stack.enter_context(whole_file(place)) for place in places]
            for one, part in zip(sources, parts, strict=True):
                write_anonymous(one, disguise, part.write, tick)
    except NotHidden as error:
        raise Refused(str(error)) from None
    except OSError as error:
        raise Refused(f"{options.out} could not be written: {(error.strerror or 'no reason given').lower()}.") from None
    _tell(options, places, disguise)
    return NOTHING


def _wanted(options: argparse.Namespace) -> Wanted:
    contracts = read_contracts(options.contracts) if options.contracts else Contracts(())
    contributions = {text for one in contracts.all for text in one.contributions} | terms()["contributions"].keys()
    areas = AreaLookup({postcode: area for one in contracts.all for postcode, area in one.areas.items()})
    secret = hashlib.sha256(options.seed.encode()).digest() if options.seed else secrets.token_bytes(32)
    texts = contracts.known_aims() | contributions
    return Wanted(secret, areas, frozenset(texts), options.ukprn, options.shift_births)


def _places(options: argparse.Namespace, sources: Sequence[Source], disguise: Disguise) -> list[Path]:
    """Where the copies go. Raises ``Refused`` for a place that cannot be written."""
    if len(sources) == 1:
        if options.out.is_dir():
            raise Refused(f"{options.out} is a folder. Give the name of the file as well.")
        places = [options.out]
    else:
        if options.out.exists() and not options.out.is_dir():
            raise Refused(f"{options.out} is a file. With several files, give the name of a folder.")
        options.out.mkdir(parents=True, exist_ok=True)
        places = [options.out / disguise.other_ukprn(f"{Path(one.name).stem}.xml") for one in sources]
        if len(set(places)) < len(places):
            raise Refused("Two of the files have the same name, so their copies would too. Rename one of them.")
    originals = [one.path for one in sources if one.path is not None]
    for place in places:
        if any(place.exists() and place.samefile(original) for original in originals):
            raise Refused(
                f"{place} is one of the returns themselves, which must stay as they are. Choose another name."
            )
        if place.exists() and not options.replace:
            raise Refused(f"{place} is there already. Choose another name, or say --replace to write over it.")
    return places


def _tell(options: argparse.Namespace, places: Sequence[Path], disguise: Disguise) -> None:
    births = "were moved by up to four weeks" if options.shift_births else "stay as they are"
    learners = f"{disguise.seen.learners:,} learner{'s' if disguise.seen.learners != 1 else ''}"
    say(f"{learners}, {disguise.replaced:,} values replaced. Written: {', '.join(map(str, places))}.")
    if options.ukprn is not None:
        say(f"A contract names the provider's own UKPRN: to pay the copy, write {options.ukprn} into a copy of it.")
    say(
        f"Dates of birth {births}, and so do courses, dates and codes: someone who knows a learner may still "
        "recognise them. Treat the copy as personal data."
    )
