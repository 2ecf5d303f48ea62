"""Stage two of ``pay`` on one machine, with bounded memory. Nothing here decides anything.

1.  What must be known of each provider, and who crosses (``stretches``).
2.  Every claim is put into its stretch of the document, on disk; those that cross are set aside.
3.  Those are settled, and their answers put into their stretches (``local_crossing``).
4.  A process takes a stretch with its movements of the ledger, and leaves its pieces of the document.

The pieces then only have to be put one after the other. The same bytes come out whatever the number of processes and
the order of the files.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from openlet.contracts.terms import Contracts
from openlet.payments.ledger import Entry, Ledger
from openlet.payments.returns import Standing, standing
from openlet.reports.pay import SUMMED, Sums
from openlet.scale.arrow_files import read_table, rows, write_table
from openlet.scale.arrow_tables import in_file_order, movements_table
from openlet.scale.buckets import BETWEEN, ORDER, Basis, order_of, settle_bucket
from openlet.scale.links import Key, Links
from openlet.scale.local_crossing import Settling, more_name, put_into_stretches, settle_crossing
from openlet.scale.local_pay import FileDone, claims_name
from openlet.scale.parting import Limits, known_of_all, part_claims, stretch_name, ulns_in_several_of_all
from openlet.scale.pieces import contents, piece
from openlet.scale.pool import Workers
from openlet.scale.run_folder import RunFolder, refuse_other_rules
from openlet.scale.stretches import Kept, Provider, Stretches, crossing, moved_places, stretches_of

CLAIMS_IN_A_STRETCH = 2_000  # also in a bucket of those who cross
MOST_OPEN = 600  # files that a process has open at once
KEPT_OPEN = 100  # other files that it may have open
FLAGS = ("is_unpaid", "is_kept")
Tick = Callable[[int], object]  # told of every stretch


@dataclass(frozen=True, slots=True)
class StretchDone:
    """What is known of a stretch whose pieces are on disk. ``sums``: pence of each provider."""

    answers: int
    sums: dict[int, dict[str, int]]
    is_unpaid: bool
    is_kept: bool


@dataclass(slots=True)
class LocalPay:
    """What ``pay`` found; the pieces of the document are on disk until ``text`` reads them."""

    standing: Standing
    as_of: date
    files: list[tuple[str, str]]
    learners: int
    folder: RunFolder
    stretches: int
    sums: Sums
    is_unpaid: bool = False
    is_kept: bool = False
    count: int = 0

    def text(self, column: str) -> Iterator[bytes]:
        """A column of the answers (``buckets.ANSWERS``) as it stands in the document; it can be read once."""
        between = b""
        for number in range(self.stretches):
            if self.folder.has(_piece_name(column, number)):
                for content in contents(self.folder.path / _piece_name(column, number)):
                    yield between + content
                    between = b""
                between = BETWEEN[column].encode()

    def moves(self) -> list[Entry]:
        """What the run adds to the ledger, in the order in which a small run adds it."""
        found = [
            row
            for number in range(self.stretches)
            if self.folder.has(_moves_name(number))
            for row in rows(read_table(self.folder.path / _moves_name(number)), (*ORDER, "place", "movements"))
        ]
        return [Entry(**one) for row in sorted(found, key=_order_of_moves) for one in row[-1]]

    def take_in(self, one: StretchDone) -> None:
        """Take in what is known of a stretch."""
        for ukprn, added in one.sums.items():
            self.sums.add_amounts(ukprn, added)
        self.is_unpaid |= one.is_unpaid
        self.is_kept |= one.is_kept
        self.count += one.answers


def _order_of_moves(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """As ``payments.settled.movements`` has them: of what is no longer returned in the order of the ledger."""
    ukprn, reference, start, aim, uln, place, _ = row
    return (-1 if place is None else place, ukprn, reference or "", aim or "", start or "", uln or 0)


def settle_everything(
    done: Sequence[FileDone],
    run: RunFolder,
    contracts: Contracts,
    ledger: Ledger,
    as_of: date,
    complete: bool,
    with_lines: bool,
    workers: Workers,
    tick: Tick = lambda more: None,
) -> LocalPay:
    """Stage two over everything."""
    stands, folder = standing((one.returned for one in done), as_of), run.second()
    files = [(one.name, one.sha256) for one in done]
    said = Settling(folder, Basis(contracts, stands, as_of, complete), with_lines)
    moved = movements_table(ledger.entries)
    stretches, own = _placed(_providers(done, run), moved, ledger.entries, said, workers)
    count = len(stretches.starts)
    found = LocalPay(stands, as_of, files, sum(one.learners for one in done), folder, count, Sums())
    tasks = ((number, moved.take(pa.array(own[number], pa.int64()))) for number in range(count))
    for one in workers.each(_settle, tasks, _begin_settling, (said,)):
        found.take_in(one)
        tick(1)
    refuse_other_rules(run)
    return found


def _placed(
    providers: Sequence[Provider], moved: pa.Table, entries: Sequence[Entry], said: Settling, workers: Workers
) -> tuple[Stretches, dict[int, list[int]]]:
    """Put all claims into stretches, and settle those who cross: the stretches, and which movements are in which."""
    limits = Limits(CLAIMS_IN_A_STRETCH, _most_open())
    keys = _keys_of_movements(entries)
    known = known_of_all(providers, keys, limits, workers)
    stretches = stretches_of(providers, known, limits.claims)
    others = [Provider(ukprn, ()) for ukprn in sorted(keys.keys() - {one.UKPRN for one in providers})]
    groups = [group for one in (*known, *known_of_all(others, keys, limits, workers)) for group in one.groups]
    links = Links.of(groups)
    ulns = ulns_in_several_of_all(providers, stretches, moved_places(entries, stretches), workers)
    cross = crossing(groups, links, ulns, stretches)
    claims = part_claims(providers, stretches, cross, said.folder, workers)
    is_theirs = pc.is_in(moved.column("ULN"), cross.ulns)
    theirs = moved.filter(is_theirs)
    buckets = min(claims // limits.claims + 1, limits.most) if claims or theirs.num_rows else 0
    settle_crossing(theirs, links, buckets, said, workers)
    put_into_stretches(buckets, stretches, said.folder)
    return stretches, _places(entries, is_theirs.to_pylist(), stretches)


def _places(entries: Sequence[Entry], crosses: Sequence[bool], stretches: Stretches) -> dict[int, list[int]]:
    """The places in the ledger of the movements of each stretch."""
    places: dict[int, list[int]] = defaultdict(list)
    for at, (entry, is_crossing) in enumerate(zip(entries, crosses, strict=True)):
        if not is_crossing:
            places[stretches.of(entry.UKPRN, entry.LearnRefNumber)].append(at)
    return places


def _providers(done: Sequence[FileDone], run: RunFolder) -> list[Provider]:
    """The providers with their claims; a file that was given twice counts once."""
    once = {one.returned: one for one in done}
    files: dict[int, list[Kept]] = defaultdict(list)
    for one in once.values():
        files[one.UKPRN or 0].append(Kept(run.path / claims_name(one.place), one.claims))
    return [Provider(ukprn, tuple(files[ukprn])) for ukprn in sorted(files)]


def _keys_of_movements(entries: Iterable[Entry]) -> dict[int, list[Key]]:
    moved: dict[int, list[Key]] = defaultdict(list)
    for entry in entries:
        moved[entry.UKPRN].append((entry.LearnRefNumber, None, entry.ULN))
    return moved


def _most_open() -> int:
    try:
        import resource
    except ImportError:  # Windows allows fewer
        return MOST_OPEN // 2
    allowed, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return max(min(MOST_OPEN, allowed - KEPT_OPEN), 1)


# A stretch, in a process.

_settling: list[Settling] = []


def _begin_settling(said: Settling) -> None:
    _settling[:] = [said]


def _settle(task: tuple[int, pa.Table]) -> StretchDone:
    number, moved = task
    said = _settling[0]
    claims = said.folder.path / stretch_name(number)
    answers = settle_bucket(in_file_order(read_table(claims)), moved, said.basis, said.with_lines)
    if said.folder.has(more_name(number)):
        answers = _in_order(pa.concat_tables([answers, read_table(said.folder.path / more_name(number))]))
    _keep_pieces(number, answers, said)
    claims.unlink()
    return _summary(answers)


def _in_order(answers: pa.Table) -> pa.Table:
    keys = [order_of(*key) for key in rows(answers, ORDER)]
    return answers.take(sorted(range(len(keys)), key=keys.__getitem__))


def _keep_pieces(number: int, answers: pa.Table, said: Settling) -> None:
    column = "lines" if said.with_lines else "entry"
    texts = {column: answers.column(column), "sign_off": pc.list_flatten(answers.column("sign_off"))}
    for name, column_ in texts.items():
        if len(column_):
            with piece(said.folder.path / _piece_name(name, number), BETWEEN[name]) as add:
                add(BETWEEN[name].join(column_.to_pylist()))
    moving = answers.filter(pc.greater(pc.list_value_length(answers.column("movements")), 0))
    if moving.num_rows:
        write_table(said.folder.path / _moves_name(number), moving.select([*ORDER, "place", "movements"]))


def _summary(answers: pa.Table) -> StretchDone:
    sums: dict[int, dict[str, int]] = {}
    for ukprn, *amounts in rows(answers, ("UKPRN", *SUMMED)):
        held = sums.setdefault(ukprn, dict.fromkeys(SUMMED, 0))
        for name, pence in zip(SUMMED, amounts, strict=True):
            held[name] += pence
    return StretchDone(answers.num_rows, sums, *(any(answers.column(one).to_pylist()) for one in FLAGS))


def _piece_name(column: str, number: int) -> str:
    return f"{column}-{number:06}.zst"


def _moves_name(number: int) -> str:
    return f"movements-{number:06}.arrows"
