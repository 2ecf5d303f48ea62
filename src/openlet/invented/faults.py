"""The faults that about three learners in ten have, as a table: what is wrong, the rules it breaks, how to spoil.

A new rule needs a line here. Every fault leaves the file valid for the year's schema.
"""

from dataclasses import dataclass
from functools import cache

from openlet.ilr.identifiers import TEMPORARY_ULN, ZZ99
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
    just_started,
    not_achieved,
    outcome_open,
    restarted,
    withdrawn_early,
    withdrawn_late,
)
from openlet.invented.spoilers import (
    Spoiler,
    aims,
    another_first_start,
    before_the_end,
    before_the_interview,
    blank_in_reference,
    bootcamps,
    both,
    boxes,
    contact,
    contribution_only_on_bootcamp,
    dated,
    days,
    delivery_box,
    elsewhere,
    fewer_boxes,
    financial_record,
    first_day,
    he_aim,
    he_fee_ended,
    he_learner,
    hired_too_late,
    hold,
    in_work,
    instead,
    interview,
    job,
    learner,
    learner_box,
    left_long_ago,
    left_open,
    lldd,
    monitoring,
    more_boxes,
    no_interview,
    no_progression,
    out_of_work,
    outcomes,
    prior,
    progressed_too_soon,
    progression,
    put,
    same_person,
    same_reference,
    second_outcome,
    seventeen,
    shifted,
    statuses,
    tomorrow,
    with_codes,
    without,
    without_on,
    work_placement,
    wrong_check_digit,
)
from openlet.spec.codes import codes
from openlet.spec.years import Year

ANY = tuple(JOURNEYS)
ELSEWHERE, BEFORE = "elsewhere", "before"
LEFT = (finished, outcome_open, not_achieved, interviewed, hired, withdrawn_early, withdrawn_late)
OFFERED = (cut_short, interviewed, hired)
IN_LEARNING = (just_started, continuing)
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

ASL_1 = ("LearnDelFAMCode", "ASL", "1")


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: its name, the rules it breaks, how it spoils a learner, and where it can happen.

    ``on`` are the journeys that can have it. ``twin`` names the other learner that it takes: one of another provider
    who has got as far (there must be two files for it), or the one before in the same file. ``needs``: the
    field, type and code that the year's list must have.
    """

    name: str
    breaks: tuple[str, ...]
    spoil: Spoiler
    on: tuple[Journey, ...] = ANY
    first_year: int = 0
    last_year: int = 9999
    twin: str = ""
    needs: tuple[str, str | None, str] | None = None

    def is_in(self, year: Year) -> bool:
        """Whether the ILR of a year has what the fault spoils."""
        listed = self.needs is None or self.needs[1:] in codes(self.needs[0], year)
        return listed and self.first_year <= year.code <= self.last_year


def _told(name: str, code: str, spoil: Spoiler, on: tuple[Journey, ...] = LEFT, first_year: int = 0) -> Fault:
    """A fault of a destination record, of which there are none after 2023-24."""
    return Fault(name, (code,), spoil, on, first_year, last_year=2324)


CO_FUNDED, FULLY_FUNDED = instead(("FFI", "FFI2")), instead(("FFI", "FFI1"))

NO_PAY = (
    Fault("temporary ULN", ("NP-02",), put(learner, ULN=TEMPORARY_ULN)),
    Fault("under 19", ("NP-03",), put(learner, DateOfBirth=seventeen)),
    Fault("aim not allocated", ("NP-04",), boxes(interview, "Z5999999"), on=(interviewed, hired)),
    Fault("aim unknown", ("WMCA_LearnAimRef_01",), put(bootcamps, LearnAimRef="Z5999998"), on=IN_LEARNING),
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
    Fault("at two providers, continuing", ("NP-11", "NP-13"), same_person, on=(continuing,), twin=ELSEWHERE),
    Fault("at two providers, interviewed", ("NP-11", "NP-12"), same_person, on=(interviewed,), twin=ELSEWHERE),
    Fault("at two providers, hired", ("NP-11", "NP-12", "MC-14"), same_person, on=(hired,), twin=ELSEWHERE),
    Fault("job too late", ("MC-12",), hired_too_late, on=(hired,), first_year=2425),
    Fault("job without interview", ("MC-11",), no_interview, on=(hired,)),
    Fault("ULN mistyped", ("NP-02",), put(learner, ULN=wrong_check_digit)),
)

TO_DO = (
    Fault("destination code missing", ("WMCA_ProvSpecDelMon_01",), fewer_boxes(bootcamps, "WMCA"), on=LEFT),
    Fault("destination code unknown", ("WMCA_ProvSpecDelMon_02",), boxes(bootcamps, "WMCA2.5"), on=LEFT),
    Fault("two destination codes", ("WMCA_ProvSpecDelMon_03",), more_boxes(bootcamps, "WMCA13.4"), on=LEFT),
    Fault("start postcode not known", ("WMCA_LSDPostcode_02",), put(aims, LSDPostcode=ZZ99)),
    Fault(
        "destination code while continuing",
        ("WMCA_ProvSpecDelMon_04",),
        more_boxes(bootcamps, "WMCA1.1"),
        on=IN_LEARNING,
    ),
    Fault("social destination code", ("WMCA_ProvSpecDelMon_09",), boxes(bootcamps, "WMCA17.1"), on=LEFT),
    Fault("start postcode does not exist", ("WMCA_LSDPostcode_03",), put(bootcamps, LSDPostcode="B99 9XZ")),
    Fault("start postcode mistyped", ("WMCA_LSDPostcode_01",), put(bootcamps, LSDPostcode="B1 OAA")),
    Fault("delivery postcode mistyped", ("WMCA_DelLocPostCode_01",), put(bootcamps, DelLocPostCode="B11AA")),
    Fault("postcode mistyped", ("WMCA_Postcode_01",), put(learner, Postcode="CV1")),
    Fault("postcode not known", ("WMCA_Postcode_02",), put(learner, Postcode=ZZ99)),
    Fault("earlier postcode mistyped", ("WMCA_PostcodePrior_01",), put(learner, PostcodePrior="b1 1aa")),
    Fault("given names missing", ("WMCA_GivenNames_01",), put(learner, GivenNames=None)),
    Fault("family name missing", ("WMCA_FamilyName_01",), put(learner, FamilyName=None)),
    Fault("date of birth missing", ("WMCA_DateOfBirth_01",), put(learner, DateOfBirth=None)),
    Fault("date of birth is this year's", ("WMCA_DateOfBirth_02",), put(learner, DateOfBirth=first_day)),
    Fault("reference with a blank", ("WMCA_LearnRefNumber_01",), blank_in_reference),
    Fault("reference used twice", ("WMCA_LearnRefNumber_02",), same_reference, twin=BEFORE),
    Fault("NI number missing", ("WMCA_NINumber_01",), put(learner, NINumber=None)),
    Fault("NI number temporary", ("WMCA_NINumber_02",), put(learner, NINumber="TN010190M")),
    Fault("planned hours missing", ("WMCA_PlanLearnHours_01",), put(learner, PlanLearnHours=None)),
    Fault("LLDD category missing", ("WMCA_LLDDCat_01",), put(learner, LLDDHealthProb=1, LLDDandHealthProblem=[])),
    Fault(
        "LLDD category withdrawn", ("WMCA_LLDDCat_02",), lldd(LLDDCat=3, PrimaryLLDD=1), needs=("LLDDCat", None, "3")
    ),
    Fault("LLDD without primary", ("WMCA_PrimaryLLDD_01",), lldd(LLDDCat=12)),
    Fault("prior attainment missing", ("WMCA_PriorLevel_01",), put(learner, PriorAttain=[])),
    Fault(
        "prior attainment too late", ("WMCA_DateLevelApp_01",), put(prior, DateLevelApp=lambda case, _: case.prepared)
    ),
    Fault("aim type", ("WMCA_AimType_01",), put(bootcamps, AimType=3)),
    Fault("funding model", ("WMCA_FundModel_01",), put(bootcamps, FundModel=37)),
    Fault("source of funding", ("WMCA_LearnDelFAMType_01",), instead(("SOF", "SOF105"))),
    Fault("funding indicator missing", ("WMCA_LearnDelFAMType_02",), without("FFI")),
    Fault("low wage code out of work", ("WMCA_LearnDelFAMType_05",), both(out_of_work(LOU=1), with_codes("DAM010"))),
    Fault(
        "out of area code at home",
        ("WMCA_LearnDelFAMType_06",),
        both(with_codes("DAM001"), put(aims, LSDPostcode=elsewhere("WMCA"))),
    ),
    Fault(
        "contribution text not exact", ("WMCA_ProvSpecDelMon_07",), both(CO_FUNDED, more_boxes(aims, "CONTRIBUTION 10"))
    ),
    Fault("contribution not repeated", ("WMCA_ProvSpecDelMon_08",), contribution_only_on_bootcamp, on=OFFERED),
    Fault("claim names no bootcamp", ("MC-06",), boxes(interview), on=OFFERED),
    Fault("bootcamp named on itself", ("WMCA_ProvSpecDelMon_06",), more_boxes(bootcamps, "Z5999999")),
    Fault("destination code on a claim", ("WMCA_ProvSpecDelMon_05",), more_boxes(interview, "WMCA1.1"), on=OFFERED),
    Fault("claim not completed", ("MC-13",), put(interview, CompStatus=1), on=OFFERED),
    Fault("claim not achieved", ("MC-13",), put(interview, Outcome=3), on=OFFERED),
    Fault("offer before the end", ("WMCA_LearnStartDate_02",), dated(interview, before_the_end), on=OFFERED),
    Fault("job before the interview", ("WMCA_LearnStartDate_03",), dated(job, before_the_interview), on=(hired,)),
    Fault("DAM 023 missing on a claim", ("WMCA_LearnDelFAMType_03",), without_on(interview, "DAM023"), on=OFFERED),
    Fault(
        "planned end before the start",
        ("WMCA_LearnPlanEndDate_02",),
        put(bootcamps, LearnPlanEndDate=days("LearnStartDate", -2)),
    ),
    Fault("never closed", ("WMCA_CompStatus_03",), left_open, on=(finished,)),
    Fault("actual end in the future", ("WMCA_LearnActEndDate_02",), put(bootcamps, LearnActEndDate=tomorrow), on=LEFT),
    Fault("actual end missing", ("WMCA_LearnActEndDate_01",), put(bootcamps, LearnActEndDate=None), on=LEFT),
    Fault("actual end while continuing", ("WMCA_CompStatus_02",), put(bootcamps, CompStatus=1), on=LEFT),
    Fault("outcome missing", ("WMCA_Outcome_01",), put(bootcamps, Outcome=None), on=LEFT),
    Fault("withdrawal reason missing", ("WMCA_WithdrawReason_01",), put(bootcamps, WithdrawReason=None), on=WITHDREW),
    Fault(
        "withdrawal reason without withdrawal",
        ("WMCA_WithdrawReason_02",),
        put(bootcamps, WithdrawReason=98),
        on=(finished,),
    ),
    Fault(
        "restart without first start",
        ("WMCA_OrigLearnStartDate_01",),
        put(bootcamps, OrigLearnStartDate=None),
        on=(restarted,),
    ),
    Fault("restart from another day", ("WMCA_OrigLearnStartDate_02",), another_first_start, on=(restarted,)),
    Fault("restart without code", ("WMCA_LearnDelFAMType_07",), without("RES"), on=(restarted,)),
    Fault("restart of nothing", ("WMCA_LearnDelFAMType_08",), with_codes("RES1"), on=(continuing,)),
    Fault("self-employed out of work", ("WMCA_ESMType_01",), out_of_work(LOU=2, SEI=1)),
    Fault("length of unemployment missing", ("WMCA_ESMType_02",), out_of_work()),
    Fault("benefit code withdrawn", ("WMCA_ESMCode_01",), monitoring(BSI=3)),
    Fault("hours of work withdrawn", ("WMCA_ESMCode_02",), in_work(EII=2), needs=("ESMCode", "EII", "2")),
    Fault("hours of work out of work", ("WMCA_ESMType_03",), out_of_work(LOU=3, EII=7)),
    Fault("same learner twice", ("NP-11",), same_person, twin=BEFORE),
)

DESTINATIONS = (
    _told("destination record missing", "WMCA_DPOutcome_02", no_progression, first_year=2324),
    _told("destination record overdue", "WMCA_DPOutcome_01", left_long_ago, on=WITHDREW, first_year=2324),
    _told("destination record disagrees", "WMCA_DPOutcome_03", put(outcomes, OutType="EDU", OutCode=2)),
    _told("destination record too soon", "WMCA_DPOutcome_04", progressed_too_soon, on=IN_LEARNING),
    _told("destination record of nobody", "WMCA_LearnRefNumber_03", put(progression, ULN=wrong_check_digit)),
    _told("social destination", "WMCA_OutType_02", put(outcomes, OutType="SDE", OutCode=2)),
    _told("voluntary work", "WMCA_OutType_03", put(outcomes, OutType="VOL", OutCode=1)),
    _told("outcome ends too soon", "WMCA_OutEndDate_01", put(outcomes, OutEndDate=days("OutStartDate", -3))),
    _told("outcome told later", "WMCA_OutCollDate_02", put(outcomes, OutCollDate=days("OutCollDate", 90))),
    _told("type of destination", "WMCA_OutType_01", put(outcomes, OutType="JOB")),
    _told("two outcomes at once", "WMCA_DPOutcome_05", second_outcome),
)

CODE_LISTS = (
    Fault("ethnicity code", ("Ethnicity_01",), put(learner, Ethnicity=11)),
    Fault("sex code", ("Sex_01",), put(learner, Sex="X")),
    Fault("LLDD code", ("LLDDHealthProb_01",), put(learner, LLDDHealthProb=5)),
    Fault("LLDD category", ("LLDDCat_01",), lldd(LLDDCat=50, PrimaryLLDD=1)),
    Fault("LLDD category ended", ("LLDDCat_02",), lldd(LLDDCat=2, PrimaryLLDD=1), needs=("LLDDCat", None, "2")),
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
    Fault("employment monitoring ended", ("ESMType_11",), monitoring(EII=1), needs=("ESMCode", "EII", "1")),
    Fault("aim type code", ("AimType_01",), put(bootcamps, AimType=2)),
    Fault("funding model code", ("FundModel_01",), put(bootcamps, FundModel=53)),
    Fault("programme type code", ("ProgType_03",), put(bootcamps, ProgType=77)),
    Fault("employment outcome code", ("EmpOutcome_02",), put(bootcamps, EmpOutcome=9), last_year=2324),
    Fault("completion status code", ("CompStatus_01",), put(bootcamps, CompStatus=4)),
    Fault("withdrawal reason code", ("WithdrawReason_02",), put(bootcamps, WithdrawReason=1), on=WITHDREW),
    Fault("outcome code", ("Outcome_01",), put(bootcamps, Outcome=5), on=LEFT),
    Fault("T Level outcome code", ("Tlout_02",), put(bootcamps, TLOut=99), first_year=2425),
    Fault("aim FAM code", ("LearnDelFAMType_04",), with_codes("FFI7")),
    Fault("aim FAM code ended", ("LearnDelFAMType_06",), with_codes("ASL1"), first_year=2324, needs=ASL_1),
    Fault("delivery monitoring box", ("ProvSpecDelMonOccur_01",), delivery_box(ProvSpecDelMonOccur="E")),
    Fault("work placement code", ("WorkPlaceMode_01",), work_placement(WorkPlaceMode=7)),
    Fault("apprenticeship financial code", ("AFinType_02",), financial_record(AFinType="TNP", AFinCode=77)),
    Fault("HE codes of the learner", ("TTACCOM_01", "FINTYPE_01"), put(learner, LearnerHE=he_learner)),
    Fault("HE codes of the aim", HE_CODES, put(bootcamps, LearningDeliveryHE=he_aim)),
    Fault("HE fee code ended", ("MSTUFEE_02",), put(bootcamps, LearningDeliveryHE=he_fee_ended)),
    Fault("destination code", ("OutType_01", "WMCA_OutCode_01"), put(outcomes, OutCode=9), on=LEFT, last_year=2324),
)


@cache
def faults(year: Year, files: int) -> tuple[Fault, ...]:
    """The faults that can happen in a year, in a run of so many files; those that cost money come first."""
    return tuple(
        fault
        for fault in (*NO_PAY, *TO_DO, *DESTINATIONS, *CODE_LISTS)
        if fault.is_in(year) and (files > 1 or fault.twin != ELSEWHERE)
    )
