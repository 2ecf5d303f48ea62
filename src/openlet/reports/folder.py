"""Write reports into a folder. All is rendered before anything is written, and a file appears only when it is whole."""

import io
import os
import zipfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from openlet.reports.about import about, about_table, about_text
from openlet.reports.judged import Judged
from openlet.reports.pdf import pdf_bytes
from openlet.reports.tables import MARKING, Report, Table, csv_bytes, json_text, text_of, xlsx_bytes

USUAL_FORMATS = ("csv", "xlsx")
PDF = "pdf"
FIRST_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)
NARROWEST, WIDTH_OF_A_COLUMN = 160, 14  # characters
Files = dict[str, bytes]  # by name


class NotWritten(Exception):
    """The folder cannot be written; the text is one sentence for the user."""


def rendered(
    reports: Iterable[Report], run: Judged, formats: Sequence[str], said: dict[str, Any] | None = None
) -> Files:
    """The files of the reports, by name, in the formats asked for. ``said``: what they rest on, if not on the run.

    Raises ``NoPdf``.
    """
    named = [_with_names(report, run) for report in reports]
    said = said or about(run)
    files: Files = {}
    for wanted in formats:
        for report in named:
            files |= RENDER[wanted](report, said)
    return files


def rendered_kept(report: Report, said: dict[str, Any], wanted: str) -> bytes:
    """A report that was made before as one file, in a format that has but one: all but ``csv``. Raises ``NoPdf``."""
    (content,) = RENDER[wanted](report, said).values()
    return content


def zipped(files: Files) -> bytes:
    """Files as one ZIP, the same bytes for the same files."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:  # workbooks are packed already
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, FIRST_DAY_OF_ZIP), content)
    return held.getvalue()


def write(folder: Path, files: Files) -> list[Path]:
    """Write the files; none of them takes its name before all are on disk. Raises ``NotWritten``."""
    parts = {folder / name: folder / f"{name}.part" for name in files}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, part in parts.items():
            _write_whole(part, files[path.name])
        for path, part in parts.items():
            part.replace(path)
    except OSError as error:
        for part in parts.values():
            _remove(part)
        why = (error.strerror or "no reason given").lower()
        raise NotWritten(f"The reports could not be written into {folder}: {why}.") from None
    return list(parts)


def _with_names(report: Report, run: Judged) -> Report:
    return Report(report.name, report.title, tuple(run.with_names(table) for table in report.tables))


def _csv(report: Report, said: dict[str, Any]) -> Files:
    tables = (*report.tables, about_table(said))
    return {f"{table.name}.csv": csv_bytes(table) for table in tables}


def _xlsx(report: Report, said: dict[str, Any]) -> Files:
    return {f"{report.name}.xlsx": xlsx_bytes((*report.tables, about_table(said)))}


def _json(report: Report, said: dict[str, Any]) -> Files:
    document = {"about": said, "report": report.name} | {"tables": {one.name: one.records() for one in report.tables}}
    return {f"{report.name}.json": json_text(document).encode()}


def _text(report: Report, said: dict[str, Any]) -> Files:
    tables = "\n".join(text_of((table,), _width(table)) for table in report.tables)
    return {f"{report.name}.txt": f"{MARKING}\n{report.title}\n{about_text(said)}\n{tables}".encode()}


def _pdf(report: Report, said: dict[str, Any]) -> Files:
    return {f"{report.name}.pdf": pdf_bytes(report, said)}


RENDER: dict[str, Callable[[Report, dict[str, Any]], Files]] = {
    "text": _text,
    "json": _json,
    "csv": _csv,
    "xlsx": _xlsx,
    PDF: _pdf,
}


def _width(table: Table) -> int:
    """Wide tables are given room, rather than columns one letter wide."""
    return max(NARROWEST, WIDTH_OF_A_COLUMN * len(table.columns))


def _write_whole(part: Path, content: bytes) -> None:
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _remove(part: Path) -> None:
    try:
        part.unlink(missing_ok=True)
    except OSError:
        return  # the sentence about the folder says enough
