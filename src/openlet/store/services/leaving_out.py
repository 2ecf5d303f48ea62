"""Who is left out of an export, and why: the user's tick, faults of the schema, mandatory fields that are empty."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from openlet.contracts.terms import Contracts
from openlet.payments.ledger import Ledger, WrongLedger
from openlet.rules import Severity
from openlet.spec.years import Year, year_of
from openlet.store.arriving import Tick
from openlet.store.basis import current_basis, kept_contract, mark_of, working_day
from openlet.store.documents import Document
from openlet.store.faults import faults
from openlet.store.judging import GAP, Basis, judge, return_of
from openlet.store.models import LearnerRow, LearnerState, Provider, ReturnYear
from openlet.store.services.snapshots import learners_of

DONT_EXPORT = "excluded by the user (Don't export)"
STOPPING = (GAP, Severity.SCHEMA)  # what keeps a learner out of a file by itself (guide A-006)


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
    """Say who would be in the file if it were written now. Raises ``WrongContract``.

    Where a contract is kept, mandatory fields of the guide that are empty count: as last judged, or judged now where
    that is out of date. Without a contract nobody knows which aims are bootcamps, and only the schema counts.
    """
    everybody = learners_of(of)
    basis = basis_for_gaps(of.provider)
    judged = _judged_before(of, basis) if basis else {}
    in_file: list[tuple[LearnerRow, Document]] = []
    left_out: list[LeftOut] = []
    for row, document in everybody:
        if row.deleted is not None:
            continue
        reasons = [DONT_EXPORT] if row.dont_export else _reasons(row, document, basis, judged)
        if reasons:
            left_out.append(LeftOut(row.pk, row.LearnRefNumber, reasons))
        else:
            in_file.append((row, document))
        tick(1)
    return Choosing(everybody, in_file, left_out)


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


def _reasons(
    row: LearnerRow, document: Document, basis: Basis | None, judged: dict[int, tuple[int, list[str]]]
) -> list[str]:
    year = year_of(str(row.document.year))
    if basis is None:
        return faults(document, year)
    version, reasons = judged.get(row.pk, (0, []))
    if version != row.version:
        reasons = _judged_now(row, document, year, basis)
    return reasons or faults(document, year)


def _judged_now(row: LearnerRow, document: Document, year: Year, basis: Basis) -> list[str]:
    ukprn = row.of.provider.UKPRN
    found = judge(document, year, basis.given(year, ukprn), return_of(ukprn, year, basis.as_of))
    return _stopping([{"severity": message.severity, "text": message.text} for message in found.messages])


def _stopping(messages: Iterable[dict[str, str]]) -> list[str]:
    return list(dict.fromkeys(one["text"] for one in messages if one["severity"] in STOPPING))


def not_judged_yet(of: ReturnYear) -> int:
    """How many learners would have to be judged before it can be said who is left out. Raises ``WrongContract``."""
    basis = basis_for_gaps(of.provider)
    if basis is None:
        return 0
    fresh = LearnerState.objects.filter(learner__of=of, basis=mark_of(basis))
    versions = dict(fresh.values_list("learner_id", "version"))
    rows: Sequence[tuple[int, int]] = LearnerRow.objects.filter(of=of, deleted=None).values_list("pk", "version")
    return sum(versions.get(learner) != version for learner, version in rows)
