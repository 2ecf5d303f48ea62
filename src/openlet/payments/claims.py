"""Claims: what a payment needs to know of one bootcamp or milestone aim in one return, and nothing more."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from openlet.facts.aims import aim_kind, has_fam, named_bootcamps
from openlet.facts.contribution import contribution
from openlet.facts.destinations import destination_state
from openlet.facts.given import Given
from openlet.facts.people import employment_at_start
from openlet.facts.places import start_area, start_postcode_unknown
from openlet.ilr.identifiers import TEMPORARY_ULN
from openlet.ilr.partial import NotHere
from openlet.ilr.records import Learner, LearningDelivery, Record
from openlet.spec.scheme import terms

OUT_OF_AREA: str = terms()["codes"]["out_of_area_dam"]

# Elements that a payment reads: while one of them cannot be read, nothing is paid.
READ_FOR_PAYMENT = frozenset(
    {"ULN", "DateOfBirth", "EmpStat", "DateEmpStatApp", "LearnAimRef", "LearnStartDate", "OrigLearnStartDate"}
    | {"LearnPlanEndDate", "LearnActEndDate", "CompStatus", "Outcome", "LSDPostcode"}
    | {"LearnDelFAMType", "LearnDelFAMCode", "ProvSpecDelMon"}
)


@dataclass(frozen=True, slots=True)
class Fault:
    """A finding as a payment needs it: a no-pay reason or a to-do item, already in words.

    ``blocks`` are the milestones that a no-pay reason stops; ``fields`` the values found. ``AimSeqNumber`` is None for
    what concerns the whole learner.
    """

    code: str
    no_pay: bool
    message: str
    source: str
    blocks: tuple[str, ...] = ()
    priority: int = 4
    AimSeqNumber: int | None = None
    fields: dict[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReturnOf:
    """One file: whose, of which year, prepared when. Ordered by ``made`` among files of one day."""

    UKPRN: int | None
    year: int
    prepared: date
    made: str
    name: str
    sha256: str

    @property
    def age(self) -> tuple[date, str, str]:
        """Sorts the returns of a provider and year from oldest to newest."""
        return (self.prepared, self.made, self.sha256)


@dataclass(frozen=True, slots=True)
class Claim:
    """One bootcamp aim (``BC``) or milestone aim (``Z2``, ``Z3``) of one return.

    ``bootcamps`` are the references a milestone aim names (a bootcamp aim: its own). ``unknown`` says, in sentences,
    what could not be read or checked, so that nothing can be paid on it.
    """

    kind: str
    returned: ReturnOf
    LearnRefNumber: str | None
    PrevLearnRefNumber: str | None
    ULN: int | None
    DateOfBirth: date | None
    PostcodePrior: str | None
    AimSeqNumber: int | None
    LearnAimRef: str
    LearnStartDate: date | None
    OrigLearnStartDate: date | None
    LearnPlanEndDate: date | None
    LearnActEndDate: date | None
    CompStatus: int | None
    Outcome: int | None
    bootcamps: tuple[str, ...]
    contribution: Decimal | None
    destination: str
    EmpStat: int | None
    unknown: tuple[str, ...]
    faults: tuple[Fault, ...]

    @property
    def UKPRN(self) -> int:
        """The provider (0 where the header names none)."""
        return self.returned.UKPRN or 0

    @property
    def real_uln(self) -> int | None:
        """The ULN where it identifies the learner: not where it is NP-02 (a reading may let a wrong digit pass)."""
        wrong = self.ULN == TEMPORARY_ULN or any(fault.code == "NP-02" for fault in self.faults)
        return None if wrong else self.ULN

    @property
    def names(self) -> str | None:
        """The one bootcamp that the aim names; None for none or several."""
        return self.bootcamps[0] if len(self.bootcamps) == 1 else None


Found = tuple[LearningDelivery | None, Fault]  # a fault and the aim it is on; None for the learner


def claims_of(learner: Learner, found: Iterable[Found], given: Given, returned: ReturnOf) -> list[Claim]:
    """The claims of one learner, each with the faults that the rules found on the learner and on its aim."""
    listed = list(found)
    return [
        _claim(aim, learner, given, returned, tuple(fault for on, fault in listed if on is None or on is aim))
        for aim in learner.LearningDelivery
        if given.contract is not None and aim_kind(aim, given) is not None
    ]


def _claim(
    aim: LearningDelivery,
    learner: Learner,
    given: Given,
    returned: ReturnOf,
    faults: tuple[Fault, ...],
) -> Claim:
    kind = aim_kind(aim, given)
    status = _shown(employment_at_start, aim, learner)
    assert kind is not None and aim.LearnAimRef is not None
    return Claim(
        kind=kind,
        returned=returned,
        LearnRefNumber=learner.LearnRefNumber,
        PrevLearnRefNumber=_shown(getattr, learner, "PrevLearnRefNumber"),
        ULN=learner.ULN,
        DateOfBirth=learner.DateOfBirth,
        PostcodePrior=learner.PostcodePrior,
        AimSeqNumber=aim.AimSeqNumber,
        LearnAimRef=aim.LearnAimRef,
        LearnStartDate=aim.LearnStartDate,
        OrigLearnStartDate=aim.OrigLearnStartDate,
        LearnPlanEndDate=aim.LearnPlanEndDate,
        LearnActEndDate=aim.LearnActEndDate,
        CompStatus=aim.CompStatus,
        Outcome=aim.Outcome,
        bootcamps=(aim.LearnAimRef,) if kind == "BC" else named_bootcamps(aim, learner, given),
        contribution=contribution(aim, given),
        destination=destination_state(aim) if kind == "BC" else "not due",
        EmpStat=status.EmpStat if status else None,
        unknown=_unreadable(aim, learner) + (_unchecked_or_hidden(aim, learner, given) if kind == "BC" else ()),
        faults=faults,
    )


def _unreadable(aim: LearningDelivery, learner: Learner) -> tuple[str, ...]:
    """Values that were returned but could not be read: nothing is paid on a guess."""
    records: list[Record] = [
        aim,
        *aim.LearningDeliveryFAM,
        *aim.ProviderSpecDeliveryMonitoring,
        learner,
        *(_shown(getattr, learner, "LearnerEmploymentStatus") or ()),
    ]
    return tuple(
        f"{element} could not be read"
        for record in records
        for element in record.raw or ()
        if element in READ_FOR_PAYMENT and record.unreadable(element)
    )


def _shown(ask: Callable[..., Any], *of: Any) -> Any:
    """What there is to know, None too where the source of the records does not show it."""
    try:
        return ask(*of)
    except NotHere:
        return None


def _unchecked_or_hidden(aim: LearningDelivery, learner: Learner, given: Given) -> tuple[str, ...]:
    try:
        return _unchecked(aim, learner, given)
    except NotHere as lacking:
        return (f"{lacking.element} is not shown in full, so the area cannot be checked",)


def _unchecked(aim: LearningDelivery, learner: Learner, given: Given) -> tuple[str, ...]:
    """What the no-pay rules could not judge for want of a value."""
    missing = [name for name in ("LearnStartDate", "LearnPlanEndDate", "CompStatus") if getattr(aim, name) is None]
    said = [f"{name} is missing" for name in missing if not aim.unreadable(name)]
    if learner.DateOfBirth is None and not learner.unreadable("DateOfBirth"):
        said.append("DateOfBirth is missing, so the age at the start cannot be checked")
    if not aim.LSDPostcode and not aim.unreadable("LSDPostcode") and not given.areas.is_loaded():
        said.append("LSDPostcode is missing, and there is no postcode table to check any with")
    lives_in = start_area(aim, given)
    excused = start_postcode_unknown(aim) or has_fam(aim, "DAM", OUT_OF_AREA)
    if not given.areas.is_loaded() and not has_fam(aim, "DAM", OUT_OF_AREA):
        said.append("no postcode table is installed, so the area cannot be checked")
    elif aim.LSDPostcode and lives_in is None and not excused:
        said.append(f"LSDPostcode {aim.LSDPostcode} is not in the postcode table, so the area cannot be checked")
    return tuple(said)
