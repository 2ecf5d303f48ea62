"""The records of the ILR: one class for each entity, with the ILR's own element names.

An absent element is ``None``, an absent repeating element an empty list. A field that any of the known years has
is here; ``spec/fields.csv`` says which year has which (a test holds the two together). The names in the plural and
with ``Maybe`` exist only because a field may not carry the name of its own type.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass(slots=True, eq=False)
class Record:
    """What every record has besides its fields.

    ``line``: the line in the file where it starts, or None.
    ``raw``: the text, as found, of each field whose text could not be understood (its value is then ``None``) or is
    not how OpenLET would write the value (such as ``007``), so that nothing is lost on the way back out.
    ``facts``: what has been derived from this record; see ``openlet.facts``.
    """

    line: int | None = None
    raw: dict[str, str] | None = None
    facts: dict[Any, Any] | None = None

    def unreadable(self, element: str) -> bool:
        """Whether a value was given that could not be understood; an empty element gives none."""
        return self.raw is not None and bool(self.raw.get(element, "").strip()) and getattr(self, element) is None


@dataclass(slots=True, eq=False)
class CollectionDetails(Record):
    """Collection details."""

    Collection: str | None = None
    Year: str | None = None
    FilePreparationDate: date | None = None


MaybeCollectionDetails = CollectionDetails | None


@dataclass(slots=True, eq=False)
class Source(Record):
    """Source."""

    ProtectiveMarking: str | None = None
    UKPRN: int | None = None
    SoftwareSupplier: str | None = None
    SoftwarePackage: str | None = None
    Release: str | None = None
    SerialNo: str | None = None
    DateTime: str | None = None
    ReferenceData: str | None = None
    ComponentSetVersion: str | None = None


MaybeSource = Source | None


@dataclass(slots=True, eq=False)
class Header(Record):
    """Header."""

    CollectionDetails: MaybeCollectionDetails = None
    Source: MaybeSource = None


MaybeHeader = Header | None


@dataclass(slots=True, eq=False)
class SourceFile(Record):
    """Source file."""

    SourceFileName: str | None = None
    FilePreparationDate: date | None = None
    SoftwareSupplier: str | None = None
    SoftwarePackage: str | None = None
    Release: str | None = None
    SerialNo: str | None = None
    DateTime: str | None = None


SourceFileList = list[SourceFile]


@dataclass(slots=True, eq=False)
class SourceFiles(Record):
    """Source files."""

    SourceFile: SourceFileList = field(default_factory=list)


MaybeSourceFiles = SourceFiles | None


@dataclass(slots=True, eq=False)
class LearningProvider(Record):
    """Learning Provider."""

    UKPRN: int | None = None


MaybeLearningProvider = LearningProvider | None


@dataclass(slots=True, eq=False)
class PriorAttain(Record):
    """Prior attainment."""

    PriorLevel: int | None = None
    DateLevelApp: date | None = None


PriorAttains = list[PriorAttain]


@dataclass(slots=True, eq=False)
class ContactPreference(Record):
    """Learner Contact Preference."""

    ContPrefType: str | None = None
    ContPrefCode: int | None = None


ContactPreferences = list[ContactPreference]


@dataclass(slots=True, eq=False)
class LLDDandHealthProblem(Record):
    """LLDD and Health Problem."""

    LLDDCat: int | None = None
    PrimaryLLDD: int | None = None


LLDDandHealthProblems = list[LLDDandHealthProblem]


@dataclass(slots=True, eq=False)
class LearnerFAM(Record):
    """Learner Funding and Monitoring."""

    LearnFAMType: str | None = None
    LearnFAMCode: int | None = None


LearnerFAMs = list[LearnerFAM]


@dataclass(slots=True, eq=False)
class ProviderSpecLearnerMonitoring(Record):
    """Learner Provider Specified Monitoring."""

    ProvSpecLearnMonOccur: str | None = None
    ProvSpecLearnMon: str | None = None


ProviderSpecLearnerMonitorings = list[ProviderSpecLearnerMonitoring]


@dataclass(slots=True, eq=False)
class EmploymentStatusMonitoring(Record):
    """Employment Status Monitoring."""

    ESMType: str | None = None
    ESMCode: int | None = None


EmploymentStatusMonitorings = list[EmploymentStatusMonitoring]


@dataclass(slots=True, eq=False)
class LearnerEmploymentStatus(Record):
    """Learner Employment Status."""

    EmpStat: int | None = None
    DateEmpStatApp: date | None = None
    EmpId: int | None = None
    EmploymentStatusMonitoring: EmploymentStatusMonitorings = field(default_factory=list)


LearnerEmploymentStatuses = list[LearnerEmploymentStatus]


@dataclass(slots=True, eq=False)
class LearnerHEFinancialSupport(Record):
    """Learner HE Financial Support."""

    FINTYPE: int | None = None
    FINAMOUNT: int | None = None


LearnerHEFinancialSupports = list[LearnerHEFinancialSupport]


@dataclass(slots=True, eq=False)
class LearnerHE(Record):
    """Learner HE."""

    UCASPERID: str | None = None
    TTACCOM: int | None = None
    LearnerHEFinancialSupport: LearnerHEFinancialSupports = field(default_factory=list)


MaybeLearnerHE = LearnerHE | None


@dataclass(slots=True, eq=False)
class LearningDeliveryFAM(Record):
    """Learning Delivery Funding and Monitoring."""

    LearnDelFAMType: str | None = None
    LearnDelFAMCode: str | None = None
    LearnDelFAMDateFrom: date | None = None
    LearnDelFAMDateTo: date | None = None


LearningDeliveryFAMs = list[LearningDeliveryFAM]


@dataclass(slots=True, eq=False)
class LearningDeliveryWorkPlacement(Record):
    """Learning Delivery Work Placement."""

    WorkPlaceStartDate: date | None = None
    WorkPlaceEndDate: date | None = None
    WorkPlaceHours: int | None = None
    WorkPlaceMode: int | None = None
    WorkPlaceEmpId: int | None = None


LearningDeliveryWorkPlacements = list[LearningDeliveryWorkPlacement]


@dataclass(slots=True, eq=False)
class AppFinRecord(Record):
    """Apprenticeship Financial Record."""

    AFinType: str | None = None
    AFinCode: int | None = None
    AFinDate: date | None = None
    AFinAmount: int | None = None


AppFinRecords = list[AppFinRecord]


@dataclass(slots=True, eq=False)
class ProviderSpecDeliveryMonitoring(Record):
    """Learning Delivery Provider Specified Monitoring."""

    ProvSpecDelMonOccur: str | None = None
    ProvSpecDelMon: str | None = None


ProviderSpecDeliveryMonitorings = list[ProviderSpecDeliveryMonitoring]


@dataclass(slots=True, eq=False)
class LearningDeliveryHE(Record):
    """Learning Delivery HE."""

    NUMHUS: str | None = None
    SSN: str | None = None
    QUALENT3: str | None = None
    SOC2000: int | None = None
    SOC: int | None = None
    SEC: int | None = None
    UCASAPPID: str | None = None
    UCASSCHEMECODE: str | None = None
    TYPEYR: int | None = None
    MODESTUD: int | None = None
    FUNDLEV: int | None = None
    FUNDCOMP: int | None = None
    STULOAD: Decimal | None = None
    YEARSTU: int | None = None
    MSTUFEE: int | None = None
    PCOLAB: Decimal | None = None
    PCFLDCS: Decimal | None = None
    PCSLDCS: Decimal | None = None
    PCTLDCS: Decimal | None = None
    SPECFEE: int | None = None
    NETFEE: int | None = None
    GROSSFEE: int | None = None
    DOMICILE: str | None = None
    PERMADDCOUNTRY: str | None = None
    ELQ: int | None = None
    HEPostCode: str | None = None


MaybeLearningDeliveryHE = LearningDeliveryHE | None


@dataclass(slots=True, eq=False)
class LearningDelivery(Record):
    """Learning Delivery."""

    LearnAimRef: str | None = None
    AimType: int | None = None
    AimSeqNumber: int | None = None
    LearnStartDate: date | None = None
    OrigLearnStartDate: date | None = None
    LearnPlanEndDate: date | None = None
    FundModel: int | None = None
    PHours: int | None = None
    OTJActHours: int | None = None
    ProgType: int | None = None
    FworkCode: int | None = None
    PwayCode: int | None = None
    StdCode: int | None = None
    PartnerUKPRN: int | None = None
    DelLocPostCode: str | None = None
    LSDPostcode: str | None = None
    AddHours: int | None = None
    PriorLearnFundAdj: int | None = None
    OtherFundAdj: int | None = None
    ConRefNumber: str | None = None
    EPAOrgID: str | None = None
    EmpOutcome: int | None = None
    CompStatus: int | None = None
    LearnActEndDate: date | None = None
    WithdrawReason: int | None = None
    Outcome: int | None = None
    AchDate: date | None = None
    OutGrade: str | None = None
    SWSupAimId: str | None = None
    TLOut: int | None = None
    LearningDeliveryFAM: LearningDeliveryFAMs = field(default_factory=list)
    LearningDeliveryWorkPlacement: LearningDeliveryWorkPlacements = field(default_factory=list)
    AppFinRecord: AppFinRecords = field(default_factory=list)
    ProviderSpecDeliveryMonitoring: ProviderSpecDeliveryMonitorings = field(default_factory=list)
    LearningDeliveryHE: MaybeLearningDeliveryHE = None


LearningDeliveries = list[LearningDelivery]


@dataclass(slots=True, eq=False)
class Learner(Record):
    """Learner."""

    LearnRefNumber: str | None = None
    PrevLearnRefNumber: str | None = None
    PrevUKPRN: int | None = None
    PMUKPRN: int | None = None
    CampId: str | None = None
    ULN: int | None = None
    FamilyName: str | None = None
    GivenNames: str | None = None
    DateOfBirth: date | None = None
    Ethnicity: int | None = None
    Sex: str | None = None
    LLDDHealthProb: int | None = None
    NINumber: str | None = None
    Accom: int | None = None
    ALSCost: int | None = None
    PlanLearnHours: int | None = None
    PlanEEPHours: int | None = None
    MathGrade: str | None = None
    EngGrade: str | None = None
    PostcodePrior: str | None = None
    Postcode: str | None = None
    AddLine1: str | None = None
    AddLine2: str | None = None
    AddLine3: str | None = None
    AddLine4: str | None = None
    TelNo: str | None = None
    Email: str | None = None
    PriorAttain: PriorAttains = field(default_factory=list)
    ContactPreference: ContactPreferences = field(default_factory=list)
    LLDDandHealthProblem: LLDDandHealthProblems = field(default_factory=list)
    LearnerFAM: LearnerFAMs = field(default_factory=list)
    ProviderSpecLearnerMonitoring: ProviderSpecLearnerMonitorings = field(default_factory=list)
    LearnerEmploymentStatus: LearnerEmploymentStatuses = field(default_factory=list)
    LearnerHE: MaybeLearnerHE = None
    LearningDelivery: LearningDeliveries = field(default_factory=list)


Learners = list[Learner]


@dataclass(slots=True, eq=False)
class DPOutcome(Record):
    """Destination and Progression Outcome."""

    OutType: str | None = None
    OutCode: int | None = None
    OutStartDate: date | None = None
    OutEndDate: date | None = None
    OutCollDate: date | None = None


DPOutcomes = list[DPOutcome]


@dataclass(slots=True, eq=False)
class LearnerDestinationandProgression(Record):
    """Learner Destination and Progression."""

    LearnRefNumber: str | None = None
    ULN: int | None = None
    DPOutcome: DPOutcomes = field(default_factory=list)


LearnerDestinationandProgressions = list[LearnerDestinationandProgression]


@dataclass(slots=True, eq=False)
class Message(Record):
    """Message (root)."""

    Header: MaybeHeader = None
    SourceFiles: MaybeSourceFiles = None
    LearningProvider: MaybeLearningProvider = None
    Learner: Learners = field(default_factory=list)
    LearnerDestinationandProgression: LearnerDestinationandProgressions = field(default_factory=list)


RECORDS: dict[str, type[Record]] = {
    "CollectionDetails": CollectionDetails,
    "Source": Source,
    "Header": Header,
    "SourceFile": SourceFile,
    "SourceFiles": SourceFiles,
    "LearningProvider": LearningProvider,
    "PriorAttain": PriorAttain,
    "ContactPreference": ContactPreference,
    "LLDDandHealthProblem": LLDDandHealthProblem,
    "LearnerFAM": LearnerFAM,
    "ProviderSpecLearnerMonitoring": ProviderSpecLearnerMonitoring,
    "EmploymentStatusMonitoring": EmploymentStatusMonitoring,
    "LearnerEmploymentStatus": LearnerEmploymentStatus,
    "LearnerHEFinancialSupport": LearnerHEFinancialSupport,
    "LearnerHE": LearnerHE,
    "LearningDeliveryFAM": LearningDeliveryFAM,
    "LearningDeliveryWorkPlacement": LearningDeliveryWorkPlacement,
    "AppFinRecord": AppFinRecord,
    "ProviderSpecDeliveryMonitoring": ProviderSpecDeliveryMonitoring,
    "LearningDeliveryHE": LearningDeliveryHE,
    "LearningDelivery": LearningDelivery,
    "Learner": Learner,
    "DPOutcome": DPOutcome,
    "LearnerDestinationandProgression": LearnerDestinationandProgression,
    "Message": Message,
}
