"""What can be done to a learner to spoil it: which records, and what is done to them."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from openlet.ilr.records import (
    AppFinRecord,
    ContactPreference,
    DPOutcome,
    EmploymentStatusMonitoring,
    Learner,
    LearnerDestinationandProgression,
    LearnerEmploymentStatus,
    LearnerHE,
    LearnerHEFinancialSupport,
    LearningDelivery,
    LearningDeliveryHE,
    LearningDeliveryWorkPlacement,
    LLDDandHealthProblem,
    PriorAttain,
    ProviderSpecDeliveryMonitoring,
    ProviderSpecLearnerMonitoring,
    Record,
)
from openlet.invented.journeys import INTERVIEW, JOB, Case, fams, write_boxes
from openlet.invented.lists import places
from openlet.invented.people import IN_WORK, LOOKING

Spoiler = Callable[[Case], None]
Which = Callable[[Case], Iterable[Record]]
Aims = Callable[[Case], Iterable[LearningDelivery]]

# Which records.


def learner(case: Case) -> Iterable[Learner]:
    """The learner."""
    return (case.learner,)


def statuses(case: Case) -> Iterable[LearnerEmploymentStatus]:
    """The learner's employment statuses."""
    return tuple(case.learner.LearnerEmploymentStatus)


def aims(case: Case) -> tuple[LearningDelivery, ...]:
    """Every aim."""
    return tuple(case.learner.LearningDelivery)


def bootcamps(case: Case) -> tuple[LearningDelivery, ...]:
    """The bootcamp aims."""
    return tuple(aim for aim in aims(case) if aim.LearnAimRef not in (INTERVIEW, JOB))


def interview(case: Case) -> Iterable[LearningDelivery]:
    """The Z0010211 aims."""
    return tuple(aim for aim in aims(case) if aim.LearnAimRef == INTERVIEW)


def job(case: Case) -> Iterable[LearningDelivery]:
    """The Z0010212 aims."""
    return tuple(aim for aim in aims(case) if aim.LearnAimRef == JOB)


def outcomes(case: Case) -> Iterable[DPOutcome]:
    """The outcomes of the destination record."""
    return tuple(case.progression.DPOutcome) if case.progression else ()


def progression(case: Case) -> Iterable[LearnerDestinationandProgression]:
    """The destination record."""
    return (case.progression,) if case.progression else ()


def prior(case: Case) -> Iterable[PriorAttain]:
    """The prior attainment records."""
    return tuple(case.learner.PriorAttain)


# What is done to them.


def put(which: Which, **values: Any) -> Spoiler:
    """Set fields; a value that is a function is asked with the case and the record."""

    def spoil(case: Case) -> None:
        for record in which(case):
            for element, value in values.items():
                setattr(record, element, _value(value, case, record))

    return spoil


def hold(which: Which, kind: type[Record], **values: Any) -> Spoiler:
    """Have one record of a kind, and no other of that kind, under each of some records."""
    return put(which, **{kind.__name__: lambda case, of: [_made(kind, case, of, values)]})


def lldd(**values: int) -> Spoiler:
    """Say yes to the question, with one category."""
    return both(put(learner, LLDDHealthProb=1), hold(learner, LLDDandHealthProblem, **values))


def contact(**values: Any) -> Spoiler:
    """Have one contact preference."""
    return hold(learner, ContactPreference, **values)


def learner_box(**values: Any) -> Spoiler:
    """Have one provider specified value on the learner."""
    return hold(learner, ProviderSpecLearnerMonitoring, ProvSpecLearnMon="Cohort 5", **values)


def delivery_box(**values: Any) -> Spoiler:
    """Have one provider specified value on each bootcamp."""
    return hold(bootcamps, ProviderSpecDeliveryMonitoring, ProvSpecDelMon="Room 5", **values)


def work_placement(**values: Any) -> Spoiler:
    """Have a work placement from the start."""
    return hold(bootcamps, LearningDeliveryWorkPlacement, WorkPlaceStartDate=first_day, WorkPlaceHours=30, **values)


def financial_record(**values: Any) -> Spoiler:
    """Have a financial record of an apprenticeship."""
    return hold(bootcamps, AppFinRecord, AFinDate=first_day, AFinAmount=100, **values)


def without(*codes: str) -> Spoiler:
    """Take funding and monitoring codes, such as "DAM023", from every aim; "FFI" takes all of a type."""
    return without_on(aims, *codes)


def without_on(which: Aims, *codes: str) -> Spoiler:
    """Take funding and monitoring codes from some aims."""

    def spoil(case: Case) -> None:
        for aim in which(case):
            aim.LearningDeliveryFAM = [
                fam
                for fam in aim.LearningDeliveryFAM
                if not {fam.LearnDelFAMType, f"{fam.LearnDelFAMType}{fam.LearnDelFAMCode}"} & set(codes)
            ]

    return spoil


def with_codes(*codes: str) -> Spoiler:
    """Add funding and monitoring codes to every aim that has not got them."""

    def spoil(case: Case) -> None:
        for aim in aims(case):
            held = {f"{fam.LearnDelFAMType}{fam.LearnDelFAMCode}" for fam in aim.LearningDeliveryFAM}
            aim.LearningDeliveryFAM += fams(*(code for code in codes if code not in held))

    return spoil


def instead(*pairs: tuple[str, str]) -> Spoiler:
    """Write other codes in place of some, on every aim."""
    return both(*(both(without(old), with_codes(new)) for old, new in pairs))


def boxes(which: Aims, *values: str) -> Spoiler:
    """Put values into the provider specified boxes, in place of what they hold."""

    def spoil(case: Case) -> None:
        for aim in which(case):
            write_boxes(aim, *values)

    return spoil


def more_boxes(which: Aims, *values: str) -> Spoiler:
    """Add values to the provider specified boxes."""

    def spoil(case: Case) -> None:
        for aim in which(case):
            held = [box.ProvSpecDelMon for box in aim.ProviderSpecDeliveryMonitoring]
            write_boxes(aim, *held, *values)

    return spoil


def fewer_boxes(which: Aims, start: str) -> Spoiler:
    """Take the values that start so out of the provider specified boxes."""

    def spoil(case: Case) -> None:
        for aim in which(case):
            held = [box.ProvSpecDelMon or "" for box in aim.ProviderSpecDeliveryMonitoring]
            write_boxes(aim, *(value for value in held if not value.startswith(start)))

    return spoil


def monitoring(**codes: int) -> Spoiler:
    """Set employment monitoring codes on every status."""

    def spoil(case: Case) -> None:
        for status in statuses(case):
            assert isinstance(status, LearnerEmploymentStatus)
            kept = [one for one in status.EmploymentStatusMonitoring if one.ESMType not in codes]
            added = [EmploymentStatusMonitoring(ESMType=kind, ESMCode=code) for kind, code in codes.items()]
            status.EmploymentStatusMonitoring = kept + added

    return spoil


def both(*spoilers: Spoiler) -> Spoiler:
    """Do one thing after the other."""

    def spoil(case: Case) -> None:
        for one in spoilers:
            one(case)

    return spoil


def same_person(case: Case) -> None:
    """Be the same person as another learner."""
    if case.twin is not None:
        for element in ("ULN", "FamilyName", "GivenNames", "DateOfBirth", "Ethnicity", "Sex", "NINumber"):
            setattr(case.learner, element, getattr(case.twin, element))
        put(progression, ULN=case.learner.ULN)(case)


def same_reference(case: Case) -> None:
    """Have the reference number of another learner."""
    if case.twin is not None:
        _rename(case, case.twin.LearnRefNumber or "")


def blank_in_reference(case: Case) -> None:
    """Have a blank in the reference number."""
    reference = case.learner.LearnRefNumber or ""
    _rename(case, f"{reference[:1]} {reference[1:]}")


def out_of_work(**codes: int) -> Spoiler:
    """Be looking for work, with these monitoring codes and no other."""
    return both(put(statuses, EmpStat=LOOKING, EmploymentStatusMonitoring=[]), monitoring(**codes))


def in_work(**codes: int) -> Spoiler:
    """Be in work, with these monitoring codes and no other."""
    return both(put(statuses, EmpStat=IN_WORK, EmploymentStatusMonitoring=[]), monitoring(**codes))


def second_outcome(case: Case) -> None:
    """Have another outcome of a different kind that begins while the first goes on."""
    for first in outcomes(case):
        second = DPOutcome(OutType="OTH", OutCode=1, OutStartDate=case.prepared, OutCollDate=case.prepared)
        if case.progression is not None and first.OutType != "OTH":
            case.progression.DPOutcome = [first, second]


def contribution_only_on_bootcamp(case: Case) -> None:
    """Have an employer's contribution on the bootcamp that the claims do not repeat."""
    for aim in aims(case):
        on_bootcamp = aim in bootcamps(case)
        held = [box.ProvSpecDelMon or "" for box in aim.ProviderSpecDeliveryMonitoring]
        others = [value for value in held if not value.startswith("Contribution")]
        write_boxes(aim, "Contribution 10" if on_bootcamp else None, *others)
        kept = [fam for fam in aim.LearningDeliveryFAM if fam.LearnDelFAMType != "FFI"]
        aim.LearningDeliveryFAM = kept + fams("FFI2" if on_bootcamp else "FFI1")


def no_interview(case: Case) -> None:
    """Have no Z0010211."""
    gone = tuple(interview(case))
    case.learner.LearningDelivery = [aim for aim in aims(case) if aim not in gone]
    for number, aim in enumerate(aims(case), 1):
        aim.AimSeqNumber = number


def dated(which: Which, day: Callable[[Case], date]) -> Spoiler:
    """Put the three dates of a claim on one day."""

    def spoil(case: Case) -> None:
        when = day(case)
        put(which, LearnStartDate=when, LearnPlanEndDate=when, LearnActEndDate=when)(case)

    return spoil


def before_the_end(case: Case) -> date:
    """A few days before the bootcamp ends."""
    return last_day(case) - timedelta(days=9)


def before_the_interview(case: Case) -> date:
    """A few days before the interview offer."""
    offers = [aim.LearnStartDate for aim in interview(case) if aim.LearnStartDate]
    return min(offers, default=case.prepared) - timedelta(days=2)


def last_day(case: Case) -> date:
    """The last day of the learner's first bootcamp."""
    ends = [aim.LearnActEndDate or aim.LearnPlanEndDate for aim in bootcamps(case)]
    return min((day for day in ends if day), default=case.prepared)


def left_open(case: Case) -> None:
    """Be recorded as continuing long after the planned end."""
    fewer_boxes(bootcamps, "WMCA")(case)
    case.progression = None
    put(bootcamps, CompStatus=1, LearnActEndDate=None, Outcome=None, LearnPlanEndDate=_six_weeks_ago)(case)


def hired_too_late(case: Case) -> None:
    """Have done the bootcamp as soon as the season began, and be offered a job on the day the file is made."""
    over = case.first_start + timedelta(days=42)
    put(bootcamps, LearnStartDate=case.first_start, LearnPlanEndDate=over, LearnActEndDate=over)(case)
    put(statuses, DateEmpStatApp=case.first_start - timedelta(days=30))(case)
    dated(job, lambda case: case.prepared)(case)


def left_long_ago(case: Case) -> None:
    """Have left soon after the season's first day, and have no destination record since."""
    first, left = case.first_start, case.first_start + timedelta(days=9)
    put(bootcamps, LearnStartDate=first, LearnActEndDate=left)(case)
    put(statuses, DateEmpStatApp=first - timedelta(days=30))(case)
    case.progression = None


def another_first_start(case: Case) -> None:
    """Have an original start date that is no aim's start."""
    for aim in bootcamps(case):
        if aim.OrigLearnStartDate is not None:
            aim.OrigLearnStartDate += timedelta(days=2)


def tomorrow(case: Case, of: Any) -> date:
    """The day after the file is made."""
    return case.prepared + timedelta(days=1)


def no_progression(case: Case) -> None:
    """Have no destination record."""
    case.progression = None


def progressed_too_soon(case: Case) -> None:
    """Have a destination record without having left."""
    day = case.prepared
    outcome = DPOutcome(OutType="EMP", OutCode=1, OutStartDate=day, OutCollDate=day)
    case.progression = LearnerDestinationandProgression(
        LearnRefNumber=case.learner.LearnRefNumber, ULN=case.learner.ULN, DPOutcome=[outcome]
    )


def days(element: str, number: int) -> Callable[[Case, Any], date]:
    """So many days after (before, if negative) the date of another field of the record."""
    return lambda case, record: getattr(record, element) + timedelta(days=number)


def shifted(number: int) -> Spoiler:
    """Start and plan the bootcamp so many days later (earlier), counted from the file's preparation."""
    return put(
        bootcamps,
        LearnStartDate=lambda case, _: case.prepared + timedelta(days=number),
        LearnPlanEndDate=lambda case, _: case.prepared + timedelta(days=number + 56),
    )


def elsewhere(area: str) -> Callable[[Case, Any], str]:
    """A postcode in another area."""
    return lambda case, _: case.rng.choice(places(area)).postcode


def wrong_check_digit(case: Case, of: Any) -> int:
    """A ULN whose last digit is one off."""
    return int(of.ULN) - 1 if of.ULN % 10 else int(of.ULN) + 1


def seventeen(case: Case, of: Any) -> date:
    """A date of birth of someone who is seventeen."""
    return case.first_start - timedelta(days=17 * 365 + 100)


def he_learner(case: Case, of: Any) -> LearnerHE:
    """Higher education data of a learner, in codes that do not exist."""
    return LearnerHE(TTACCOM=0, LearnerHEFinancialSupport=[LearnerHEFinancialSupport(FINTYPE=9, FINAMOUNT=100)])


def he_aim(case: Case, of: Any) -> LearningDeliveryHE:
    """Higher education data of an aim, in codes that do not exist."""
    return LearningDeliveryHE(
        SEC=0, TYPEYR=9, MODESTUD=77, FUNDLEV=77, FUNDCOMP=7, YEARSTU=1, MSTUFEE=77, SPECFEE=8, ELQ=7
    )


def he_fee_ended(case: Case, of: Any) -> LearningDeliveryHE:
    """Higher education data of an aim with a source of fees that ended in 2018."""
    return LearningDeliveryHE(TYPEYR=1, MODESTUD=1, YEARSTU=1, MSTUFEE=33, SPECFEE=0)


def first_day(case: Case, of: Any) -> date:
    """The day on which the learner's first aim starts."""
    start = case.learner.LearningDelivery[0].LearnStartDate
    assert start is not None
    return start


def _six_weeks_ago(case: Case, of: Any) -> date:
    return case.prepared - timedelta(days=42)


def _rename(case: Case, reference: str) -> None:
    case.learner.LearnRefNumber = reference
    put(progression, LearnRefNumber=reference)(case)


def _made(kind: type[Record], case: Case, of: Record, values: dict[str, Any]) -> Record:
    return kind(**{element: _value(value, case, of) for element, value in values.items()})


def _value(value: Any, case: Case, of: Record) -> Any:
    if callable(value):
        return value(case, of)
    return list(value) if isinstance(value, list) else value
