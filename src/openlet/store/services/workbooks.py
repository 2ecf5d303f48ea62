"""Spreadsheets out: the whole return as a workbook, and the template of a year for the provider's contract."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from openlet.exchange.template import write_template
from openlet.exchange.writing import ReturnWriter
from openlet.spec.years import Year, year_of
from openlet.store.arriving import Tick
from openlet.store.basis import kept_contract, working_day
from openlet.store.leaving import Rendered, on_disk
from openlet.store.models import Provider, ReturnYear
from openlet.store.refusals import NotDone
from openlet.store.services.returns import kept_year
from openlet.store.services.snapshots import learners_of


@dataclass(frozen=True, slots=True)
class ReturnWorkbook:
    """A whole return as a workbook, with the name of its file, and how many learners are in it."""

    name: str
    content: bytes
    learners: int


def workbook_of(
    of: ReturnYear, made: datetime, tick: Tick = lambda learners: None, written: Callable[[], object] = lambda: None
) -> ReturnWorkbook:
    """All learners of a return who are not deleted, also those who would be left out of an ILR file.

    ``written`` is called when all learners are, before the workbook is put together. Raises ``NotDone``.
    """
    year = year_of(str(of.year))
    documents = [document for row, document in learners_of(of) if row.deleted is None]
    if not documents:
        raise NotDone(f"The return of {year} holds no learner yet. Enter or import one first.")
    writer = ReturnWriter(year, working_day(of.provider), made)
    content = writer.write(of.provider.UKPRN, documents, of.SourceFiles, tick, written)
    name = f"OpenLET-{of.provider.UKPRN}-{year.code}-{made:%Y%m%d-%H%M%S}.xlsx"
    return ReturnWorkbook(name, content, len(documents))


def export_workbook(folder: Path, made: datetime, wanted: Year | None = None) -> tuple[Path, int]:
    """Write the workbook of a return into a folder; its path, and how many learners are in it. Raises ``NotDone``."""
    workbook = workbook_of(kept_year(wanted), made)
    file = Rendered(folder / workbook.name, workbook.content)
    if file.path.exists():
        raise NotDone(f"{file.path} is there already. Choose another folder.")
    with on_disk(file):
        pass
    return file.path, workbook.learners


def template_of(year: Year, provider: Provider | None) -> bytes:
    """The template of a year, with the bootcamps of the provider's contract. Raises ``WrongContract``."""
    contract = kept_contract(provider)
    allocated = contract.bootcamps.values() if contract else ()
    return write_template(year, [(one.learn_aim_ref, one.title) for one in allocated])
