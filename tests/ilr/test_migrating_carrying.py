"""What becomes of each element: copied, cleared, dropped, renamed, listed, numbered; and values as they were typed."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from openlet.ilr.migrating import FIELD, STRAY, Choices, Migrating, Outcome, Row, carrying, migrate
from openlet.ilr.reading import Item
from openlet.ilr.records import (
    AppFinRecord,
    ContactPreference,
    Learner,
    LearnerFAM,
    LearnerHE,
    LearnerHEFinancialSupport,
    LearningDeliveryFAM,
    LearningDeliveryHE,
    LearningDeliveryWorkPlacement,
    LLDDandHealthProblem,
    ProviderSpecLearnerMonitoring,
)
from openlet.spec.layout import Field
from openlet.spec.years import year_of
from tests import make
from tests.ilr.migrated import from_file, migrated, values
from tests.make import BOOTCAMP, aim, boxes, fams, finished, learner

STEPS = [("2022-23", "2023-24"), ("2023-24", "2024-25"), ("2024-25", "2025-26")]
each_step = pytest.mark.parametrize(("of", "to"), STEPS)


def lfams(*pairs: str) -> list[LearnerFAM]:
    return [LearnerFAM(LearnFAMType=pair[:3], LearnFAMCode=int(pair[3:])) for pair in pairs]


def pairs(records: list[LearningDeliveryFAM]) -> list[str]:
    return [f"{one.LearnDelFAMType}{one.LearnDelFAMCode}" for one in records]


# Copied.

WHOLE: dict[str, Any] = {
    "PMUKPRN": 10000001,
    "CampId": "CAMP1",
    "AddLine2": "Exampleton",
    "TelNo": "01632960001",
    "Email": "person@example.org",
    "LLDDHealthProb": 1,
    "LLDDandHealthProblem": [LLDDandHealthProblem(LLDDCat=12, PrimaryLLDD=1)],
    "ProviderSpecLearnerMonitoring": [
        ProviderSpecLearnerMonitoring(ProvSpecLearnMonOccur="A", ProvSpecLearnMon="group 7")
    ],
    "LearnerFAM": lfams("EHC1", "DLA1", "NLM17"),
    "LearnerHE": LearnerHE(UCASPERID="0123456789"),
}
WHOLE_AIM: dict[str, Any] = {
    "PHours": 100,
    "OTJActHours": 30,
    "StdCode": 91,
    "PartnerUKPRN": 10000002,
    "AddHours": 5,
    "PriorLearnFundAdj": 80,
    "OtherFundAdj": 90,
    "ConRefNumber": "CON-1",
    "EPAOrgID": "EPA0001",
    "SWSupAimId": "a-b-c",
    "LearningDeliveryWorkPlacement": [
        LearningDeliveryWorkPlacement(
            WorkPlaceStartDate=date(2024, 6, 1), WorkPlaceEndDate=date(2024, 7, 1), WorkPlaceHours=20, WorkPlaceMode=1,
            WorkPlaceEmpId=123456789,
        )
    ],
    "AppFinRecord": [AppFinRecord(AFinType="TNP", AFinCode=1, AFinDate=date(2024, 5, 1), AFinAmount=3000)],
    "ProviderSpecDeliveryMonitoring": boxes("Contribution 10", "own value"),
    "LearningDeliveryHE": LearningDeliveryHE(
        SSN="1234567890123", QUALENT3="C20", SEC=1, TYPEYR=1, MODESTUD=1, FUNDLEV=20, FUNDCOMP=1,
        STULOAD=Decimal("99.5"), YEARSTU=1, MSTUFEE=1, PCOLAB=Decimal("10.0"), SPECFEE=0, ELQ=3, HEPostCode="B1 1AA",
    ),
}  # fmt: skip


@each_step
def test_identity_contact_and_nearly_all_of_an_aim_are_carried_as_they_were(of: str, to: str) -> None:
    whole = learner(aim(**WHOLE_AIM), **WHOLE | {"PlanLearnHours": None})
    made = migrated(whole, of=of, to=to)
    assert list(values(made.xml)) == list(values(make.xml([whole], of)))
    fields = made.rows(FIELD)
    assert {(row.outcome, row.attention, row.reason) for row in fields} == {(Outcome.CARRIED, False, "as it was")}
    assert sum(row.fields for row in fields) == len(list(values(made.xml)))


# Cleared each year.


@each_step
@pytest.mark.parametrize(
    ("element", "value"),
    [
        ("PrevLearnRefNumber", "OLD1"),
        ("PrevUKPRN", 10000003),
        ("Accom", 5),
        ("ALSCost", 400),
        ("PlanLearnHours", 120),
        ("PlanEEPHours", 30),
        ("MathGrade", "4"),
        ("EngGrade", "5"),
    ],
)
def test_what_is_entered_afresh_each_year_stays_behind(of: str, to: str, element: str, value: Any) -> None:
    made = migrated(learner(**{element: value}), of=of, to=to)
    assert getattr(made.learner, element) is None
    row = made.row(f"Learner/{element}")
    assert (row.outcome, row.fields, row.attention) == (Outcome.LEFT, 1, False)
    assert "afresh" in row.reason


@each_step
@pytest.mark.parametrize("kind", ["HNS", "LSR", "SEN", "EDF", "MCF", "ECF", "FME"])
def test_yearly_funding_and_monitoring_of_a_learner_stays_behind(of: str, to: str, kind: str) -> None:
    made = migrated(learner(LearnerFAM=lfams("EHC1", f"{kind}1", "DLA1")), of=of, to=to)
    assert [one.LearnFAMType for one in made.learner.LearnerFAM] == ["EHC", "DLA"]
    row = made.row("Learner/LearnerFAM")
    assert (row.outcome, row.fields, row.reason) == (Outcome.LEFT, 2, f"{kind} is entered afresh each year")


@each_step
def test_yearly_higher_education_data_stays_behind(of: str, to: str) -> None:
    he = LearnerHE(
        UCASPERID="0123456789", TTACCOM=4, LearnerHEFinancialSupport=[LearnerHEFinancialSupport(FINTYPE=1, FINAMOUNT=9)]
    )
    fees = LearningDeliveryHE(TYPEYR=1, MODESTUD=1, YEARSTU=1, MSTUFEE=1, SPECFEE=0, NETFEE=100, GROSSFEE=200)
    made = migrated(learner(aim(LearningDeliveryHE=fees), LearnerHE=he), of=of, to=to)
    assert made.learner.LearnerHE is not None
    assert (made.learner.LearnerHE.UCASPERID, made.learner.LearnerHE.TTACCOM) == ("0123456789", None)
    assert made.learner.LearnerHE.LearnerHEFinancialSupport == []
    carried = made.learner.LearningDelivery[0].LearningDeliveryHE
    assert carried is not None
    assert (carried.TYPEYR, carried.NETFEE, carried.GROSSFEE) == (1, None, None)
    assert made.row("LearnerHEFinancialSupport").fields == 2


# Dropped, new and renamed.


def test_what_2023_24_no_longer_has_stays_behind() -> None:
    made = migrated(learner(aim(LearningDeliveryFAM=fams("SOF112", "HHS1", "HHS3"))), of="2022-23", to="2023-24")
    assert pairs(made.learner.LearningDelivery[0].LearningDeliveryFAM) == ["SOF112"]
    row = made.row("LearningDelivery/LearningDeliveryFAM")
    assert (row.fields, row.reason) == (4, "HHS was withdrawn from the ILR for 2023-24")


def test_what_2024_25_no_longer_has_stays_behind() -> None:
    he = LearningDeliveryHE(NUMHUS="N1", TYPEYR=1, MODESTUD=1, YEARSTU=1, MSTUFEE=1, SPECFEE=0, PCFLDCS=Decimal(50))
    whole = learner(aim(EmpOutcome=1, LearningDeliveryHE=he), LearnerFAM=lfams("NLM21", "NLM17"))
    made = migrated(whole, make.progression())
    assert made.destinations == []
    assert "OET 4" in made.row("EmpOutcome").reason
    assert [made.row(name).outcome for name in ("NUMHUS", "PCFLDCS", "EmpOutcome")] == [Outcome.LEFT] * 3
    assert [one.LearnFAMCode for one in made.learner.LearnerFAM] == [17]
    (gone,) = made.rows(FIELD, "Learner/LearnerFAM", Outcome.LEFT)
    assert (gone.fields, gone.attention, gone.reason) == (2, True, "NLM 21 is not in the list of 2024-25 any more")
    (destination,) = made.rows("destination record")
    assert (destination.outcome, destination.fields) == (Outcome.LEFT, 6)


def test_what_2025_26_no_longer_has_stays_behind() -> None:
    whole = learner(
        aim(FworkCode=403, PwayCode=1), ContactPreference=[ContactPreference(ContPrefType="RUI", ContPrefCode=5)]
    )
    made = migrated(whole, of="2024-25", to="2025-26")
    assert [made.row(name).outcome for name in ("FworkCode", "PwayCode", "ContactPreference")] == [Outcome.LEFT] * 3
    assert made.row("ContactPreference").fields == 2
    before = migrated(whole)
    assert before.learner.ContactPreference[0].ContPrefCode == 5
    assert before.learner.LearningDelivery[0].FworkCode == 403


def test_renamed_elements_of_2025_26_keep_their_values() -> None:
    he = LearningDeliveryHE(
        SOC2000=1234, UCASAPPID="AB12", DOMICILE="XF", TYPEYR=1, MODESTUD=1, YEARSTU=1, MSTUFEE=1, SPECFEE=0
    )
    made = migrated(learner(aim(LearningDeliveryHE=he)), of="2024-25", to="2025-26")
    carried = made.learner.LearningDelivery[0].LearningDeliveryHE
    assert carried is not None
    assert (carried.SOC, carried.UCASSCHEMECODE, carried.PERMADDCOUNTRY) == (1234, "AB12", "XF")
    assert "<SOC>1234</SOC>" in made.xml
    row = made.row("SOC2000")
    assert (row.outcome, row.reason) == (Outcome.CHANGED, "it is named SOC from 2025-26")


def test_a_renamed_value_that_cannot_be_read_keeps_its_text() -> None:
    he = LearningDeliveryHE(SOC2000=1234, TYPEYR=1, MODESTUD=1, YEARSTU=1, MSTUFEE=1, SPECFEE=0)
    content = make.xml([learner(aim(LearningDeliveryHE=he))], "2024-25").replace(">1234<", ">12345<")
    made = from_file(content, "2025-26")
    assert "<SOC>12345</SOC>" in made.xml
    row = made.row("SOC2000")
    assert (row.outcome, row.attention) == (Outcome.CHANGED, True)
    assert row.reason.startswith("it is named SOC from 2025-26; as it was, but its value is not one")


def test_nothing_is_entered_into_what_is_new() -> None:
    made = migrated(learner(aim(LearningDeliveryFAM=fams("SOF105"), FundModel=10)))
    assert made.learner.LearningDelivery[0].TLOut is None
    assert made.learner.LearningDelivery[0].FundModel == 10  # copied: 11 is for new starts


# Codes that have left the list.


@pytest.mark.parametrize("code", ["358", "377", "384"])
def test_learning_delivery_monitoring_that_has_left_the_list_stays_behind_with_its_dates(code: str) -> None:
    fam = LearningDeliveryFAM(
        LearnDelFAMType="LDM", LearnDelFAMCode=code, LearnDelFAMDateFrom=date(2024, 5, 1),
        LearnDelFAMDateTo=date(2024, 6, 1),
    )  # fmt: skip
    whole = learner(aim(LearningDeliveryFAM=[*fams("SOF112"), fam]))
    made = migrated(whole, of="2024-25", to="2025-26")
    assert pairs(made.learner.LearningDelivery[0].LearningDeliveryFAM) == ["SOF112"]
    row = made.row("LearningDelivery/LearningDeliveryFAM")
    assert (row.fields, row.attention) == (4, True)
    assert row.reason == f"LDM {code} is not in the list of 2025-26 any more"
    assert pairs(migrated(whole).learner.LearningDelivery[0].LearningDeliveryFAM) == ["SOF112", f"LDM{code}"]


@each_step
@pytest.mark.parametrize("code", ["LDM363", "LDM397", "DAM001", "DAM010", "DAM023", "DAM061", "DAM999", "ASL1", "XYZ9"])
def test_codes_that_are_listed_ended_or_unknown_to_us_are_carried(of: str, to: str, code: str) -> None:
    """An ended code is for new starts; the lists are known to be incomplete."""
    made = migrated(learner(aim(LearningDeliveryFAM=fams(code))), of=of, to=to)
    assert pairs(made.learner.LearningDelivery[0].LearningDeliveryFAM) == [code]


@pytest.mark.parametrize(("code", "goes"), [(2, False), (3, False), (20, False), (23, False), (25, True), (32, True)])
def test_a_programme_type_that_has_left_the_list_stays_behind(code: int, goes: bool) -> None:
    made = migrated(learner(aim(ProgType=code)), of="2024-25", to="2025-26")
    assert made.learner.LearningDelivery[0].ProgType == (code if goes else None)
    row = made.row("ProgType")
    assert row.outcome == (Outcome.CARRIED if goes else Outcome.LEFT)
    assert row.attention == (not goes)
    if not goes:
        assert row.reason == f"ProgType {code} is not in the list of 2025-26 any more"


def test_another_code_that_has_left_the_list_is_carried_and_said_to_need_correction() -> None:
    made = migrated(learner(aim(LearningDeliveryFAM=fams("SOF108"))), of="2024-25", to="2025-26")
    assert pairs(made.learner.LearningDelivery[0].LearningDeliveryFAM) == ["SOF108"]
    row = made.row("LearnDelFAMCode")
    assert (row.outcome, row.attention) == (Outcome.CARRIED, True)
    assert row.reason == "as it was, but its code is not in the list of 2025-26 any more: correct it"


# The contract type of an open aim.


def act(since: date | None, until: date | None, kind: str = "ACT") -> LearningDeliveryFAM:
    return LearningDeliveryFAM(
        LearnDelFAMType=kind, LearnDelFAMCode="1", LearnDelFAMDateFrom=since, LearnDelFAMDateTo=until
    )


def ends(*records: LearningDeliveryFAM, **fields: Any) -> list[date | None]:
    made = migrated(learner(aim(LearningDeliveryFAM=list(records), **fields)))
    return [one.LearnDelFAMDateTo for one in made.learner.LearningDelivery[0].LearningDeliveryFAM]


A, B, C, D = date(2024, 5, 1), date(2024, 5, 31), date(2024, 6, 1), date(2024, 7, 31)


def test_the_latest_contract_type_of_an_open_aim_loses_its_end() -> None:
    assert ends(act(A, B), act(C, D)) == [B, None]
    assert ends(act(C, D), act(A, B)) == [None, B]
    assert ends(act(C, D), act(date(2024, 6, 2), D, "LSF")) == [None, D]
    assert ends(act(None, D)) == [D]  # nobody can say which is the latest


def test_the_contract_type_of_an_aim_that_has_ended_keeps_its_end() -> None:
    assert ends(act(A, D), CompStatus=6, LearnActEndDate=D, Outcome=3) == [D]


# Numbers of the aims.


@pytest.mark.parametrize(
    ("renumber", "numbers", "said"),
    [
        (False, [2, 3], ["as it was; the numbers of the aims that go are not 1, 2, 3 ... any more: renumber them"] * 2),
        (True, [1, 2], ["numbered anew, as asked"] * 2),
    ],
)
def test_aims_are_numbered_anew_only_where_that_is_asked(renumber: bool, numbers: list[int], said: list[str]) -> None:
    three = [finished(), *(aim(AimSeqNumber=number, LearnAimRef=f"Z002000{number}") for number in (2, 3))]
    made = migrated(learner(*three), choices=Choices(renumber=renumber))
    assert [one.AimSeqNumber for one in made.learner.LearningDelivery] == numbers
    rows = made.rows(FIELD, "AimSeqNumber")
    assert [row.reason for row in rows] == said
    assert [row.attention for row in rows] == [not renumber] * 2
    assert [row.AimSeqNumber for row in rows] == [2, 3]  # the report names the aims as last year's file did


def test_gaps_are_said_once_and_not_at_all_where_the_last_year_numbers_anew() -> None:
    whole = learner(finished(LearnActEndDate=date(2023, 7, 1)), aim(AimSeqNumber=2, LearnAimRef="Z0020002"))
    for renumber, gaps in ((False, ["2023-24"]), (True, [])):
        made = migrated(whole, of="2022-23", to="2025-26", choices=Choices(renumber=renumber))
        assert [str(row.into) for row in made.migration.report if row.attention] == gaps


def test_aims_that_go_in_the_order_of_their_numbers_have_no_gap() -> None:
    made = migrated(learner(aim(), finished(AimSeqNumber=2, LearnAimRef="Z0020002")))
    assert not any(row.attention for row in made.migration.report)


@pytest.mark.parametrize("renumber", [False, True])
def test_where_all_aims_go_their_numbers_stay(renumber: bool) -> None:
    made = migrated(learner(aim(), aim(AimSeqNumber=2, LearnAimRef="Z2")), choices=Choices(renumber=renumber))
    assert [row.outcome for row in made.rows(FIELD, "AimSeqNumber")] == [Outcome.CARRIED] * 2
    assert not any(row.attention for row in made.migration.report)


def test_the_order_of_the_aims_stays_whatever_their_numbers() -> None:
    made = migrated(
        learner(aim(AimSeqNumber=7, LearnAimRef="Z1"), aim(AimSeqNumber=7, LearnAimRef="Z2")),
        choices=Choices(renumber=True),
    )
    assert [(one.LearnAimRef, one.AimSeqNumber) for one in made.learner.LearningDelivery] == [("Z1", 1), ("Z2", 2)]


# Values as they were typed.


@pytest.mark.parametrize(
    ("old", "new", "right"),
    [
        ("<ULN>1000000027</ULN>", "<ULN>10000000271</ULN>", False),
        ("<ULN>1000000027</ULN>", "<ULN>one</ULN>", False),
        ("<DateOfBirth>1990-02-03</DateOfBirth>", "<DateOfBirth>03/02/1990</DateOfBirth>", False),
        ("<Sex>F</Sex>", "<Sex>female</Sex>", False),
        ("<Ethnicity>31</Ethnicity>", "<Ethnicity> 031 </Ethnicity>", True),
        ("<FundModel>35</FundModel>", "<FundModel>035</FundModel>", True),
        ("<LearnPlanEndDate>2024-09-30</LearnPlanEndDate>", "<LearnPlanEndDate>soon</LearnPlanEndDate>", False),
        ("<PriorLevel>5</PriorLevel>", "<PriorLevel>?</PriorLevel>", False),
        ("<LearnDelFAMCode>112</LearnDelFAMCode>", "<LearnDelFAMCode>112345</LearnDelFAMCode>", False),
    ],
)
def test_a_value_goes_as_it_was_typed_and_is_said_to_need_correction(old: str, new: str, right: bool) -> None:
    content = make.xml([learner()])
    assert content.count(old) == 1
    made = from_file(content.replace(old, new), "2024-25")
    assert new in made.xml
    element = re.findall(r"<(\w+)>", old)[0]
    rows = made.rows(FIELD, element)
    assert any(row.attention for row in rows) == (not right)
    said = "as it was" if right else "as it was, but its value is not one that the ILR of 2024-25 allows: correct it"
    assert said in [row.reason for row in rows]
    assert {row.outcome for row in rows} == {Outcome.CARRIED}


def test_an_element_that_stands_twice_goes_with_its_last_text_and_is_said() -> None:
    content = make.xml([learner()]).replace("<Sex>F</Sex>", "<Sex>M</Sex><Sex>F</Sex>")
    ilr, items = make.read(content)
    made = from_file(content, "2024-25")
    assert made.row("Learner/Sex").attention
    assert "<Sex>F</Sex>" in made.xml
    migration = migrate_items(items, "2023-24", "2024-25")
    (row,) = [row for row in migration if row.what == STRAY]
    assert row.reason == "a further Sex in Learner; only the last was kept"
    assert (row.LearnRefNumber, row.outcome, row.attention, row.fields) == ("L0001", Outcome.LEFT, True, 0)
    assert ilr.year is year_of("2023-24")


def migrate_items(items: list[Item], of: str, to: str) -> list[Any]:
    rows: list[Row] = []
    list(Migrating(year_of(of), year_of(to), tell=rows.append).records(items))
    return rows


@pytest.mark.parametrize(
    ("stray", "said", "number"),
    [
        ("<CompStatus>1</CompStatus><Extra>x</Extra>", "an element of LearningDelivery that the ILR", 1),
        ("<CompStatus>1</CompStatus>loose words", "text between the elements of LearningDelivery", 1),
    ],
)
def test_what_no_record_holds_is_said_without_its_text(stray: str, said: str, number: int) -> None:
    _, items = make.read(make.xml([learner()]).replace("<CompStatus>1</CompStatus>", stray))
    (row,) = [row for row in migrate_items(items, "2023-24", "2024-25") if row.what == STRAY]
    assert row.reason.startswith(said)
    assert (row.AimSeqNumber, row.LearnAimRef) == (number, BOOTCAMP)
    assert "loose" not in str(row)


def test_a_value_changed_since_it_was_read_goes_as_it_is_now() -> None:
    content = make.xml([learner()]).replace("<Ethnicity>31</Ethnicity>", "<Ethnicity>031</Ethnicity>")
    _, items = make.read(content)
    person = items[0].record
    assert isinstance(person, Learner)
    person.Ethnicity = 32
    (made,) = migrate([person], year_of("2023-24"), year_of("2024-25")).learners
    assert "<Ethnicity>32</Ethnicity>" in make.xml([made], "2024-25")


def test_limits_that_change_with_the_year_are_judged_by_the_new_year(monkeypatch: pytest.MonkeyPatch) -> None:
    """None of the known steps narrows a limit; a later one may."""
    carrying.plan_of.cache_clear()
    original = carrying._field_plan

    def narrower(old: Field, *others: Any) -> Any:
        plan = original(old, *others)
        if plan is not None and plan.here is not None and old.element == "ConRefNumber":
            plan.here = Field(**{name: getattr(plan.here, name) for name in plan.here.__slots__} | {"longest": 3})
            plan.here.remembered = {}
            plan.is_new_type = True
        return plan

    monkeypatch.setattr(carrying, "_field_plan", narrower)
    made = migrated(learner(aim(ConRefNumber="LONG")))
    carrying.plan_of.cache_clear()
    assert "<ConRefNumber>LONG</ConRefNumber>" in made.xml
    assert made.row("ConRefNumber").attention


# The records given, and destinations.


def test_the_records_given_are_not_changed() -> None:
    given = [learner(aim(**WHOLE_AIM), **WHOLE), learner(finished(), LearnRefNumber="L0002")]
    before = make.xml(given)
    made = migrate(given, year_of("2023-24"), year_of("2025-26"), Choices(renumber=True))
    assert make.xml(given) == before
    made.learners[0].LearningDelivery[0].LearningDeliveryFAM[0].LearnDelFAMCode = "000"
    made.learners[0].LearnerEmploymentStatus.clear()
    assert make.xml(given) == before


def test_destination_records_go_with_their_learner_while_the_ilr_has_them() -> None:
    gone = finished(LearnActEndDate=date(2023, 7, 1))
    people = [learner(), learner(gone, LearnRefNumber="L0002"), learner(aim(CompStatus=4), LearnRefNumber="L3")]
    records = [make.progression(LearnRefNumber=name) for name in ("L0001", "L0002", "L3", "L4", None)]
    made = migrated(*people, *records, of="2022-23", to="2023-24")
    assert [one.LearnRefNumber for one in made.destinations] == ["L0001"]
    said = [(row.outcome, row.reason) for row in made.rows("destination record")]
    assert said == [
        (Outcome.CARRIED, "goes with its learner"),
        (Outcome.LEFT, "its learner stays behind"),
        (Outcome.ASIDE, "its learner is kept aside"),
        (Outcome.LEFT, "its learner stays behind"),
        (Outcome.ASIDE, "it has no LearnRefNumber: enter one"),
    ]


def test_a_destination_record_before_its_learner_waits_for_it() -> None:
    both = migrate([make.progression(), learner()], year_of("2022-23"), year_of("2023-24"))
    assert len(both.learners) == len(both.destinations) == 1


def test_a_destination_record_in_a_year_without_them_is_left_and_said() -> None:
    made = migrate([learner(), make.progression()], year_of("2024-25"), year_of("2025-26"))
    (row,) = [row for row in made.report if row.what == "destination record"]
    assert (row.outcome, row.attention) == (Outcome.LEFT, True)
    assert made.destinations == []
    assert all(totals.add_up() for totals in made.totals)
