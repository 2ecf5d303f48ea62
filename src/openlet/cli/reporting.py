"""What the kinds of report share on the command line: where to write, in which format, and the learners' names."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from openlet.cli.output import Refused
from openlet.reports.folder import PDF, RENDER, USUAL_FORMATS, Files, NotWritten, write
from openlet.reports.pdf import NoPdf, ready


def add_writing(parser: argparse.ArgumentParser) -> None:
    """--out, --format and --with-names."""
    parser.add_argument("--out", type=Path, metavar="FOLDER", required=True, help="the folder to write into")
    parser.add_argument("--format", choices=tuple(RENDER), help="one format only (default: CSV and XLSX)")
    parser.add_argument(
        "--with-names", action="store_true", help="show the learners' names, for the provider's own use"
    )


def formats(options: argparse.Namespace) -> Sequence[str]:
    """The formats to write; asked for before anything is read. Raises ``Refused`` where PDF cannot be written here."""
    if options.format == PDF:
        try:
            ready()
        except NoPdf as error:
            raise Refused(str(error)) from None
    return (options.format,) if options.format else USUAL_FORMATS


def write_reports(options: argparse.Namespace, files: Files) -> list[Path]:
    """Write the files into the folder. Raises ``Refused``."""
    try:
        return write(options.out, files)
    except NotWritten as error:
        raise Refused(str(error)) from None
