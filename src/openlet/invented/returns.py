"""Whole runs of invented returns: how many learners in which file, and the files themselves.

A learner follows from the seed, the year and its number alone, so that a file can be written learner by learner, and
its destination records (which come last) by making the learners concerned once more: memory does not grow.
"""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random

from openlet.ilr.records import Header, Learner, LearnerDestinationandProgression, LearningProvider
from openlet.ilr.writing import Write, file_name, our_header, write_file
from openlet.invented.faults import BEFORE, ELSEWHERE, Fault, faults
from openlet.invented.journeys import JOURNEYS, Case, Journey, invent_case
from openlet.invented.lists import season
from openlet.invented.people import invent_person, invent_uln, one_of
from openlet.invented.providers import MOST_PROVIDERS, Provider, contract_toml, invent_provider
from openlet.spec.years import Year

FAULTY = {3: 0, 6: 1, 9: 2}  # last figures of the numbers of the three learners in ten that are at fault
SECOND_FAULT = 0.2  # of those have another fault too
STRAY_FROM = 4  # with so many files the last one carries a UKPRN that is not its contract's
STRAY_SHARE = 10  # and so much smaller it is than the others
NEARBY = 60  # learners of another file among whom a twin is looked for
PACKAGE, RELEASE = "OpenLET invented returns", "1"  # the version of OpenLET would change the bytes


@dataclass(frozen=True, slots=True)
class Run:
    """What is asked for: so many learners in so many files of a year, from a seed."""

    learners: int
    files: int
    year: Year
    seed: int

    def __post_init__(self) -> None:
        if not 1 <= self.files <= MOST_PROVIDERS:
            raise ValueError(f"The number of files must be from 1 to {MOST_PROVIDERS}, not {self.files}.")
        if self.learners < self.files:
            raise ValueError(f"{self.learners} learners are too few for {self.files} files: each needs at least one.")
        season(self.year)

    def sizes(self) -> tuple[int, ...]:
        """How many learners each file holds."""
        return _sizes(self)

    def provider(self, file: int) -> Provider:
        """The provider of a file (0 first)."""
        return _provider(self, file)


@cache
def _sizes(run: Run) -> tuple[int, ...]:
    stray = max(1, run.learners // (STRAY_SHARE * run.files)) if run.files >= STRAY_FROM else 0
    others = run.files - bool(stray)
    each, more = divmod(run.learners - stray, others)
    sizes = tuple(each + (file < more) for file in range(others))
    return (*sizes, stray) if stray else sizes


@cache
def _firsts(run: Run) -> tuple[int, ...]:
    return tuple(accumulate(run.sizes(), initial=0))


@cache
def _provider(run: Run, file: int) -> Provider:
    return invent_provider(run.seed, file, stray=run.files >= STRAY_FROM and file == run.files - 1)


def generate(folder: Path, learners: int, files: int, year: Year, seed: int) -> list[Path]:
    """Write invented returns and their contracts into a folder: the paths of the returns, then of the contracts.

    ``learners`` is their number in all files together. Raises ``ValueError`` for numbers that do not go together.
    """
    run = Run(learners, files, year, seed)
    folder.mkdir(parents=True, exist_ok=True)
    returns = [_return(run, file, folder) for file in range(files)]
    return returns + [_contract(run, file, folder) for file in range(files)]


def write_return(run: Run, file: int, write: Write) -> None:
    """Write one return of a run through ``write``, learner by learner."""
    header = header_of(run, file)
    write_file(write, run.year, header, LearningProvider(UKPRN=run.provider(file).file_ukprn), records(run, file))


def records(run: Run, file: int) -> Iterator[Learner | LearnerDestinationandProgression]:
    """The learners of a return, then its destination records."""
    with_progression = array("L")
    for place in range(run.sizes()[file]):
        case = case_of(run, file, place)
        yield case.learner
        if case.progression is not None:
            with_progression.append(place)
    for place in with_progression:
        progression = case_of(run, file, place).progression
        assert progression is not None
        yield progression


def header_of(run: Run, file: int) -> Header:
    """The header of a return."""
    ukprn = run.provider(file).file_ukprn
    header = our_header(ukprn, run.year, season(run.year).prepared, made(run, file))
    assert header.Source is not None
    header.Source.SoftwarePackage, header.Source.Release = PACKAGE, RELEASE
    return header


def made(run: Run, file: int) -> datetime:
    """When a file was made: on the day of the season, at a time that follows from the seed."""
    rng = Random(f"{run.seed} made {run.year.code} {file}")
    clock = time(rng.randrange(8, 18), rng.randrange(60), rng.randrange(60))
    return datetime.combine(season(run.year).prepared, clock)


def case_of(run: Run, file: int, place: int) -> Case:
    """The learner at a place in a return, with its faults."""
    case, journey, fault = _start(run, file, place)
    journey(case)
    if fault is not None:
        case.twin = _twin(run, file, place, journey, fault)
        fault.spoil(case)
        if case.rng.random() < SECOND_FAULT:
            possible = [other for other in faults(run.year, run.files) if journey in other.on and not other.twin]
            case.rng.choice(possible).spoil(case)
    return case


def fault_of(run: Run, file: int, place: int) -> Fault | None:
    """The fault of a learner, if it has one: each in its turn, so that a run has all of them as often."""
    number = _firsts(run)[file] + place
    if number % 10 not in FAULTY:
        return None
    possible = faults(run.year, run.files)
    return possible[(number // 10 * len(FAULTY) + FAULTY[number % 10]) % len(possible)]


def _start(run: Run, file: int, place: int) -> tuple[Case, Journey, Fault | None]:
    """A learner before anything has happened, what will happen, and what will be wrong."""
    number = _firsts(run)[file] + place
    rng = Random(f"{run.seed} {run.year.code} {number}")
    fault = fault_of(run, file, place)
    journey = one_of(rng, {one: weight for one, weight in JOURNEYS.items() if fault is None or one in fault.on})
    first, prepared = _first_start(run), season(run.year).prepared
    person = invent_person(rng, invent_uln(run.seed, run.year, number), run.year, first)
    person[0].LearnRefNumber = f"{'ABCDEFGHJKLM'[file % 12]}{place + 1:06d}"
    return invent_case(rng, run.year, first, prepared, run.provider(file), person), journey, fault


def _twin(run: Run, file: int, place: int, journey: Journey, fault: Fault) -> Learner | None:
    """The other learner that a fault takes; none of them is at fault itself."""
    if fault.twin == BEFORE and place > 0:
        return _start(run, file, place - 1)[0].learner
    if fault.twin != ELSEWHERE:
        return None
    other = (file + 1) % run.files
    for near in range(place, min(place + NEARBY, run.sizes()[other])):
        case, theirs, theirs_fault = _start(run, other, near)
        if theirs is journey and theirs_fault is None:
            return case.learner
    return None


def _first_start(run: Run) -> date:
    return max(run.year.first_day, season(run.year).wave_from)


def _return(run: Run, file: int, folder: Path) -> Path:
    path = folder / file_name(run.provider(file).file_ukprn, run.year, made(run, file))
    with path.open("w", encoding="utf-8", newline="\n") as text:
        write_return(run, file, text.write)
    return path


def _contract(run: Run, file: int, folder: Path) -> Path:
    provider = run.provider(file)
    path = folder / f"contract-{provider.ukprn}.toml"
    text = contract_toml(provider, season(run.year), run.sizes()[file])
    path.write_text(text, encoding="utf-8", newline="\n")
    return path
