"""What a milestone's function answers: paid, withheld with every reason, or cannot say."""

from dataclasses import dataclass
from datetime import date

from openlet.payments.claims import Claim


@dataclass(frozen=True, slots=True)
class Unmet:
    """A milestone condition that is not met: MC-nn, the sentence, and, where it is known, when it could be met.

    ``measure`` is the number behind it: days or the share of the course.
    """

    code: str
    message: str
    measure: str | None = None
    earliest: date | None = None


@dataclass(frozen=True, slots=True)
class Paid:
    """The milestone is payable, subject to the once-per-ULN rules. ``because`` says why, in full."""

    because: tuple[str, ...]
    claim: Claim | None


@dataclass(frozen=True, slots=True)
class Withheld:
    """The milestone is not payable, for every one of these reasons."""

    because: tuple[Unmet, ...]
    claim: Claim | None


@dataclass(frozen=True, slots=True)
class CannotSay:
    """Whether the milestone is payable cannot be known: each text of ``missing`` names what is wanting."""

    missing: tuple[str, ...]
    claim: Claim | None


Verdict = Paid | Withheld | CannotSay
