"""What the tables of the rules on a file ask: how often a rule fires on a file that lies on the disk."""

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from openlet.ilr.opening import Source, source
from openlet.ilr.records import Learner, LearnerDestinationandProgression
from openlet.reference.held import References
from openlet.rules import Finding
from openlet.rules.wording import message
from openlet.scale.stage_one import FileCheck, open_file
from tests.make import learner, xml

NAME = "ILR-10999991-2526-20251006-093000-01.XML"
NOON = datetime(2025, 10, 6, 12, 0)


@dataclass(frozen=True)
class File:
    """A file to check. ``name`` None: it comes through standard input; ``archive``: it comes in a ZIP of that name."""

    name: str | None = NAME
    archive: str | None = None
    people: Sequence[Learner | LearnerDestinationandProgression] = field(default_factory=lambda: [learner()])
    year: str = "2025-26"
    prepared: date = date(2025, 10, 6)
    ukprn: int = 10999991
    now: datetime | None = NOON
    account: int | None = None
    references: References | None = None
    change: tuple[str, str] | None = None  # a text of the XML, and what stands there instead

    def content(self) -> bytes:
        """The XML, in a ZIP if it has one."""
        text = xml(self.people, self.year, self.prepared, self.ukprn)
        if self.change is not None:
            assert self.change[0] in text
            text = text.replace(*self.change)
        if self.archive is None:
            return text.encode()
        held = BytesIO()
        with zipfile.ZipFile(held, "w") as archive:
            archive.writestr(self.name or "file.xml", text)
        return held.getvalue()


def row(sentence: str, file: File, fires: int) -> Any:
    """One row of a table: the sentence, the file, how often the rule fires."""
    return pytest.param(file, int(fires), id=sentence)


def checked(file: File) -> tuple[FileCheck, list[Finding]]:
    """The file, written, opened and checked as the program does it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / (file.archive or (file.name or "stdin").replace("/", "_"))
        path.write_bytes(file.content())
        given = source(str(path)) if file.name is not None else Source("standard input", None, file.content())
        check = FileCheck(
            open_file(given), None, file.prepared, now=file.now, account_ukprn=file.account, references=file.references
        )
        return check, list(check)


def fires(code: str, file: File) -> int:
    """How often a rule fires on a file."""
    return sum(finding.rule.code == code for finding in checked(file)[1])


def says(code: str, file: File) -> str:
    """What a rule says of the file."""
    check, findings = checked(file)
    said = message(next(finding for finding in findings if finding.rule.code == code), check.given)
    assert "{" not in said and "}" not in said
    return said


def reason(code: str, file: File) -> str | None:
    """Why a rule could not judge a file."""
    check, _ = checked(file)
    return check.outcomes[code].why()
