"""Once per ULN over all providers and years, and what each no-pay reason stops (A-155 to A-162, A.5, AMB-41 to 44)."""

from datetime import date, timedelta
from typing import Any

import pytest

from openlet.contracts.terms import Contracts
from openlet.ilr.records import LearnerEmploymentStatus
from openlet.reports.pay import document
from tests import make
from tests.payments.reference import Thing
from tests.payments.settling import (
    OTHER_UKPRN,
    bootcamp,
    codes,
    entry,
    ledger_of,
    milestone,
    pay,
    said,
    settled,
    terms,
)
from tests.payments.test_milestone_2 import no_pay, not_reached, z2
from tests.payments.test_milestone_3 import z3

ALL = ("M1", "M2", "M3")
HERE, THERE = make.UKPRN, OTHER_UKPRN
THERE_AIM = "Z0020003"


def whole(**fields: Any) -> list[Any]:
    """A bootcamp that earned all three; ``fields`` of the bootcamp aim."""
    return [make.finished(**fields), z2(), z3()]


def both(readings: str = "") -> Contracts:
    """Contracts of two providers."""
    return Contracts(
        (
            terms(HERE, (("Z0020001", "3000.00"), ("Z0020002", "2400.00")), readings),
            terms(THERE, ((THERE_AIM, "2000.00"),), readings),
        )
    )


def there(aim: Any) -> Any:
    """The same aim as the other provider would return it."""
    aim.LearnAimRef = THERE_AIM if aim.LearnAimRef == make.BOOTCAMP else aim.LearnAimRef
    for box in aim.ProviderSpecDeliveryMonitoring:
        box.ProvSpecDelMon = THERE_AIM if box.ProvSpecDelMon == make.BOOTCAMP else box.ProvSpecDelMon
    return aim


def run(here: list[Any], away: list[Any], readings: str = "", prepared: date = make.AS_OF, **more: Any) -> Thing:
    """The same person at two providers, under different references."""
    texts = [
        make.xml([make.learner(*here)], prepared=make.AS_OF, ukprn=HERE),
        make.xml([make.learner(*map(there, away), LearnRefNumber="X7")], prepared=prepared, ukprn=THERE),
    ]
    return document(settled(texts, both(readings), **more))


def results(answer: Thing, name: str) -> dict[int, tuple[str, set[str]]]:
    """Status and codes of a milestone by provider."""
    return {one["UKPRN"]: (one["milestones"][name]["status"], codes(one, name)) for one in answer["bootcamps"]}


# What each reason stops (A.5).


def without(code: str) -> Any:
    """A learner whose one fault is this no-pay reason, on the bootcamp aim."""
    fams = {"NP-08": ("SOF112", "FFI2", "DAM023"), "NP-09": ("SOF112", "FFI1")}
    aims: dict[str, Thing] = {
        "NP-04": {"LearnAimRef": "Z0020002"},
        "NP-05": {"LearnStartDate": date(2024, 3, 31)},
        "NP-06": {"LearnPlanEndDate": date(2025, 8, 1)},
        "NP-07": {"LSDPostcode": None},
        "NP-08": {"LearningDeliveryFAM": make.fams(*fams["NP-08"])},
        "NP-09": {"LearningDeliveryFAM": make.fams(*fams["NP-09"])},
        "NP-14": {"CompStatus": 6},
    }
    learners: dict[str, Thing] = {
        "NP-02": {"ULN": 9999999999},
        "NP-03": {"DateOfBirth": date(2005, 5, 2)},
        "NP-10": {"LearnerEmploymentStatus": [make.status(since=make.START)]},
    }
    return make.learner(*whole(**aims.get(code, {})), **learners.get(code, {}))


@pytest.mark.parametrize("code", ["NP-02", "NP-03", "NP-05", "NP-07", "NP-08", "NP-09", "NP-10"])
def test_a_fault_of_the_learner_or_the_bootcamp_aim_stops_all_three(code: str) -> None:
    before_start = LearnerEmploymentStatus(EmpStat=11, DateEmpStatApp=date(2024, 3, 1))
    learner = without(code)
    if code != "NP-10":
        learner.LearnerEmploymentStatus = [before_start]
    answer = pay(learner)
    assert [said(bootcamp(answer), name) for name in ALL] == [no_pay(code)] * 3
    assert {name: one["withheld"] for name, one in bootcamp(answer)["milestones"].items()} == {
        "M1": "1200.00",
        "M2": "900.00",
        "M3": "900.00",
    }


def test_planned_end_outside_the_window_stops_all_three() -> None:
    entry_found = bootcamp(pay(make.learner(*whole(LearnPlanEndDate=date(2024, 4, 14)))))
    assert ["NP-06" in codes(entry_found, name) for name in ALL] == [True] * 3
    assert [one["amount"] for one in entry_found["milestones"].values()] == ["0.00"] * 3


def test_temporarily_withdrawn_stops_all_three() -> None:
    found = bootcamp(pay(without("NP-14")))
    assert [said(found, name) for name in ALL] == [
        no_pay("NP-14"),
        not_reached("MC-07", "NP-14"),
        not_reached("MC-07", "NP-14"),
    ]


def test_another_contract_stops_the_whole_file() -> None:
    texts = [make.xml([make.learner(*whole())], ukprn=10999999)]
    found = bootcamp(document(settled(texts)))
    assert [codes(found, name) >= {"NP-01"} for name in ALL] == [True] * 3
    assert [one["amount"] for one in found["milestones"].values()] == ["0.00"] * 3


def test_a_header_without_ukprn_pays_nothing() -> None:
    text = make.xml([make.learner(*whole())]).replace(f"<UKPRN>{make.UKPRN}</UKPRN>", "", 1)
    assert [one["amount"] for one in bootcamp(document(settled([text])))["milestones"].values()] == ["0.00"] * 3


def test_an_aim_of_another_provider_is_not_paid() -> None:
    texts = [make.xml([make.learner(make.aim(LearnAimRef=THERE_AIM))])]
    assert said(bootcamp(document(settled(texts, both())), ref=THERE_AIM), "M1") == no_pay("NP-04")


@pytest.mark.parametrize(
    ("readings", "learner", "wanted"),
    [
        pytest.param('mandatory_missing = "no_pay"', make.learner(*whole(), GivenNames=None), [False] * 3,
                     id="a missing mandatory field stops all"),
        pytest.param("", make.learner(*whole(), GivenNames=None), [True] * 3, id="by default it stops nothing"),
        pytest.param('prior_attainment = "no_pay"', make.learner(*whole(), PriorAttain=[]), [False] * 3,
                     id="missing prior attainment stops all"),
        pytest.param("", make.learner(*whole(), PriorAttain=[]), [True] * 3, id="by default it stops nothing either"),
        pytest.param('destination_missing = "no_pay"', make.learner(*whole(ProviderSpecDeliveryMonitoring=[])),
                     [True, False, False], id="a missing destination code stops Milestones 2 and 3"),
        pytest.param("", make.learner(*whole(ProviderSpecDeliveryMonitoring=[])), [True] * 3,
                     id="by default a missing destination stops nothing"),
        pytest.param('uln_checksum = "todo"', make.learner(*whole(), ULN=1234567890), [True] * 3,
                     id="a wrong check digit is only a to-do item"),
        pytest.param("", make.learner(*whole(), ULN=1234567890), [False] * 3, id="a wrong check digit is no ULN"),
        pytest.param('zz99 = "no_pay"', make.learner(*whole(LSDPostcode="ZZ99 9ZZ")), [False] * 3,
                     id="ZZ99 9ZZ stops all"),
        pytest.param("", make.learner(*whole(LSDPostcode="ZZ99 9ZZ")), [True] * 3, id="by default ZZ99 9ZZ is payable"),
    ],
)  # fmt: skip
def test_readings_that_make_a_to_do_item_stop_payment(readings: str, learner: Any, wanted: list[bool]) -> None:
    found = bootcamp(pay(learner, readings=readings))
    assert [one["payable"] for one in found["milestones"].values()] == wanted


def test_a_missing_destination_record_can_stop_payment() -> None:
    """AMB-25: two months after the end, with the reading."""
    found = [
        bootcamp(pay(make.learner(*whole()), readings=readings, prepared=prepared))["milestones"]["M2"]["payable"]
        for readings in ("", 'dp_missing = "no_pay"')
        for prepared in (date(2024, 9, 30), date(2024, 10, 1))
    ]
    assert found == [True, True, True, False]


# One Milestone 1 (NP-11).


@pytest.mark.parametrize(
    ("here", "away", "prepared", "winner"),
    [
        pytest.param(date(2024, 5, 1), date(2024, 5, 2), make.AS_OF, HERE, id="the earlier start wins"),
        pytest.param(date(2024, 5, 2), date(2024, 5, 1), make.AS_OF, THERE, id="the earlier start wins elsewhere too"),
        pytest.param(date(2024, 5, 1), date(2024, 5, 1), make.AS_OF, HERE, id="a tie in all goes to the lowest UKPRN"),
        pytest.param(date(2024, 5, 1), date(2024, 5, 1), date(2024, 8, 19), THERE,
                     id="a tie in the start goes to the earlier first return"),
    ],
)  # fmt: skip
def test_one_milestone_1_for_one_uln(here: date, away: date, prepared: date, winner: int) -> None:
    ended = {"CompStatus": 3, "LearnActEndDate": date(2024, 7, 1)}
    answer = run([make.aim(LearnStartDate=here, **ended)], [make.aim(LearnStartDate=away, **ended)], prepared=prepared)
    loser = THERE if winner == HERE else HERE
    assert results(answer, "M1") == {winner: ("payable", set()), loser: ("no pay", {"NP-11"})}


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param({"LearningDeliveryFAM": make.fams("SOF112", "FFI1")}, id="an earlier one without DAM 023"),
        pytest.param({"CompStatus": 3, "LearnActEndDate": date(2024, 5, 10)}, id="an earlier one left before day 14"),
        pytest.param({"CompStatus": 6, "LearnActEndDate": date(2024, 6, 10)}, id="an earlier one on a break"),
        pytest.param({"LSDPostcode": "B99 9XX", "CompStatus": 3, "LearnActEndDate": date(2024, 7, 1)},
                     id="an earlier one that cannot be checked"),
    ],
)  # fmt: skip
def test_an_earlier_one_that_is_not_payable_does_not_win(fault: Thing) -> None:
    answer = run([make.aim(**fault)], [make.aim(LearnStartDate=date(2024, 6, 20), LearnPlanEndDate=date(2024, 9, 20))])
    assert results(answer, "M1")[THERE] == ("payable", set())


def test_one_milestone_1_within_one_provider() -> None:
    second = make.finished(LearnAimRef="Z0020002", AimSeqNumber=2, LearnStartDate=date(2024, 6, 1))
    answer = pay(make.learner(make.finished(), second))
    assert said(bootcamp(answer), "M1")[0] == "payable"
    assert said(bootcamp(answer, ref="Z0020002"), "M1") == no_pay("NP-11")


def test_two_people_with_different_ulns_both_get_theirs() -> None:
    answer = pay(make.learner(), make.learner(LearnRefNumber="L0002", ULN=make.OTHER_ULN, DateOfBirth=date(1991, 1, 1)))
    assert [one["milestones"]["M1"]["status"] for one in answer["bootcamps"]] == ["payable", "payable"]


def test_a_wrong_check_digit_that_passes_is_still_one_person() -> None:
    """With uln_checksum = "todo" such a ULN is paid, so it is paid once."""
    texts = [
        make.xml([make.learner(ULN=1234567890)], ukprn=HERE),
        make.xml([make.learner(there(make.aim()), ULN=1234567890, LearnRefNumber="X7")], ukprn=THERE),
    ]
    answer = document(settled(texts, both('uln_checksum = "todo"')))
    assert [said(one, "M1")[0] for one in answer["bootcamps"]] == ["payable", "no pay"]


# One Milestone 2 (NP-12), one Milestone 3 (MC-14).


def test_one_milestone_2_goes_to_the_earliest_offer() -> None:
    """AMB-41: by the day of Z0010211, whoever started first."""
    late = [make.finished(), make.milestone("Z0010211", date(2024, 8, 6))]
    early = [make.finished(LearnStartDate=date(2024, 5, 9)), make.milestone("Z0010211", date(2024, 8, 5))]
    answer = run(late, early)
    assert results(answer, "M1") == {HERE: ("payable", set()), THERE: ("no pay", {"NP-11"})}
    assert results(answer, "M2") == {HERE: ("no pay", {"NP-12"}), THERE: ("payable", set())}


@pytest.mark.parametrize(
    ("readings", "wanted"),
    [
        pytest.param("", {HERE: ("not reached", {"MC-14"}), THERE: ("payable", set())}, id="one Milestone 3 per ULN"),
        pytest.param("one_m3 = false", {HERE: ("payable", set()), THERE: ("payable", set())}, id="one per bootcamp"),
    ],
)
def test_one_milestone_3(readings: str, wanted: Any) -> None:
    answer = run([make.finished(), z2(), z3(date(2024, 8, 13))], whole(), readings)
    assert results(answer, "M3") == wanted


def test_milestone_3_that_needs_a_payable_milestone_2() -> None:
    """A Milestone 2 lost to another bootcamp (NP-12) is not payable."""
    answer = run(whole(), whole(), 'm3_requires_m2 = "payable"\none_m3 = false')
    assert results(answer, "M3") == {HERE: ("payable", set()), THERE: ("not reached", {"MC-11"})}


@pytest.mark.parametrize("readings", ["", "one_m3 = false"])
def test_one_job_offer_never_pays_two_spells_of_a_bootcamp(readings: str) -> None:
    again = make.finished(AimSeqNumber=4, LearnStartDate=date(2024, 5, 8))
    answer = pay(make.learner(*whole(), again), readings=readings)
    paid = [one["milestones"] for one in answer["bootcamps"]]
    assert [[one[name]["amount"] for one in paid] for name in ALL] == [
        ["1200.00", "0.00"],
        ["900.00", "0.00"],
        ["900.00", "0.00"],
    ]


@pytest.mark.parametrize("readings", ["", "one_m3 = false"])
@pytest.mark.parametrize("complete", [False, True])
def test_a_corrected_start_date_is_not_paid_again(readings: str, complete: bool) -> None:
    """What was paid under the old start stays, or moves to the new one where the return is complete."""
    paid = ledger_of(entry("M1", 120000), entry("M2", 90000), entry("M3", 90000))
    contracts = Contracts((make.contract(readings),))
    texts = [make.xml([make.learner(*whole(LearnStartDate=date(2024, 5, 2)))])]
    answer = document(settled(texts, contracts, paid, complete=complete))
    moved = {one["this_period"] for one in answer["totals"]}
    assert moved == {"0.00"}
    amounts = {
        one["bootcamp"]["LearnStartDate"]: [m["amount"] for m in one["milestones"].values()]
        for one in answer["bootcamps"]
    }
    full, nothing = ["1200.00", "900.00", "900.00"], ["0.00"] * 3
    assert amounts == {"2024-05-01": nothing if complete else full, "2024-05-02": full if complete else nothing}


# Continuing on two bootcamps (NP-13).


@pytest.mark.parametrize(
    ("here", "away", "readings", "wanted"),
    [
        pytest.param({}, {"LearnStartDate": date(2024, 5, 2)}, "",
                     {HERE: ("payable", set()), THERE: ("no pay", {"NP-13"})}, id="the later one is not paid"),
        pytest.param({"LearnStartDate": date(2024, 5, 3)}, {}, "",
                     {HERE: ("no pay", {"NP-13"}), THERE: ("payable", set())}, id="wherever it is"),
        pytest.param({"LearningDeliveryFAM": make.fams("SOF112", "FFI1")}, {"LearnStartDate": date(2024, 5, 2)}, "",
                     {HERE: ("no pay", {"NP-09"}), THERE: ("payable", set())},
                     id="an earlier one that is not payable does not count"),
        pytest.param({"LearningDeliveryFAM": make.fams("SOF112", "FFI1")}, {"LearnStartDate": date(2024, 5, 2)},
                     'two_continuing = "earliest_any"', {HERE: ("no pay", {"NP-09"}), THERE: ("no pay", {"NP-13"})},
                     id="by the other reading it does"),
        pytest.param({"CompStatus": 3, "LearnActEndDate": date(2024, 5, 10)}, {"LearnStartDate": date(2024, 5, 12)}, "",
                     {HERE: ("not reached", {"MC-02"}), THERE: ("payable", set())},
                     id="one that has ended is not continuing"),
    ],
)  # fmt: skip
def test_continuing_on_two_bootcamps(here: Thing, away: Thing, readings: str, wanted: Any) -> None:
    assert results(run([make.aim(**here)], [make.aim(**away)], readings), "M1") == wanted


def test_continuing_on_two_that_started_the_same_day_is_flagged_on_both() -> None:
    """AMB-43: the tie is broken as AMB-41 and both are flagged."""
    answer = run([make.aim()], [make.aim()])
    assert results(answer, "M1") == {HERE: ("payable", set()), THERE: ("no pay", {"NP-13"})}
    flagged = {one["UKPRN"] for one in answer["bootcamps"] for to_do in one["to_do"] if "TwoCont" in to_do["code"]}
    assert flagged == {HERE, THERE}


def test_of_three_continuing_only_one_is_paid() -> None:
    third = make.aim(LearnAimRef="Z0020002", AimSeqNumber=2, LearnStartDate=date(2024, 5, 3))
    answer = run([make.aim(LearnStartDate=date(2024, 5, 2)), third], [make.aim()])
    assert [one["milestones"]["M1"]["status"] for one in answer["bootcamps"]] == ["no pay", "no pay", "payable"]


# Breaks and restarts (AMB-44, AMB-53).


def restart(**fields: Any) -> Any:
    usual: Thing = {
        "AimSeqNumber": 2,
        "LearnStartDate": date(2024, 7, 1),
        "OrigLearnStartDate": make.START,
        "LearnPlanEndDate": date(2024, 9, 30),
        "LearningDeliveryFAM": make.fams("SOF112", "FFI1", "DAM023", "RES1"),
    }
    return make.aim(**{**usual, **fields})


@pytest.mark.parametrize(
    ("left", "wanted"),
    [
        pytest.param(date(2024, 5, 15), ["payable", "no pay"], id="the first spell passed day 14 and counts"),
        pytest.param(date(2024, 5, 14), ["not reached", "payable"], id="it did not: the restart earns Milestone 1"),
    ],
)
def test_a_restart_earns_no_second_milestone_1(left: date, wanted: list[str]) -> None:
    answer = pay(make.learner(make.aim(CompStatus=3, LearnActEndDate=left), restart()))
    assert [one["milestones"]["M1"]["status"] for one in answer["bootcamps"]] == wanted


def test_the_restart_is_judged_on_its_own_days() -> None:
    answer = pay(make.learner(make.aim(CompStatus=6, LearnActEndDate=date(2024, 5, 10)), restart()))
    assert milestone(answer, "M1", start=date(2024, 7, 1))["payable"]
    early = pay(
        make.learner(make.aim(CompStatus=6, LearnActEndDate=date(2024, 5, 10)), restart()), prepared=date(2024, 7, 14)
    )
    assert milestone(early, "M1", start=date(2024, 7, 1))["status"] == "not reached"


BREAK = {"CompStatus": 6, "LearnActEndDate": date(2024, 6, 10)}


@pytest.mark.parametrize(
    ("readings", "wanted"),
    [
        pytest.param("", ("held", "1200.00", "0.00", "unchanged"), id="what was paid is held"),
        pytest.param('status6_paid = "clawback"', ("no pay", "0.00", "-1200.00", "clawback"), id="or taken back"),
    ],
)
def test_on_a_break_after_milestone_1_was_paid(readings: str, wanted: tuple[str, ...]) -> None:
    answer = pay(make.learner(make.aim(**BREAK)), readings=readings, ledger=ledger_of(entry()))
    one = milestone(answer, "M1")
    assert (one["status"], one["amount"], one["this_period"], one["movement"]) == wanted


def test_on_a_break_nothing_new_is_paid() -> None:
    one = milestone(pay(make.learner(make.aim(**BREAK))), "M1")
    assert (one["status"], one["amount"]) == ("no pay", "0.00")


def test_money_that_is_held_stops_a_second_milestone_1() -> None:
    answer = pay(make.learner(make.aim(**BREAK), restart()), ledger=ledger_of(entry()))
    assert [one["milestones"]["M1"]["status"] for one in answer["bootcamps"]] == ["held", "no pay"]
    assert answer["totals"][0]["this_period"] == "0.00"


def test_left_for_good_after_the_break_keeps_milestone_1() -> None:
    aim = make.aim(CompStatus=3, LearnActEndDate=make.START + timedelta(days=14))
    one = milestone(pay(make.learner(aim), ledger=ledger_of(entry())), "M1")
    assert (one["status"], one["movement"]) == ("payable", "unchanged")


# The ledger decides too.

ENDED = {"CompStatus": 3, "LearnActEndDate": date(2024, 7, 1)}


@pytest.mark.parametrize(
    ("reading", "here", "away"),
    [
        pytest.param("earliest_start", ("payable", "1200.00", "new"), ("no pay", "-800.00", "clawback"),
                     id="the earlier start, found later, takes over"),
        pytest.param("first_paid", ("no pay", "0.00", "unchanged"), ("payable", "0.00", "unchanged"),
                     id="or what was paid first stays"),
    ],
)  # fmt: skip
def test_a_second_claim_found_later(reading: str, here: tuple[str, ...], away: tuple[str, ...]) -> None:
    later = date(2024, 5, 9)
    paid = entry(pence=80000, UKPRN=THERE, LearnRefNumber="X7", LearnAimRef=THERE_AIM, LearnStartDate=later)
    answer = run(
        [make.aim(**ENDED)],
        [make.aim(LearnStartDate=later, **ENDED)],
        f'dup_winner = "{reading}"',
        ledger=ledger_of(paid),
    )
    found = {
        one["UKPRN"]: tuple(one["milestones"]["M1"][key] for key in ("status", "this_period", "movement"))
        for one in answer["bootcamps"]
    }
    assert found == {HERE: here, THERE: away}


@pytest.mark.parametrize("reading", ["earliest_start", "first_paid"])
@pytest.mark.parametrize("complete", [False, True])
def test_paid_to_a_provider_that_is_not_in_this_run(reading: str, complete: bool) -> None:
    """Nobody can take that back here, so it counts, even where this one started earlier."""
    paid = entry(pence=80000, UKPRN=THERE, LearnRefNumber="X7", LearnAimRef=THERE_AIM, LearnStartDate=date(2024, 6, 1))
    readings = f'dup_winner = "{reading}"'
    answer = pay(make.learner(), readings=readings, ledger=ledger_of(paid), complete=complete)
    assert said(bootcamp(answer), "M1") == no_pay("NP-11")


def test_paid_elsewhere_and_taken_back_counts_no_more() -> None:
    away: Thing = {"UKPRN": THERE, "LearnRefNumber": "X7", "LearnAimRef": THERE_AIM}
    paid = ledger_of(entry(pence=80000, **away), entry(pence=-80000, **away))
    assert said(bootcamp(pay(make.learner(), ledger=paid)), "M1")[0] == "payable"


def test_paid_in_another_wave_counts_not() -> None:
    paid = entry(UKPRN=THERE, LearnAimRef=THERE_AIM, LearnStartDate=date(2024, 3, 31))
    assert said(bootcamp(pay(make.learner(), ledger=ledger_of(paid))), "M1")[0] == "payable"


def test_another_milestone_paid_elsewhere_counts_not() -> None:
    paid = entry("M2", UKPRN=THERE, LearnAimRef=THERE_AIM)
    assert said(bootcamp(pay(make.learner(), ledger=ledger_of(paid))), "M1")[0] == "payable"


def test_milestone_2_and_3_paid_elsewhere_count_too() -> None:
    away: Thing = {"UKPRN": THERE, "LearnRefNumber": "X7", "LearnAimRef": THERE_AIM}
    found = bootcamp(pay(make.learner(*whole()), ledger=ledger_of(entry("M2", **away), entry("M3", **away))))
    assert [said(found, name) for name in ("M2", "M3")] == [no_pay("NP-12"), not_reached("MC-14")]
