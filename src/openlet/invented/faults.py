"""The faults that about three learners in ten have, as a table: what is wrong, the rules it breaks, how to spoil.

A new rule needs a line here. Every fault leaves the file valid for the year's schema.
"""

from dataclasses import dataclass
from functools import cache

from openlet.ilr.identifiers import TEMPORARY_ULN
from openlet.ilr.records import (
    LearnerFAM,
)
from openlet.invented.journeys import (
    JOURNEYS,
    Journey,
    continuing,
    cut_short,
    finished,
    hired,
    interviewed,
    not_achieved,
    outcome_open,
    withdrawn_early,
    withdrawn_late,
)
from openlet.invented.spoilers import (
    Spoiler,
    at_two_providers,
    bootcamps,
    both,
    boxes,
    contact,
    days,
    delivery_box,
    elsewhere,
    fewer_boxes,
    financial_record,
    first_day,
    he_aim,
    he_fee_ended,
    he_learner,
    hold,
    instead,
    interview,
    job,
    learner,
    learner_box,
    lldd,
    monitoring,
    more_boxes,
    outcomes,
    prior,
    put,
    seventeen,
    shifted,
    statuses,
    with_codes,
    without,
    work_placement,
    wrong_check_digit,
)
from openlet.spec.years import Year

ANY = tuple(JOURNEYS)
LEFT = (finished, outcome_open, not_achieved, interviewed, hired, withdrawn_early, withdrawn_late)
OFFERED = (cut_short, interviewed, hired)
WITHDREW = (withdrawn_early, withdrawn_late)
HE_CODES = (
    "SEC_01",
    "TYPEYR_01",
    "MODESTUD_01",
    "FUNDLEV_01",
    "FUNDCOMP_01",
    "MSTUFEE_01",
    "SPECFEE_01",
    "ELQ_02",
)


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: its name, the rules it breaks, how it spoils a learner, and where it can happen.

    ``on`` are the journeys that can have it; ``files`` is how many files a run must have for it.
    """

    name: str
    breaks: tuple[str, ...]
    spoil: Spoiler
    on: tuple[Journey, ...] = ANY
    first_year: int = 0
    last_year: int = 9999
    files: int = 1


CO_FUNDED, FULLY_FUNDED = instead(("FFI", "FFI2")), instead(("FFI", "FFI1"))

NO_PAY = (
    Fault("temporary ULN", ("NP-02",), put(learner, ULN=TEMPORARY_ULN)),
    Fault("under 19", ("NP-03",), put(learner, DateOfBirth=seventeen)),
    Fault("aim not allocated", ("NP-04",), boxes(interview, "Z5999999"), on=(interviewed, hired)),
    Fault("start in the future", ("NP-05",), shifted(9), on=(continuing,)),
    Fault("start before the contract", ("NP-05",), put(bootcamps, LearnStartDate=days("LearnStartDate", -400))),
    Fault("planned end too late", ("NP-06",), put(bootcamps, LearnPlanEndDate=days("LearnPlanEndDate", 600))),
    Fault("out of area", ("NP-07",), both(without("DAM001"), put(bootcamps, LSDPostcode=elsewhere("WM_OTHER")))),
    Fault("start postcode missing", ("NP-07",), put(bootcamps, LSDPostcode=None)),
    Fault("contribution text missing", ("NP-08",), both(CO_FUNDED, fewer_boxes(bootcamps, "Contribution"))),
    Fault("contribution without FFI 2", ("NP-08",), both(FULLY_FUNDED, more_boxes(bootcamps, "Contribution 10"))),
    Fault("DAM 023 missing", ("NP-09",), without("DAM023")),
    Fault("employment not known", ("NP-10",), put(statuses, EmpStat=98, EmploymentStatusMonitoring=[])),
    Fault("employment from the start day", ("NP-10",), put(statuses, DateEmpStatApp=first_day)),
    Fault("temporarily withdrawn", ("NP-14",), put(bootcamps, CompStatus=6), on=(finished, withdrawn_late)),
    Fault(
        "interview dates differ", ("NP-15",), put(interview, LearnPlanEndDate=days("LearnPlanEndDate", 1)), on=OFFERED
    ),
    Fault("job dates differ", ("NP-16",), put(job, LearnPlanEndDate=days("LearnPlanEndDate", 3)), on=(hired,)),
    Fault("at two providers, continuing", ("NP-11", "NP-13"), at_two_providers, on=(continuing,), files=2),
    Fault("at two providers, interviewed", ("NP-11", "NP-12"), at_two_providers, on=(interviewed,), files=2),
    Fault("ULN mistyped", ("NP-02",), put(learner, ULN=wrong_check_digit)),
)

TO_DO: tuple[Fault, ...] = ()

CODE_LISTS = (
    Fault("ethnicity code", ("Ethnicity_01",), put(learner, Ethnicity=11)),
    Fault("sex code", ("Sex_01",), put(learner, Sex="X")),
    Fault("LLDD code", ("LLDDHealthProb_01",), put(learner, LLDDHealthProb=5)),
    Fault("LLDD category", ("LLDDCat_01",), lldd(LLDDCat=50, PrimaryLLDD=1)),
    Fault("LLDD category ended", ("LLDDCat_02",), lldd(LLDDCat=2, PrimaryLLDD=1)),
    Fault("LLDD primary code", ("PrimaryLLDD_02",), lldd(LLDDCat=12, PrimaryLLDD=2)),
    Fault("accommodation code", ("Accom_01",), put(learner, Accom=7)),
    Fault("GCSE grades", ("MathGrade_02", "EngGrade_02"), put(learner, MathGrade="ZZ", EngGrade="ZZ")),
    Fault("prior level code", ("PriorAttain_03",), put(prior, PriorLevel=55)),
    Fault("contact preference code", ("ContPrefType_01",), contact(ContPrefType="PMC", ContPrefCode=9), last_year=2425),
    Fault(
        "contact preference ended", ("ContPrefType_03",), contact(ContPrefType="PMC", ContPrefCode=3), last_year=2425
    ),
    Fault("learner FAM code", ("LearnFAMType_01",), hold(learner, LearnerFAM, LearnFAMType="LSR", LearnFAMCode=99)),
    Fault("learner monitoring box", ("ProvSpecLearnMonOccur_01",), learner_box(ProvSpecLearnMonOccur="C")),
    Fault("employment code", ("EmpStat_05",), put(statuses, EmpStat=13)),
    Fault("employment monitoring code", ("ESMType_01",), monitoring(BSI=9)),
    Fault("employment monitoring ended", ("ESMType_11",), monitoring(EII=1)),
    Fault("aim type code", ("AimType_01",), put(bootcamps, AimType=2)),
    Fault("funding model code", ("FundModel_01",), put(bootcamps, FundModel=53)),
    Fault("programme type code", ("ProgType_03",), put(bootcamps, ProgType=77)),
    Fault("employment outcome code", ("EmpOutcome_01",), put(bootcamps, EmpOutcome=9), last_year=2324),
    Fault("completion status code", ("CompStatus_01",), put(bootcamps, CompStatus=4)),
    Fault("withdrawal reason code", ("WithdrawReason_02",), put(bootcamps, WithdrawReason=1), on=WITHDREW),
    Fault("outcome code", ("Outcome_01",), put(bootcamps, Outcome=5), on=LEFT),
    Fault("T Level outcome code", ("Tlout_02",), put(bootcamps, TLOut=99), first_year=2425),
    Fault("aim FAM code", ("LearnDelFAMType_04",), with_codes("FFI7")),
    Fault("aim FAM code ended", ("LearnDelFAMType_06",), with_codes("ASL1"), first_year=2324),
    Fault("delivery monitoring box", ("ProvSpecDelMonOccur_01",), delivery_box(ProvSpecDelMonOccur="E")),
    Fault("work placement code", ("WorkPlaceMode_01",), work_placement(WorkPlaceMode=7)),
    Fault("apprenticeship financial code", ("AFinType_02",), financial_record(AFinType="TNP", AFinCode=77)),
    Fault("HE codes of the learner", ("TTACCOM_01", "FINTYPE_01"), put(learner, LearnerHE=he_learner)),
    Fault("HE codes of the aim", HE_CODES, put(bootcamps, LearningDeliveryHE=he_aim)),
    Fault("HE fee code ended", ("MSTUFEE_02",), put(bootcamps, LearningDeliveryHE=he_fee_ended)),
    Fault("destination code", ("OutType_01",), put(outcomes, OutCode=9), on=LEFT, last_year=2324),
)


@cache
def faults(year: Year, files: int) -> tuple[Fault, ...]:
    """The faults that can happen in a year, in a run of so many files; those that cost money come first."""
    return tuple(
        fault
        for fault in (*NO_PAY, *TO_DO, *CODE_LISTS)
        if fault.first_year <= year.code <= fault.last_year and fault.files <= files
    )
