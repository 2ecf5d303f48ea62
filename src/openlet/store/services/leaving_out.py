"""Who is left out of an export, and why: the user's tick, faults of the schema, mandatory fields that are empty."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Q

from openlet.contracts.terms import Contracts
from openlet.payments.ledger import Ledger, WrongLedger
from openlet.rules import Severity
from openlet.spec.years import year_of
from openlet.store.arriving import Tick
from openlet.store.basis import current_basis, kept_contract, mark_of, working_day
from openlet.store.documents import Document
from openlet.store.faults import faults
from openlet.store.judging import Basis, judge, return_of
from openlet.store.models import LearnerDocument, LearnerRow, LearnerState, Provider, ReturnYear
from openlet.store.services.snapshots import learners_of

DONT_EXPORT = "excluded by the user (Don't export)"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A learner who is left out, and why, in sentences."""

    learner: int
    LearnRefNumber: str
    reasons: list[str]


@dataclass(frozen=True, slots=True)
class Choosing:
    """The learners of a return as they stand (deleted ones too), those who are in the file, and those left out."""

    everybody: list[tuple[LearnerRow, Document]]
    in_file: list[tuple[LearnerRow, Document]]
    left_out: list[LeftOut]


def choose(of: ReturnYear, tick: Tick = lambda learners: None) -> Choosing:
    """Say who is in the file that is written now. Raises ``WrongContract``.

    Where a contract is kept, mandatory fields of the guide that are empty count: as last judged, or judged now where
    that is out of date. Without a contract nobody knows which aims are bootcamps, and only the schema counts.
    """
    everybody = learners_of(of)
    reasons = _Reasons(of)
    in_file: list[tuple[LearnerRow, Document]] = []
    left_out: list[LeftOut] = []
    for row, document in everybody:
        if row.deleted is not None:
            continue
        found = reasons.of(row, document) or ([] if row.dont_export else faults(document, year_of(str(of.year))))
        if found:
            left_out.append(LeftOut(row.pk, row.LearnRefNumber, found))
        else:
            in_file.append((row, document))
        tick(1)
    return Choosing(everybody, in_file, left_out)


def left_out_now(of: ReturnYear) -> tuple[int, list[LeftOut]]:
    """How many learners would be in a file written now, and who would be left out, for a preview.

    The documents of learners against whom nothing was found at their last change are not looked at. Raises
    ``WrongContract``.
    """
    reasons, in_file, left_out = _Reasons(of), 0, []
    rows = LearnerRow.objects.filter(of=of, deleted=None).select_related("of__provider").order_by("pk")
    doubtful = {row.pk for row in rows if not row.dont_export and (row.faults or not reasons.is_known(row))}
    documents = dict(LearnerDocument.objects.filter(learner__of=of, pk__in=doubtful).values_list("pk", "content"))
    for row in rows:
        found = reasons.of(row, documents.get(row.pk, {}))
        if not found and row.faults and row.pk in documents:
            found = faults(documents[row.pk], year_of(str(of.year)))
        if found:
            left_out.append(LeftOut(row.pk, row.LearnRefNumber, found))
        else:
            in_file += 1
    return in_file, left_out


class _Reasons:
    """Why learners are left out, besides what the schema refuses: the user's tick, and what was judged or is now."""

    def __init__(self, of: ReturnYear) -> None:
        self._year = year_of(str(of.year))
        self._ukprn = of.provider.UKPRN
        self._basis = basis_for_gaps(of.provider)
        self._judged = _judged_before(of, self._basis) if self._basis else {}

    def is_known(self, row: LearnerRow) -> bool:
        """Whether nothing has to be judged to answer."""
        return self._basis is None or self._judged.get(row.pk, (0, []))[0] == row.version

    def of(self, row: LearnerRow, document: Document) -> list[str]:
        """The reasons, in sentences."""
        if row.dont_export:
            return [DONT_EXPORT]
        if self._basis is None:
            return []
        if self.is_known(row):
            return self._judged[row.pk][1]
        given = self._basis.given(self._year, self._ukprn)
        found = judge(document, self._year, given, return_of(self._ukprn, self._year, self._basis.as_of))
        return _stopping(asdict(message) for message in found.messages)


def basis_for_gaps(provider: Provider) -> Basis | None:
    """What mandatory fields are judged with: the contract and the day; None where no contract is kept.

    A ledger that cannot be read does not matter to them. Raises ``WrongContract``.
    """
    if kept_contract(provider) is None:
        return None
    try:
        return current_basis(provider)
    except WrongLedger:
        contract = kept_contract(provider)
        assert contract is not None
        return Basis(Contracts((contract,)), working_day(provider), Ledger())


def _judged_before(of: ReturnYear, basis: Basis) -> dict[int, tuple[int, list[str]]]:
    """What stops each learner as last judged on this basis, with the version that was judged, in one look."""
    found = LearnerState.objects.filter(learner__of=of, basis=mark_of(basis))
    has_none = Q(gaps=0, schema_faults=0)
    judged: dict[int, tuple[int, list[str]]] = {
        learner: (version, []) for learner, version in found.filter(has_none).values_list("learner_id", "version")
    }
    stopped = found.exclude(has_none).values_list("learner_id", "version", "learner__judgement__messages")
    return judged | {learner: (version, _stopping(messages or ())) for learner, version, messages in stopped}


def _stopping(messages: Iterable[dict[str, Any]]) -> list[str]:
    """What keeps a learner out of a file by itself: an empty mandatory field (guide A-006), a fault of the schema."""
    stopping = (one["text"] for one in messages if one["is_gap"] or one["severity"] == Severity.SCHEMA)
    return list(dict.fromkeys(stopping))


def not_judged_yet(of: ReturnYear) -> int:
    """How many learners would have to be judged before it can be said who is left out. Raises ``WrongContract``."""
    reasons = _Reasons(of)
    rows = LearnerRow.objects.filter(of=of, deleted=None, dont_export=False)
    return sum(not reasons.is_known(row) for row in rows)
