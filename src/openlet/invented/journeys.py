"""The stages that a learner's bootcamp can have reached when the file is made; nothing here is at fault."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from openlet.ilr.records import (
    DPOutcome,
    EmploymentStatusMonitoring,
    Learner,
    LearnerDestinationandProgression,
    LearnerEmploymentStatus,
    LearningDelivery,
    LearningDeliveryFAM,
    ProviderSpecDeliveryMonitoring,
)
from openlet.invented.lists import Place
from openlet.invented.people import EMPLOYMENT, IN_WORK, invent_employment, one_of
from openlet.invented.providers import Bootcamp, Provider
from openlet.spec.layout import entity
from openlet.spec.scheme import destinations, terms
from openlet.spec.years import Year

INTERVIEW, JOB = terms()["aims"]["milestone_2"], terms()["aims"]["milestone_3"]
ADULT_SKILLS, ADULT_SKILLS_FUND = 35, 38  # funding models before and from 1 August 2024
ADULT_SKILLS_FUND_FROM = date(2024, 8, 1)
CONTINUING, COMPLETED, WITHDRAWN, ON_A_BREAK = 1, 2, 3, 6
ACHIEVED, NOT_ACHIEVED, NOT_YET_KNOWN = 1, 3, 8
CONTRIBUTIONS = {None: 74, "Contribution 10": 17, "Contribution 30": 9}  # of learners who are in work
REASONS = {2: 1, 3: 3, 29: 1, 40: 1, 43: 2, 44: 6, 97: 3, 98: 2}
FOUND_WORK = {"WMCA1.3": 6, "WMCA1.0": 2, "WMCA1.5": 1, "WMCA2.3": 2, "WMCA3.3": 1, "WMCA1.1": 1}
GOT_ON_AT_WORK = {"WMCA1.2": 5, "WMCA1.4": 5, "WMCA1.1": 2, "WMCA2.1": 1, "WMCA3.2": 1}
NO_WORK = {"WMCA5.0": 6, "WMCA5.1": 1, "WMCA6.0": 2, "WMCA10.1": 1, "WMCA11.1": 2, "WMCA12.0": 1, "WMCA13.5": 1,
           "WMCA14.0": 2, "WMCA15.0": 1}  # fmt: skip
ANY_DESTINATION = {code: 1 for code, found in destinations().items() if found.OutType not in ("SDE", "GAP")}
LOW_WAGE = 0.3  # of those in work
TO_THE_END = timedelta(days=7)  # by how much a bootcamp may overrun
TO_AN_OFFER = 28  # days from the end within which an offer comes


@dataclass(slots=True)
class Case:
    """One learner in the making. ``twin`` is a learner of another provider at the same stage, if there is one."""

    rng: Random
    year: Year
    first_start: date
    prepared: date
    provider: Provider
    learner: Learner
    bootcamp: Bootcamp
    employment: int
    contribution: str | None
    dams: tuple[str, ...]
    progression: LearnerDestinationandProgression | None = None
    twin: Learner | None = None


Journey = Callable[[Case], None]


def invent_case(
    rng: Random, year: Year, first_start: date, prepared: date, provider: Provider, person: tuple[Learner, Place]
) -> Case:
    """A learner of a provider, before anything has happened."""
    learner, home = person
    employment = one_of(rng, EMPLOYMENT)
    contribution = one_of(rng, CONTRIBUTIONS) if employment == IN_WORK else None
    out_of_area = ("001",) if home.area != "WMCA" else ()
    low_wage = ("010",) if employment == IN_WORK and rng.random() < LOW_WAGE else ()
    dams = (*out_of_area, *low_wage, "023")
    bootcamp = rng.choice(provider.bootcamps)
    return Case(rng, year, first_start, prepared, provider, learner, bootcamp, employment, contribution, dams)


# The journeys.


def just_started(case: Case) -> None:
    """In the first fourteen days."""
    begin(case, 1, 13)


def continuing(case: Case) -> None:
    """Past day 14, and not yet at the planned end."""
    begin(case, 15, days_long(case) - 1)


def finished(case: Case) -> None:
    """Completed and achieved, no offer yet."""
    finish(case, begin(case, long_ago(case)))


def outcome_open(case: Case) -> None:
    """Completed, result not yet known."""
    finish(case, begin(case, long_ago(case)), NOT_YET_KNOWN)


def not_achieved(case: Case) -> None:
    """Completed and not achieved."""
    finish(case, begin(case, long_ago(case)), NOT_ACHIEVED)


def cut_short(case: Case) -> None:
    """Completed and achieved, but after less than 80 % of the time, with an interview offer."""
    aim = begin(case, long_ago(case, TO_AN_OFFER))
    end(case, aim, day_at(aim, case.rng.randrange(55, 78)), COMPLETED, ACHIEVED)
    claim(case, aim, INTERVIEW)


def interviewed(case: Case) -> None:
    """Completed with an interview offer (Z0010211)."""
    aim = begin(case, long_ago(case, TO_AN_OFFER))
    finish(case, aim)
    claim(case, aim, INTERVIEW)


def hired(case: Case) -> None:
    """Completed with an interview offer and a job offer (Z0010211 and Z0010212)."""
    aim = begin(case, long_ago(case, TO_AN_OFFER))
    finish(case, aim, hired=True)
    offered = claim(case, aim, INTERVIEW)
    started = claim(case, aim, JOB, after=offered.LearnStartDate)
    _new_job(case, _day(started.LearnStartDate))


def withdrawn_early(case: Case) -> None:
    """Withdrawn before day 14."""
    aim = begin(case, 20)
    end(case, aim, _day(aim.LearnStartDate) + timedelta(days=case.rng.randrange(1, 14)), WITHDRAWN, NOT_ACHIEVED)


def withdrawn_late(case: Case) -> None:
    """Withdrawn after day 14."""
    aim = begin(case, days_long(case))
    end(case, aim, day_at(aim, case.rng.randrange(45, 80)), WITHDRAWN, NOT_ACHIEVED)


def on_a_break(case: Case) -> None:
    """Temporarily withdrawn."""
    aim = begin(case, 40)
    end(case, aim, _day(aim.LearnStartDate) + timedelta(days=case.rng.randrange(16, 35)), ON_A_BREAK, NOT_ACHIEVED)


def restarted(case: Case) -> None:
    """Back after a break, in a new aim."""
    aim = begin(case, 45, 52)
    left = _day(aim.LearnStartDate) + timedelta(days=case.rng.randrange(5, 20))
    end(case, aim, left, ON_A_BREAK, NOT_ACHIEVED)
    back = left + timedelta(days=case.rng.randrange(10, 22))
    add_bootcamp(case, case.bootcamp, back, OrigLearnStartDate=aim.LearnStartDate).LearningDeliveryFAM += fams("RES1")


def second_bootcamp(case: Case) -> None:
    """One bootcamp completed, and continuing on another."""
    aim = begin(case, long_ago(case, 20), long_ago(case, 30))
    finish(case, aim)
    day = _day(aim.LearnActEndDate) + timedelta(days=case.rng.randrange(2, 18))
    add_bootcamp(case, another_bootcamp(case), min(day, case.prepared - timedelta(days=1)))


def two_at_once(case: Case) -> None:
    """Continuing on two bootcamps, of which only the earlier is paid."""
    begin(case, 22, days_long(case) - 1)
    add_bootcamp(case, another_bootcamp(case), case.prepared - timedelta(days=case.rng.randrange(15, 22)))


JOURNEYS: dict[Journey, int] = {
    just_started: 8,
    continuing: 34,
    finished: 14,
    outcome_open: 3,
    not_achieved: 3,
    cut_short: 2,
    interviewed: 13,
    hired: 9,
    withdrawn_early: 3,
    withdrawn_late: 5,
    on_a_break: 1,
    restarted: 1,
    second_bootcamp: 3,
    two_at_once: 1,
}


# Their parts.


def days_long(case: Case) -> int:
    """The length of the case's bootcamp in days."""
    return 7 * case.bootcamp.course.weeks


def long_ago(case: Case, more: int = 0) -> int:
    """How many days ago a bootcamp must have started to be over now, and something more."""
    return days_long(case) + TO_THE_END.days + 1 + more


def begin(case: Case, latest: int, earliest: int | None = None) -> LearningDelivery:
    """Start the case's bootcamp, so many days before the file is made: at the least, and at the most.

    Bootcamps start on Mondays where there is one in that time.
    """
    last = case.prepared - timedelta(days=latest)
    first = case.first_start if earliest is None else max(case.first_start, case.prepared - timedelta(days=earliest))
    day = first + timedelta(days=case.rng.randrange(max(1, (last - first).days + 1)))
    monday = day - timedelta(days=day.weekday())
    return add_bootcamp(case, case.bootcamp, monday if monday >= first else day)


def add_bootcamp(case: Case, bootcamp: Bootcamp, start: date, **fields: Any) -> LearningDelivery:
    """Add a continuing bootcamp aim, and the employment before the first one."""
    learner = case.learner
    if not learner.LearningDelivery:
        learner.LearnerEmploymentStatus = [invent_employment(case.rng, case.employment, start, case.contribution)]
    learner.PlanLearnHours = (learner.PlanLearnHours or 0) + bootcamp.course.hours
    aim = add_aim(case, bootcamp.learn_aim_ref, start, start + timedelta(days=7 * bootcamp.course.weeks), **fields)
    write_boxes(aim, case.contribution)
    return aim


def add_aim(case: Case, ref: str, start: date, planned_end: date, **fields: Any) -> LearningDelivery:
    """Add a continuing aim, coded as WMCA asks."""
    aim = LearningDelivery(
        LearnAimRef=ref,
        AimType=4,
        AimSeqNumber=len(case.learner.LearningDelivery) + 1,
        LearnStartDate=start,
        LearnPlanEndDate=planned_end,
        FundModel=ADULT_SKILLS_FUND if start >= ADULT_SKILLS_FUND_FROM else ADULT_SKILLS,
        DelLocPostCode=case.provider.site.postcode,
        LSDPostcode=case.learner.Postcode,
        CompStatus=CONTINUING,
        LearningDeliveryFAM=fams(
            "SOF112", "FFI2" if case.contribution else "FFI1", *(f"DAM{code}" for code in case.dams)
        ),
        **fields,
    )
    case.learner.LearningDelivery.append(aim)
    return aim


def finish(case: Case, aim: LearningDelivery, outcome: int = ACHIEVED, hired: bool = False) -> None:
    """Complete a bootcamp, on the planned end or a few days before or after."""
    day = _day(aim.LearnPlanEndDate) + timedelta(days=case.rng.choice((-5, -3, -1, 0, 0, 0, 0, 0, 3, 7)))
    end(case, aim, day, COMPLETED, outcome, hired)


def end(case: Case, aim: LearningDelivery, day: date, status: int, outcome: int, hired: bool = False) -> None:
    """End a bootcamp, with the destination that WMCA asks for unless it is only a break."""
    aim.LearnActEndDate = min(day, case.prepared)
    aim.CompStatus = status
    aim.Outcome = outcome
    if status == WITHDRAWN:
        aim.WithdrawReason = one_of(case.rng, REASONS)
    if status != ON_A_BREAK:
        code = _destination(case, hired)
        write_boxes(aim, case.contribution, code)
        _progress(case, code, aim.LearnActEndDate)


def claim(case: Case, bootcamp: LearningDelivery, ref: str, after: date | None = None) -> LearningDelivery:
    """Add a milestone aim for a bootcamp: every date is that of the offer."""
    ended = after or _day(bootcamp.LearnActEndDate)
    day = min(ended + timedelta(days=case.rng.randrange(TO_AN_OFFER // 2)), case.prepared)
    aim = add_aim(case, ref, day, day, LearnActEndDate=day, Outcome=ACHIEVED)
    aim.CompStatus = COMPLETED
    write_boxes(aim, bootcamp.LearnAimRef, case.contribution)
    _progress_later(case, day)
    return aim


def another_bootcamp(case: Case) -> Bootcamp:
    """A bootcamp of the provider that is not the case's own."""
    return next(one for one in case.provider.bootcamps if one != case.bootcamp)


def day_at(aim: LearningDelivery, percent: int) -> date:
    """The day on which so much of a bootcamp's time is over."""
    start = _day(aim.LearnStartDate)
    return start + timedelta(days=(_day(aim.LearnPlanEndDate) - start).days * percent // 100)


def fams(*pairs: str) -> list[LearningDeliveryFAM]:
    """Funding and monitoring codes from texts such as "SOF112"."""
    return [LearningDeliveryFAM(LearnDelFAMType=pair[:3], LearnDelFAMCode=pair[3:]) for pair in pairs]


def write_boxes(aim: LearningDelivery, *values: str | None) -> None:
    """Put values into the provider specified boxes A to D; None is no value."""
    aim.ProviderSpecDeliveryMonitoring = [
        ProviderSpecDeliveryMonitoring(ProvSpecDelMonOccur=box, ProvSpecDelMon=value)
        for box, value in zip("ABCD", (value for value in values if value), strict=False)
    ]


def _destination(case: Case, hired: bool) -> str:
    if case.rng.random() < 0.2 and not hired:
        return one_of(case.rng, ANY_DESTINATION)
    if case.employment == IN_WORK:
        return one_of(case.rng, GOT_ON_AT_WORK)
    return one_of(case.rng, FOUND_WORK if hired else NO_WORK)


def _progress(case: Case, code: str, ended: date) -> None:
    """Add the destination record that goes with a WMCA code, in the years that have such records."""
    if entity(case.year, "LearnerDestinationandProgression") is None:
        return
    found = destinations()[code]
    began = min(ended + timedelta(days=case.rng.randrange(1, 10)), case.prepared)
    told = min(began + timedelta(days=case.rng.randrange(15)), case.prepared)
    outcome = DPOutcome(OutType=found.OutType, OutCode=found.OutCode, OutStartDate=began, OutCollDate=told)
    case.progression = LearnerDestinationandProgression(
        LearnRefNumber=case.learner.LearnRefNumber, ULN=case.learner.ULN, DPOutcome=[outcome]
    )


def _progress_later(case: Case, ended: date) -> None:
    """Let the destination begin when the last aim ended, as the national service asks (R107)."""
    for outcome in case.progression.DPOutcome if case.progression else ():
        outcome.OutStartDate = max(_day(outcome.OutStartDate), ended)
        outcome.OutCollDate = max(_day(outcome.OutCollDate), outcome.OutStartDate)


def _new_job(case: Case, day: date) -> None:
    """Record the employment that begins with the job, for some of those who had none."""
    if case.employment != IN_WORK and case.rng.random() < 0.5:
        hours = EmploymentStatusMonitoring(ESMType="EII", ESMCode=case.rng.randrange(6, 9))
        case.learner.LearnerEmploymentStatus.append(
            LearnerEmploymentStatus(EmpStat=IN_WORK, DateEmpStatApp=day, EmploymentStatusMonitoring=[hours])
        )


def _day(day: date | None) -> date:
    assert day is not None
    return day
