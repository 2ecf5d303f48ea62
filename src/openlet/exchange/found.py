"""What was found in a spreadsheet: learners, faults at their cells, rows that cannot be taken, remarks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from openlet.exchange.grid import letters
from openlet.spec.years import Year

Tree = dict[str, Any]


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong at a cell, or in a row (``column`` is None). ``message`` never holds the cell's own value.

    ``refused``: the row was not taken; otherwise what can be kept of it was kept, as it was written.
    """

    sheet: str
    row: int
    column: int | None
    header: str
    text: str
    message: str
    refused: bool = False

    @property
    def place(self) -> str:
        """The cell as a spreadsheet names it: F12, or "row 12"."""
        return f"row {self.row}" if self.column is None else f"{letters(self.column)}{self.row}"

    def in_words(self, reference: str = "") -> str:
        """The fault as a sentence with its place."""
        where = f"{self.sheet}, {self.place}" + (f", {reference}" if reference else "")
        return f"{where}: {self.message}"


def in_kept_rows(faults: Sequence[CellFault]) -> list[CellFault]:
    """The faults of rows that were taken."""
    refused = {(fault.sheet, fault.row) for fault in faults if fault.refused}
    return [fault for fault in faults if (fault.sheet, fault.row) not in refused]


@dataclass(slots=True)
class Found:
    """The learners of a spreadsheet by LearnRefNumber, and what is to be said about it.

    ``learners`` holds trees by ILR name below ``Learner`` and ``LearnerDestinationandProgression``. Where ``whole`` is
    true they are all that there is of those parts; otherwise empty cells say nothing, and the trees are joined onto
    what is kept already (``joining.joined_document``). ``not_read`` names columns and sheets that were left out because
    they mean nothing here; ``numbered`` is how many aims have no AimSeqNumber of their own.
    """

    year: Year
    UKPRN: int | None
    whole: bool
    learners: dict[str, Tree] = field(default_factory=dict)
    source_files: list[Tree] = field(default_factory=list)
    faults: list[CellFault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    not_read: list[str] = field(default_factory=list)
    numbered: int = 0

    def refused(self) -> Iterator[CellFault]:
        """The faults for which a row was not taken."""
        return (fault for fault in self.faults if fault.refused)
