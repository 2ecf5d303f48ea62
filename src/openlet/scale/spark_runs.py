"""``pay`` on Spark: the same two stages as on one machine, over the same Arrow tables.

1.  Stage one inside ``mapInArrow``: a row for each file and one for each of its claims (``FOUND``).
2.  Which claims hang together (``scale.links``), provider by provider.
3.  Stage two for each bucket of claims and movements, inside ``applyInArrow`` of a cogroup.

The driver sees the heads of the files, the few claims that need tying together, what is added to the ledger, and the
answers one after the other.
"""

import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

import pyarrow as pa

from openlet.contracts.terms import Contracts
from openlet.exchange.occupancy import Told
from openlet.ilr.opening import Source, Unreadable
from openlet.payments.claims import ReturnOf
from openlet.payments.ledger import Entry, Ledger
from openlet.payments.returns import Standing, standing
from openlet.reports.pay import SUMMED, Sums
from openlet.scale.arrow_tables import (
    CLAIMS,
    LINK_COLUMNS,
    RETURN_COLUMNS,
    claims_table,
    in_file_order,
    movements_table,
)
from openlet.scale.buckets import ANSWERS, BETWEEN, Basis, settle_bucket
from openlet.scale.links import Group, Links, bucket, groups_of_provider
from openlet.scale.stage_one import NOTHING_TOLD, Opened, open_file, stage_one

ENDINGS = "*.{xml,XML,zip,ZIP,csv,CSV}"
CLAIMS_IN_A_BUCKET = 20_000
HEADS = pa.schema([("name", pa.string()), ("prepared", pa.date32()), ("unreadable", pa.string())])
# A row of a file has no kind; it counts its learners and (``number``) its claims, or says why it could not be read.
FOUND = pa.schema([*CLAIMS, ("learners", pa.int64()), ("notes", pa.list_(pa.string())), ("unreadable", pa.string())])
GROUPS = pa.schema([("UKPRN", pa.int64()), ("references", pa.list_(pa.string())), ("ulns", pa.list_(pa.int64()))])
IN_BUCKETS = pa.schema([("bucket", pa.int32()), *CLAIMS])
Batches = Iterator[pa.RecordBatch]


@dataclass(slots=True)
class SparkPay:
    """What ``pay`` found. ``answers`` is a Spark data frame of ``buckets.ANSWERS``, in the order of the document.

    ``files``: the names and SHA-256 of the files; ``sums``: what each provider's totals are made of;
    ``count``: how many answers there are.
    """

    standing: Standing
    as_of: date
    files: list[tuple[str, str]]
    learners: int
    answers: Any
    sums: Sums
    added: list[Entry]
    goes_back: bool
    is_unpaid: bool
    is_kept: bool
    count: int
    notes: list[str]

    def text(self, column: str) -> Iterator[bytes]:
        """A column of the answers as it stands in the document, a part at a time."""
        if column == "sign_off" and not self.goes_back:
            return
        answers = self.answers.where("size(sign_off) > 0") if column == "sign_off" else self.answers
        between = ""
        for (found,) in answers.select(column).toLocalIterator():
            for text in found if column == "sign_off" else (found,):
                yield (between + text).encode()
                between = BETWEEN[column]

    def moves(self) -> list[Entry]:
        """What the run adds to the ledger."""
        return self.added


def pay_on_spark(
    session: Any,
    paths: Sequence[str],
    contracts: Contracts,
    ledger: Ledger,
    as_of: date | None,
    complete: bool,
    with_lines: bool = False,
    told: Told = NOTHING_TOLD,
) -> SparkPay:
    """Judge and settle every return under some paths (folders, files or patterns; anything that Spark can read).

    ``told`` is what occupancy reports do not say themselves. The day of the run is the newest preparation date unless
    it is given. Raises ``Unreadable``.
    """
    from pyspark import StorageLevel

    files = _files(session, paths)
    day = as_of or _newest_day(files, tuple(paths), told)
    judging = _judging(tuple(paths), told, contracts, day)
    found = files.mapInArrow(judging, _schema(FOUND)).persist(StorageLevel.DISK_ONLY)
    own = _table(found.where("kind is null"))
    _all_readable(own)
    stands = standing((ReturnOf(*key) for key in _rows(own, RETURN_COLUMNS)), day)
    claims = found.where("kind is not null").select(*CLAIMS.names)
    moved = movements_table(ledger.entries)
    links = Links.of(_groups(session, claims, moved))
    count = sum(own.column("number").to_pylist())
    buckets = max(count // CLAIMS_IN_A_BUCKET + 1, 2 * session.sparkContext.defaultParallelism)
    basis = Basis(contracts, stands, day, complete)
    settled = (
        claims.mapInArrow(_placing(links, buckets), _schema(IN_BUCKETS))
        .groupBy("bucket")
        .cogroup(_moved_in_buckets(session, moved, links, buckets).groupBy("bucket"))
        .applyInArrow(_settling(basis, with_lines), _schema(ANSWERS))
        .persist(StorageLevel.DISK_ONLY)  # to sort them Spark looks at them twice
    )
    return _found(own, stands, day, settled)


def _found(own: pa.Table, stands: Standing, day: date, answers: Any) -> SparkPay:
    """What the driver has to know of the answers; they themselves stay where they are."""
    from pyspark.sql import functions

    goes_back = functions.max(functions.size("sign_off") > 0).alias("goes_back")
    flags = [goes_back, *(functions.max(name).alias(name) for name in ("is_unpaid", "is_kept"))]
    count = functions.count("*").alias("count")
    totals = answers.groupBy("UKPRN").agg(*(functions.sum(one).alias(one) for one in SUMMED), *flags, count).collect()
    sums = Sums()
    for row in totals:
        sums.add_amounts(row["UKPRN"], {one: row[one] for one in SUMMED})
    return SparkPay(
        stands,
        day,
        sorted(_rows(own, ("file", "sha256"))),
        sum(own.column("learners").to_pylist()),
        _in_order(answers),
        sums,
        _moves(answers),
        any(row["goes_back"] for row in totals),
        any(row["is_unpaid"] for row in totals),
        any(row["is_kept"] for row in totals),
        sum(row["count"] for row in totals),
        sorted({note for notes in own.column("notes").to_pylist() for note in notes or ()}),
    )


def write_parquet(found: SparkPay, folder: str) -> None:
    """Let Spark write the answers, their rows of the CSV aside, into a new folder. Raises ``Unreadable``."""
    from pyspark.errors import AnalysisException

    try:
        found.answers.drop("lines").write.parquet(folder)
    except AnalysisException:
        raise Unreadable(f"{folder} exists already, or Spark may not write there. Name a new folder.") from None


def _moves(answers: Any) -> list[Entry]:
    """In the order in which a run on one machine adds them; of what is no longer returned, in that of the ledger."""
    names = ("place", "UKPRN", "LearnRefNumber", "LearnAimRef", "LearnStartDate", "ULN")
    moved = answers.where("size(movements) > 0").select(*names, "movements").collect()

    def order(row: Any) -> tuple[Any, ...]:
        place, ukprn, *texts, uln = row[:6]
        return (-1 if place is None else place, ukprn, *(text or "" for text in texts), uln or 0)

    return [Entry(**one.asDict()) for row in sorted(moved, key=order) for one in row["movements"]]


# The files.


def _files(session: Any, paths: Sequence[str]) -> Any:
    """One row for each file: its path and, unless every executor can open it itself, its content."""
    from pyspark.errors import AnalysisException

    reader = session.read.format("binaryFile").option("recursiveFileLookup", "true").option("pathGlobFilter", ENDINGS)
    try:
        found = reader.load([str(Path(one).resolve()) if "://" not in one else one for one in paths])
    except AnalysisException:
        raise Unreadable(
            f"Spark does not find {', '.join(paths)}. Check the name, and that the cluster may read it."
        ) from None
    here = all(urlsplit(one).scheme in ("", "file") for one in paths)
    return found.select("path") if here else found.select("path", "content")


def _sources(batches: Batches, roots: Sequence[str]) -> Iterator[Source]:
    for batch in batches:
        contents = batch.column("content") if "content" in batch.schema.names else None
        for at, path in enumerate(batch.column("path").to_pylist()):
            content = contents[at].as_py() if contents is not None else None
            place = _place(path)
            yield Source(_name(place, roots), Path(place), content)


def _place(path: str) -> str:
    """The path without its scheme: of a file here, where it is."""
    parts = urlsplit(path)
    return unquote(parts.path) if parts.scheme == "file" else path


def _name(place: str, roots: Sequence[str]) -> str:
    """How a file is called: by the way from the folder that was named, otherwise by its own name."""
    for root in roots:
        above = PurePosixPath(str(Path(root).resolve()) if "://" not in root else root)
        if above in PurePosixPath(place).parents:
            return PurePosixPath(place).relative_to(above).as_posix()
    return PurePosixPath(place).name


def _newest_day(files: Any, roots: Sequence[str], told: Told) -> date:
    def heads(batches: Batches) -> Batches:
        rows = [_head(one, told) for one in _sources(batches, roots)]
        yield pa.RecordBatch.from_pylist(rows, HEADS)

    found = _table(files.mapInArrow(heads, _schema(HEADS)))
    _all_readable(found)
    undated = [name for name, prepared in _rows(found, ("name", "prepared")) if prepared is None]
    if undated:
        raise Unreadable(
            f"{min(undated)} has no FilePreparationDate that can be read. Correct it, or say --as-of DATE."
        )
    return max(found.column("prepared").to_pylist())  # type: ignore[no-any-return]


def _head(source: Source, told: Told) -> dict[str, Any]:
    try:
        return {"name": source.name, "prepared": open_file(source, told).prepared, "unreadable": None}
    except Unreadable as why:
        return {"name": source.name, "prepared": None, "unreadable": str(why)}


def _all_readable(found: pa.Table) -> None:
    """Raises ``Unreadable`` where a file could not be judged, or where there is none."""
    if not found.num_rows:
        raise Unreadable("There is no ILR file (XML or ZIP) in what was named. Check the names of the folders.")
    said = sorted(why for why in found.column("unreadable").to_pylist() if why is not None)
    if said:
        more = f" {len(said) - 1} more file(s) cannot be read either." if len(said) > 1 else ""
        raise Unreadable(said[0] + more)


# Stage one.


def _judging(roots: Sequence[str], told: Told, contracts: Contracts, as_of: date) -> Callable[[Batches], Batches]:
    def judge(batches: Batches) -> Batches:
        for source in _sources(batches, roots):
            try:
                yield from _judged(open_file(source, told), contracts, as_of)
            except Unreadable as why:
                yield _row_of_file({"file": source.name, "unreadable": str(why)})
            except Exception as error:
                raise _without_data(error) from None

    return judge


def _judged(opened: Opened, contracts: Contracts, as_of: date) -> Batches:
    judged = stage_one(opened, contracts, as_of)
    own = dict(zip(RETURN_COLUMNS, _key(judged.returned), strict=True))
    yield _row_of_file(own | {"number": len(judged.claims), "learners": judged.learners, "notes": list(opened.notes)})
    claims = claims_table(judged.claims)
    for batch in claims.to_batches(max_chunksize=CLAIMS_IN_A_BUCKET):
        empty = [pa.nulls(batch.num_rows, FOUND.field(name).type) for name in FOUND.names[len(CLAIMS) :]]
        yield pa.RecordBatch.from_arrays([*batch.columns, *empty], schema=FOUND)


def _row_of_file(known: dict[str, Any]) -> pa.RecordBatch:
    return pa.RecordBatch.from_pylist([known], FOUND)


def _key(one: ReturnOf) -> tuple[Any, ...]:
    return one.UKPRN, one.year, one.prepared, one.made, one.name, one.sha256


# What hangs together.


def _groups(session: Any, claims: Any, moved: pa.Table) -> list[Group]:
    """The groups of every provider; a movement is a key of its provider as a claim is."""
    before = pa.nulls(moved.num_rows, pa.string())
    columns = [moved.column("UKPRN"), moved.column("LearnRefNumber"), before, moved.column("ULN")]
    paid = session.createDataFrame(pa.table(columns, names=LINK_COLUMNS))
    keys = claims.select(*LINK_COLUMNS).union(paid).distinct()
    found = _table(keys.groupBy("UKPRN").applyInArrow(_groups_of_table, _schema(GROUPS)))
    return [Group(ukprn, tuple(own), tuple(ulns)) for ukprn, own, ulns in _rows(found, GROUPS.names)]


def _groups_of_table(keys: pa.Table) -> pa.Table:
    ukprn = keys.column("UKPRN")[0].as_py() or 0
    found = groups_of_provider(ukprn, _rows(keys, LINK_COLUMNS[1:]))
    rows = [{"UKPRN": one.UKPRN, "references": one.references, "ulns": one.ulns} for one in found]
    return pa.Table.from_pylist(rows, GROUPS)


def _placing(links: Links, buckets: int) -> Callable[[Batches], Batches]:
    def place(batches: Batches) -> Batches:
        for batch in batches:
            column = _buckets(_rows(batch, ("UKPRN", "LearnRefNumber", "real_uln")), links, buckets)
            yield pa.RecordBatch.from_arrays([column, *batch.columns], names=IN_BUCKETS.names)

    return place


def _buckets(keys: Iterable[tuple[Any, ...]], links: Links, buckets: int) -> pa.Array:
    places = [bucket(links.label(ukprn or 0, reference, uln), buckets) for ukprn, reference, uln in keys]
    return pa.array(places, pa.int32())


def _moved_in_buckets(session: Any, moved: pa.Table, links: Links, buckets: int) -> Any:
    column = _buckets(_rows(moved, ("UKPRN", "LearnRefNumber", "ULN")), links, buckets)
    return session.createDataFrame(moved.add_column(0, "bucket", column))


# Stage two.


def _settling(basis: Basis, with_lines: bool) -> Callable[[pa.Table, pa.Table], pa.Table]:
    def settle(claims: pa.Table, moved: pa.Table) -> pa.Table:
        own = in_file_order(claims.drop_columns("bucket"))
        theirs = moved.drop_columns("bucket").sort_by("number")
        try:
            return settle_bucket(own, theirs, basis, with_lines)
        except Exception as error:
            raise _without_data(error) from None

    return settle


def _without_data(error: Exception) -> RuntimeError:
    """A fault of our own: its kind and place, since Spark logs what it says and its text may hold learner data."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return RuntimeError(f"OpenLET itself failed ({type(error).__name__} in {last.name}, line {last.lineno})")


def _in_order(answers: Any) -> Any:
    """In the order of the document: what is absent sorts as there."""
    from pyspark.sql.functions import coalesce, col, lit

    blanks: dict[str, Any] = {"LearnRefNumber": "", "LearnStartDate": "9", "LearnAimRef": "", "ULN": 0}
    return answers.orderBy("UKPRN", *(coalesce(col(name), lit(blank)) for name, blank in blanks.items()))


# Between Spark and Arrow.


def _schema(schema: pa.Schema) -> Any:
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(schema)


def _table(frame: Any) -> pa.Table:
    return frame.toArrow()


def _rows(table: pa.Table | pa.RecordBatch, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    return zip(*(table.column(name).to_pylist() for name in names), strict=True)
