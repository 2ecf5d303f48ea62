"""Read the Devolved Adult Education Occupancy Report, which the national service makes from a provider's return.

It has a row for each aim that an authority funds and shows a part of the record: what it has no column for is not
absent but not here (``ilr.partial``). It says neither its year nor its provider; they come from its name, or are told.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from openlet.exchange.opening import open_book
from openlet.exchange.written_dates import read_date
from openlet.ilr.opening import ZIP_MARKS, Source, Unreadable
from openlet.ilr.partial import SomeOf, blank
from openlet.ilr.reading import Item, Trouble
from openlet.ilr.records import (
    RECORDS,
    CollectionDetails,
    Header,
    Learner,
    LearningDelivery,
    LearningDeliveryFAM,
    LearningProvider,
    Record,
)
from openlet.ilr.records import Source as Maker
from openlet.spec.codes import codes
from openlet.spec.layout import Field, entity, text_of
from openlet.spec.occupancy import RECOGNISED_BY, Column, occupancy_columns, occupancy_headers, plain_header
from openlet.spec.years import Year, calendar, years

UKPRN_IN_NAME = re.compile(r"(?<![0-9])1[0-9]{7}(?![0-9])")
MOMENT = re.compile(r"(?<![0-9])(20[0-9]{6})-([0-9]{6})(?![0-9])")
FAM, FAM_TYPE, FAM_CODE = "LearningDeliveryFAM", "LearnDelFAMType", "LearnDelFAMCode"
BOXES = {
    "ProviderSpecLearnerMonitoring": ("ProvSpecLearnMonOccur", "ProvSpecLearnMon"),
    "ProviderSpecDeliveryMonitoring": ("ProvSpecDelMonOccur", "ProvSpecDelMon"),
}
THREE_FIGURES = ("DAM", "LDM", "SOF")  # spreadsheet programs take the noughts in front away
FIGURES = 3
STARTS = plain_header("Learning start date")
LOOKED_AT = 200  # bytes, to tell what a file is
BLANKS = b"\xef\xbb\xbf \t\r\n"  # with the mark of UTF-8
TWO_BYTES = (b"\xff\xfe", b"\xfe\xff")
NAMED = 5  # columns in a sentence
Texts = dict[str, str]  # by plain header


@dataclass(frozen=True, slots=True)
class Told:
    """What the user says of reports whose names do not: the year and the provider."""

    year: Year | None = None
    UKPRN: int | None = None


@dataclass(slots=True)
class OccupancyReport:
    """One report: iterate for its learners, each with its aims, as an ILR file is iterated for its own.

    ``notes`` are sentences on how it was read; ``line`` of a record is its row.
    """

    source: Source
    year: Year
    header: Header
    provider: LearningProvider
    columns: dict[str, Column]
    rows: list[tuple[int, Texts]]
    notes: list[str] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)

    def __iter__(self) -> Iterator[Item]:
        """Yield each learner once, in the order of the rows. Rows that differ in the learner are different learners."""
        by_learner: dict[tuple[str, ...], list[tuple[int, Texts]]] = {}
        of_learner = [header for header, column in self.columns.items() if self._is_learners(column)]
        for number, texts in self.rows:
            by_learner.setdefault(tuple(texts.get(header, "") for header in of_learner), []).append((number, texts))
        for rows in by_learner.values():
            yield self._learner(rows)

    def _is_learners(self, column: Column) -> bool:
        return column.entity in ("Learner", "ProviderSpecLearnerMonitoring")

    def _learner(self, rows: list[tuple[int, Texts]]) -> Item:
        number, texts = rows[0]
        troubles: list[Trouble] = []
        person = blank(Learner, self._here("Learner", "LearningDelivery"))
        person.line = number
        for header, column in self.columns.items():
            if column.entity == "Learner":
                self._set(person, column, texts.get(header, ""), (person,), troubles)
        self._add_boxes(person, "ProviderSpecLearnerMonitoring", texts, (person,), troubles)
        for number, texts in rows:
            person.LearningDelivery.append(self._aim(number, texts, person, troubles))
        return Item(person, troubles)

    def _aim(self, number: int, texts: Texts, person: Learner, troubles: list[Trouble]) -> LearningDelivery:
        aim = blank(LearningDelivery, self._here("LearningDelivery", FAM))
        aim.line = number
        trail = (person, aim)
        for header, column in self.columns.items():
            if column.entity == "LearningDelivery":
                self._set(aim, column, texts.get(header, ""), trail, troubles)
        self._add_boxes(aim, "ProviderSpecDeliveryMonitoring", texts, trail, troubles)
        aim.LearningDeliveryFAM = self._codes(texts, number)
        return aim

    def _here(self, name: str, *lists: str) -> frozenset[str]:
        """The elements of an entity that the report shows: those of its columns, and lists that it shows any of."""
        shown = {column.element for column in self.columns.values() if column.entity == name}
        boxes = {column.entity for column in self.columns.values() if column.entity in BOXES}
        return frozenset({*shown, *boxes, *lists})

    def _set(
        self, record: Record, column: Column, text: str, trail: tuple[Record, ...], troubles: list[Trouble]
    ) -> None:
        found = next((one for one in self._fields(column.entity) if one.element == column.element), None)
        if found is None or not text:
            return
        if found.data_type == "date" and (day := read_date(text, self._prepared())) is not None:
            text = day.isoformat()
        reading = found.read(text)
        if reading.fault is not None:
            troubles.append(Trouble(reading.fault, column.entity, column.element, record.line or 0, text, trail))
        if reading.fault is not None or reading.value is None or text_of(reading.value) != text:
            record.raw = (record.raw or {}) | {column.element: text}
        setattr(record, column.element, reading.value)

    def _fields(self, name: str) -> tuple[Field, ...]:
        found = entity(self.year, name)
        return tuple(found.fields()) if found is not None else ()

    def _add_boxes(
        self, record: Record, name: str, texts: Texts, trail: tuple[Record, ...], troubles: list[Trouble]
    ) -> None:
        """The provider's own values, each in its box."""
        for header, column in self.columns.items():
            if column.entity == name and texts.get(header):
                made = RECORDS[name](line=record.line)
                setattr(made, BOXES[name][0], column.type)
                self._set(made, column, texts[header], (*trail, made), troubles)
                getattr(record, name).append(made)

    def _codes(self, texts: Texts, number: int) -> list[LearningDeliveryFAM]:
        """The funding and monitoring codes; of a type whose columns are all filled there may be more."""
        made, columns, filled = [], dict[str, int](), dict[str, int]()
        for header, column in self.columns.items():
            if column.entity != FAM:
                continue
            columns[column.type] = columns.get(column.type, 0) + 1
            if code := texts.get(header):
                filled[column.type] = filled.get(column.type, 0) + 1
                made.append(
                    LearningDeliveryFAM(
                        line=number, LearnDelFAMType=column.type, LearnDelFAMCode=_three_figures(code, column.type)
                    )
                )
        cut = {one for one, count in columns.items() if filled.get(one) == count < self._most(one)}
        return SomeOf(made, FAM_TYPE, frozenset(columns), frozenset(cut))

    def _most(self, kind: str) -> int:
        found = codes(FAM_TYPE, self.year).get((None, kind))
        return found.max_occurs or 1 if found is not None else 1

    def _prepared(self) -> date:
        details = self.header.CollectionDetails
        return (details.FilePreparationDate if details else None) or self.year.last_day


def occupancy_report(source: Source, told: Told) -> OccupancyReport | None:
    """The report that a source is, or None where it is no CSV file. Raises ``Unreadable`` for any other CSV file."""
    if not is_csv(source):
        return None
    rows = open_book(source).sheets[0].rows()
    first = next(rows, None)
    headers = {at: plain_header(cell.text) for at, cell in first.cells.items()} if first else {}
    _refuse_other(source.name, set(headers.values()))
    known = occupancy_columns()
    columns = {header: known[header] for header in headers.values() if header in known}
    listed = (
        (row.number, {headers[at]: cell.text.strip() for at, cell in row.cells.items() if at in headers})
        for row in rows
    )
    read = [(number, texts) for number, texts in listed if any(texts.get(header) for header in columns)]
    prepared, made = _moment(source.name)
    year = told.year or _year(source.name, prepared, read)
    ukprn = told.UKPRN or _ukprn(source.name)
    header = Header(
        CollectionDetails=CollectionDetails(Collection="ILR", Year=str(year.code), FilePreparationDate=prepared),
        Source=Maker(UKPRN=ukprn, DateTime=made),
    )
    unknown = sorted(set(headers.values()) - occupancy_headers())
    notes = _notes(source.name, year, ukprn, columns, read, unknown)
    return OccupancyReport(source, year, header, LearningProvider(UKPRN=ukprn), columns, read, notes)


def is_csv(source: Source) -> bool:
    """Whether a source is neither XML nor a ZIP and either is named CSV or begins as an occupancy report does."""
    with source.open() as stream:
        start = stream.read(LOOKED_AT).lstrip(BLANKS)
    is_other = start.startswith((b"<", *ZIP_MARKS)) or start[1:2] == b"\0" or start[:2] in TWO_BYTES
    return not is_other and (source.name.lower().endswith(".csv") or RECOGNISED_BY[0].encode() in start)


def _refuse_other(name: str, headers: set[str]) -> None:
    """Refuse a CSV file that is no report, and a report that lacks what payments rest on."""
    other = next((header for header in RECOGNISED_BY if plain_header(header) not in headers), None)
    if other is not None:
        raise Unreadable(
            f"{name} is a CSV file, but no occupancy report: it has no column '{other}'. Give the ILR file, or the "
            "Devolved Adult Education Occupancy Report as it was downloaded; a sheet of your own goes in with openlet "
            "import."
        )
    lacking = [one.header for key, one in occupancy_columns().items() if one.is_needed and key not in headers]
    if lacking:
        shown = ", ".join(f"'{one}'" for one in lacking[:NAMED]) + (" and others" if len(lacking) > NAMED else "")
        raise Unreadable(
            f"{name} lacks columns of an occupancy report that payments rest on ({shown}). Download it again and give "
            "it unchanged."
        )


# What the name says.


def refuse_what_its_name_denies(name: str, year: Year, UKPRN: int | None) -> None:
    """Refuse a report whose name says that it is another provider's, or of another year. Raises ``Unreadable``."""
    named = {int(one) for one in UKPRN_IN_NAME.findall(name)}
    if UKPRN is not None and named and UKPRN not in named:
        raise Unreadable(
            f"{name} is by its name an occupancy report of UKPRN {', '.join(map(str, named))}, not of {UKPRN}. Nothing "
            "was changed: import the report of your own provider, or rename the file if its name is wrong."
        )
    prepared, _ = _moment(name)
    open_then = _open_on(prepared) if prepared is not None else []
    if open_then and year not in open_then:
        raise Unreadable(
            f"{name} was made by its name on {prepared}, when returns of {' and '.join(map(str, open_then))} were "
            f"open, not of {year}. Nothing was changed: import it into the return of its own year."
        )


def _moment(name: str) -> tuple[date | None, str | None]:
    """When the report was made, by its name: the day, and the moment as an ILR file writes it."""
    for found in MOMENT.finditer(name):
        try:
            made = datetime.strptime(f"{found[1]}{found[2]}", "%Y%m%d%H%M%S")
        except ValueError:
            continue
        return made.date(), made.isoformat()
    return None, None


def _ukprn(name: str) -> int:
    found = set(UKPRN_IN_NAME.findall(name))
    if len(found) != 1:
        raise Unreadable(
            f"{name} does not say whose learners these are: an occupancy report holds no UKPRN, and its name not one. "
            "Say --ukprn N."
        )
    return int(found.pop())


def _year(name: str, prepared: date | None, rows: list[tuple[int, Texts]]) -> Year:
    """The year of the report: the one whose returns were open when it was made; of two, one that an aim starts in."""
    if prepared is not None:
        open_then = _open_on(prepared)
        if len(open_then) == 1:
            return open_then[0]
        if open_then and any(_starts(texts, prepared) >= open_then[-1].first_day for _, texts in rows):
            return open_then[-1]
    why = "returns of two years were open when it was made" if prepared else "its name has no date"
    raise Unreadable(f"{name} does not say of which year it is: {why}. Say --year, such as --year 2023-24.")


def _open_on(day: date) -> list[Year]:
    return [year for year in years() if year.first_day <= day <= _closes(year)]


def _closes(year: Year) -> date:
    """When the last return of a year closes, or the end of October where that is not known."""
    listed = calendar(year)
    last = date(year.last_day.year, 10, 31)
    return max(last, listed[-1].closes) if listed else last


def _starts(texts: Texts, prepared: date) -> date:
    return read_date(texts.get(STARTS, ""), prepared) or date.min


# What the user is told.


def _notes(
    name: str, year: Year, ukprn: int, columns: dict[str, Column], rows: list[tuple[int, Texts]], unknown: list[str]
) -> list[str]:
    said = [
        f"{name} is an occupancy report, read as of {year} and UKPRN {ukprn}. It shows a part of each record, no "
        "destinations, and only aims that an authority funds: what rests on the rest is not judged and never counts as "
        "clean or payable."
    ]
    padded = sum(
        _three_figures(texts[header], column.type) != texts[header]
        for _, texts in rows
        for header, column in columns.items()
        if column.entity == FAM and texts.get(header)
    )
    if padded:
        said.append(f"{padded:,} codes of {name} had lost the nought in front (23 for 023); it was put back.")
    if unknown:
        shown = ", ".join(unknown[:NAMED]) + (f" and {len(unknown) - NAMED} more" if len(unknown) > NAMED else "")
        said.append(f"Columns of {name} that OpenLET does not know were passed over: {shown}.")
    return said


def _three_figures(code: str, kind: str) -> str:
    return code.zfill(FIGURES) if kind in THREE_FIGURES and code.isdigit() else code
