"""Find the returns among what the user names: files, folders, patterns such as ``returns/*.xml``, and ZIPs of many.

A file that is named itself must be a return. In a folder, or in a ZIP of several files, what may be a return is read:
XML, ZIPs, and CSV that is an occupancy report; the rest is passed over and named. What may be a return is never passed
over, whatever is wrong with it.
"""

import glob
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from openlet.ilr.opening import Source, Unreadable, source, zip_members
from openlet.spec.occupancy import RECOGNISED_BY

MANIFEST = "openlet-run.json"  # a folder with this file is the run folder of some run: nothing in it is a return
LOOKED_AT = 4096  # bytes of a CSV file
DEEPEST = 3  # ZIPs in ZIPs
BESIDE = ("__MACOSX", ".")  # what systems put beside the files


@dataclass(slots=True)
class Inputs:
    """The files of a run by name; ``passed_over`` are no ILR files by their names, ``broken`` ZIPs that do not open."""

    sources: list[Source] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)
    broken: list[tuple[str, Unreadable]] = field(default_factory=list)


def find_inputs(files: Iterable[str]) -> Inputs:
    """The returns among some files, folders and patterns, sorted by name. Raises ``Unreadable``."""
    found = Inputs()
    given = [one for file in files for one in _matching(file)]
    folders = [one for one in given if one != "-" and Path(one).is_dir()]
    for one in given:
        if one in folders:
            _folder(Path(one), len(folders) > 1, found)
        else:
            _file(source(one), found)
    if not found.sources and not found.broken:
        raise Unreadable(f"There is no ILR file (XML or ZIP) in {', '.join(folders)}. Check the name of the folder.")
    found.sources = _told_apart(found.sources)
    found.passed_over.sort()
    return found


def passed_over_note(names: list[str], most: int = 5) -> str | None:
    """One sentence on what was passed over."""
    if not names:
        return None
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return f"Passed over, being no ILR file by name: {', '.join(names[:most])}{more}."


def _matching(file: str) -> list[str]:
    """What a pattern stands for; the file itself where it is none. Raises ``Unreadable``."""
    if file == "-" or Path(file).exists() or not glob.has_magic(file):
        return [file]
    found = sorted(glob.glob(file, recursive=True))  # noqa: PTH207 (the pattern may begin at the root)
    if not found:
        raise Unreadable(f"No file has a name such as {file}. Check the name and the folder.")
    return [one for one in found if not any(one != other and _is_below(one, other) for other in found)]


def _is_below(one: str, folder: str) -> bool:
    return Path(folder) in Path(one).parents


def _folder(folder: Path, is_named: bool, found: Inputs) -> None:
    """Every file below a folder; its name is the way from there, after the folder's own where there are several."""
    first = f"{folder.resolve().name}/" if is_named else ""
    for path in _walk(folder):
        name = first + path.relative_to(folder).as_posix()
        _candidate(Source(name, path, None), found)


def _walk(folder: Path) -> Iterator[Path]:
    inside = sorted(folder.iterdir())
    if any(path.name == MANIFEST for path in inside):
        return
    for path in inside:
        if path.is_dir():
            yield from _walk(path)
        else:
            yield path


def _file(given: Source, found: Inputs) -> None:
    """A file that was named itself: a ZIP of several files is as a folder."""
    members = zip_members(given) if given.path is None or given.path.suffix.lower() == ".zip" else None
    if members is None or not _is_bundle(members):
        found.sources.append(given)
    else:
        _bundle(given, members, found)


def _candidate(one: Source, found: Inputs) -> None:
    """A file in a folder or in a ZIP."""
    name = PurePosixPath(one.name)
    ending = name.suffix.lower()
    if name.name.startswith(BESIDE) or BESIDE[0] in name.parts or not _may_be_a_return(one, ending):
        found.passed_over.append(one.name)
    elif ending == ".zip":
        try:
            members = zip_members(one) or []
            _bundle(one, members, found) if _is_bundle(members) else found.sources.append(one)
        except Unreadable as why:
            found.broken.append((one.name, why))
    else:
        found.sources.append(one)


def _may_be_a_return(one: Source, ending: str) -> bool:
    if ending != ".csv":
        return ending in (".xml", ".zip")
    with one.open() as stream:
        return RECOGNISED_BY[0].encode() in stream.read(LOOKED_AT)


def _is_bundle(members: list[str]) -> bool:
    """Whether a ZIP is one of many returns, not the return itself in its ZIP."""
    returns = [one for one in members if one.lower().endswith((".xml", ".zip"))]
    return len(returns) > 1 or any(one.lower().endswith(".zip") for one in returns)


def _bundle(archive: Source, members: list[str], found: Inputs) -> None:
    if len(archive.members) >= DEEPEST:
        raise Unreadable(f"{archive.name} lies too deep: a ZIP in a ZIP in a ZIP. Unpack the outer ones first.")
    for member in sorted(members):
        inner = Source(f"{archive.name}/{member}", archive.path, archive.content, (*archive.members, member))
        _candidate(inner, found)


def _told_apart(sources: list[Source]) -> list[Source]:
    """The files by name; of one that was named twice one stays, and different ones with one name get their folder's."""
    places = {(one.path.resolve() if one.path else None, one.members, one.name): one for one in sources}
    named = Counter(one.name for one in places.values())
    apart = [
        replace(one, name=f"{one.path.resolve().parent.name}/{one.name}") if one.path and named[one.name] > 1 else one
        for one in places.values()
    ]
    return sorted(apart, key=lambda one: (one.name, str(one.path), one.members))
