"""What moves against the ledger: new, unchanged, taken back, restored, and what is kept (C.2, A-164, AMB-44)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from openlet.contracts.terms import Contracts
from openlet.payments.ledger import MISTAKE, Entry, Ledger
from openlet.payments.movement import Movement, movement
from openlet.payments.settled import movements
from openlet.reports.pay import document, notes
from tests import make
from tests.payments.reference import Thing
from tests.payments.settling import bootcamp, codes, entry, ledger_of, pay, settled
from tests.payments.test_milestone_2 import z2
from tests.payments.test_milestone_3 import OCTOBER, ONLY_Z3, last_year, this_year, z3
from tests.payments.worlds import ULNS

ALL = ("M1", "M2", "M3")
LITERAL = 'm1_status = "continuing_in_a_return"'


def paid(*pence: int) -> list[Entry]:
    return [entry(pence=one) for one in pence]


@pytest.mark.parametrize(
    ("entitlement", "before", "keep", "wanted"),
    [
        pytest.param(100, [], None, Movement(100, 0, "new"), id="nothing paid yet"),
        pytest.param(0, [], None, Movement(0, 0, "unchanged"), id="nothing earned, nothing paid"),
        pytest.param(100, [100], None, Movement(100, 100, "unchanged"), id="paid already"),
        pytest.param(100, [60], None, Movement(100, 60, "new"), id="the difference is paid"),
        pytest.param(60, [100], None, Movement(60, 100, "clawback"), id="the difference is taken back"),
        pytest.param(0, [100], None, Movement(0, 100, "clawback"), id="all is taken back"),
        pytest.param(0, [100], "why", Movement(100, 100, "unchanged", "why"), id="kept"),
        pytest.param(100, [100, -100], None, Movement(100, 0, "restored"), id="taken back before, earned again"),
        pytest.param(0, [100, -100], None, Movement(0, 0, "unchanged"), id="taken back before, still not earned"),
        pytest.param(0, [100, -100], "why", Movement(0, 0, "unchanged"), id="nothing is left to keep"),
        pytest.param(100, [60], "why", Movement(100, 60, "new"), id="keeping never stops a payment"),
    ],
)
def test_what_moves(entitlement: int, before: list[int], keep: str | None, wanted: Movement) -> None:
    found = movement(entitlement, paid(*before), keep)
    assert found == wanted
    assert found.this_period == wanted.entitlement - sum(before)


# Through files. Everything has been paid: what does a later return move?

EVERYTHING = (entry("M1", 120000), entry("M2", 90000), entry("M3", 90000))


def whole(**fields: Any) -> list[Any]:
    return [make.finished(**fields), z2(), z3()]


def moved(answer: Thing) -> list[str]:
    """This period's money of the three milestones of the one bootcamp."""
    return [bootcamp(answer)["milestones"][name]["this_period"] for name in ALL]


@pytest.mark.parametrize("complete", [False, True])
@pytest.mark.parametrize(
    ("aims", "wanted"),
    [
        pytest.param(whole(), ["0.00", "0.00", "0.00"], id="still supported"),
        pytest.param(whole(Outcome=3), ["0.00", "-900.00", "-900.00"], id="not achieved after all"),
        pytest.param(whole(CompStatus=3), ["0.00", "-900.00", "-900.00"], id="withdrawn after all"),
        pytest.param(whole(CompStatus=3, LearnActEndDate=date(2024, 5, 10)), ["-1200.00", "-900.00", "-900.00"],
                     id="left before day 14 after all"),
        pytest.param([make.finished(), z2(Outcome=3), z3()], ["0.00", "-900.00", "0.00"],
                     id="Z0010211 not achieved after all"),
        pytest.param([make.finished(), z2(), z3(LearnActEndDate=date(2024, 8, 13))], ["0.00", "0.00", "-900.00"],
                     id="the dates of Z0010212 differ now"),
        pytest.param(whole(LearningDeliveryFAM=make.fams("SOF112", "FFI1")), ["-1200.00", "-900.00", "-900.00"],
                     id="DAM 023 was removed"),
        pytest.param([make.finished(), z2(ProviderSpecDeliveryMonitoring=[]), z3()], ["0.00", "-900.00", "0.00"],
                     id="Z0010211 names no bootcamp now"),
    ],
)  # fmt: skip
def test_a_later_return_that_says_otherwise_takes_money_back(
    aims: list[Any], wanted: list[str], complete: bool
) -> None:
    answer = pay(make.learner(*aims), ledger=ledger_of(*EVERYTHING), complete=complete)
    assert moved(answer) == wanted
    assert [one["this_period"] for one in answer["sign_off"]] == [one for one in wanted if one != "0.00"]


@pytest.mark.parametrize(
    ("aims", "complete", "wanted"),
    [
        pytest.param([make.finished(), z2()], False, ["0.00", "0.00", "0.00"], id="Z0010212 is gone: kept"),
        pytest.param([make.finished(), z2()], True, ["0.00", "0.00", "-900.00"], id="gone from a complete return"),
        pytest.param([make.finished(), z3()], False, ["0.00", "0.00", "0.00"], id="Z0010211 is gone: kept"),
        pytest.param([make.finished(), z3()], True, ["0.00", "-900.00", "0.00"],
                     id="gone from a complete return; it was returned once, so Milestone 3 stays"),
        pytest.param([make.finished()], True, ["0.00", "-900.00", "-900.00"], id="both gone from a complete return"),
    ],
)  # fmt: skip
def test_absence_takes_nothing_back_unless_the_return_is_complete(
    aims: list[Any], complete: bool, wanted: list[str]
) -> None:
    answer = pay(make.learner(*aims), ledger=ledger_of(*EVERYTHING), complete=complete)
    assert moved(answer) == wanted
    held = [one["status"] == "held" for one in bootcamp(answer)["milestones"].values()]
    assert any(held) == (not complete or (len(aims) > 1 and aims[1].LearnAimRef == "Z0010212"))


def test_absence_is_noted_for_the_reader() -> None:
    found = settled([make.xml([make.learner(make.finished(), z2())])], ledger=ledger_of(*EVERYTHING))
    assert "add --complete-return" in notes(found)[-1]


def test_milestone_3_that_needs_a_payable_milestone_2_goes_with_it() -> None:
    readings = 'm3_requires_m2 = "payable"'
    lost = pay(make.learner(make.finished(), z2(Outcome=3), z3()), readings=readings, ledger=ledger_of(*EVERYTHING))
    assert moved(lost) == ["0.00", "-900.00", "-900.00"]
    kept = pay(make.learner(make.finished(), z3()), readings=readings, ledger=ledger_of(*EVERYTHING))
    assert moved(kept) == ["0.00", "0.00", "0.00"]


def gone(complete: bool, *texts: str, ledger: Ledger | None = None) -> Thing:
    other = make.learner(LearnRefNumber="L0002", ULN=make.OTHER_ULN, DateOfBirth=date(1991, 1, 1))
    texts = texts or (make.xml([other]),)
    return document(settled(texts, ledger=ledger or ledger_of(*EVERYTHING), complete=complete))


def test_a_learner_who_is_gone_keeps_the_money() -> None:
    found = [one for one in gone(False)["bootcamps"] if one["ULN"] == make.ULN]
    assert [one["milestones"][name]["status"] for one in found for name in ALL] == ["held"] * 3
    assert [one["milestones"][name]["this_period"] for one in found for name in ALL] == ["0.00"] * 3


def test_a_learner_who_is_gone_from_a_complete_return_pays_back() -> None:
    answer = gone(True)
    found = [one for one in answer["bootcamps"] if one["ULN"] == make.ULN]
    assert [one["milestones"][name]["this_period"] for one in found for name in ALL] == [
        "-1200.00",
        "-900.00",
        "-900.00",
    ]
    assert len(answer["sign_off"]) == 3
    assert answer["totals"][0]["previously_paid"] == "3000.00"


def test_a_provider_that_is_not_in_the_run_is_left_alone() -> None:
    away = [replace(one, UKPRN=10999992) for one in EVERYTHING]
    answer = gone(True, ledger=ledger_of(*away))
    assert [one["ULN"] for one in answer["bootcamps"]] == [make.OTHER_ULN]


def test_absence_in_the_next_year_is_no_removal() -> None:
    """A-164: the 2024-25 return is complete, and the bootcamp of 2023-24 is not in it."""
    nobody = make.learner(make.aim(LearnAimRef="Z9999999"), LearnRefNumber="L0003", ULN=make.OTHER_ULN)
    answer = gone(True, this_year(nobody))
    assert answer["totals"][0]["this_period"] == "0.00"
    assert answer["sign_off"] == []


LAST = (entry("M1", 120000), entry("M2", 90000), entry("M3", 90000, year=2425))


def test_the_older_years_file_missing_takes_nothing_back() -> None:
    """Z0010212 is still returned in 2024-25; only the 2023-24 file with the bootcamp was not given this time."""
    for ledger in (ledger_of(*LAST), ledger_of(LAST[2])):
        answer = gone(True, this_year(), ledger=ledger)
        assert answer["totals"][0]["this_period"] == "0.00"


def test_the_newer_years_file_missing_takes_nothing_back() -> None:
    answer = gone(True, last_year(), ledger=ledger_of(*LAST))
    assert moved(answer) == ["0.00", "0.00", "0.00"]


def test_both_files_complete_and_z0010212_removed() -> None:
    nobody = make.learner(make.aim(LearnAimRef="Z9999999"), LearnRefNumber="L0003", ULN=make.OTHER_ULN)
    answer = gone(True, last_year(), this_year(nobody), ledger=ledger_of(*LAST))
    assert moved(answer) == ["0.00", "0.00", "-900.00"]


def test_what_cannot_be_judged_now_is_kept() -> None:
    answer = pay(make.learner(*whole(LSDPostcode="B99 9XX")), ledger=ledger_of(*EVERYTHING), complete=True)
    assert moved(answer) == ["0.00", "0.00", "0.00"]
    assert {one["status"] for one in bootcamp(answer)["milestones"].values()} == {"held"}


def test_a_run_without_the_providers_contract_takes_nothing_back() -> None:
    text = make.CONTRACT.replace("10999991", "10999992")
    contracts = Contracts((make.contract(text=text),))
    answer = document(settled([make.xml([make.learner(*whole())])], contracts, ledger_of(*EVERYTHING), complete=True))
    assert moved(answer) == ["0.00", "0.00", "0.00"]
    assert "NP-01" in codes(bootcamp(answer), "M1")


def test_an_older_return_takes_nothing_back() -> None:
    """Paid as of October; a run on the return of August knows less, so it is no evidence."""
    later = [replace(one, as_of=date(2024, 10, 18)) for one in EVERYTHING]
    august = make.learner(make.aim())
    assert moved(pay(august, ledger=ledger_of(*later), complete=True)) == ["0.00", "0.00", "0.00"]
    assert gone(True, ledger=ledger_of(*later))["sign_off"] == []
    assert moved(pay(august, ledger=ledger_of(*EVERYTHING))) == ["0.00", "-900.00", "-900.00"]


@pytest.mark.parametrize("complete", [False, True])
def test_continuing_was_shown_by_a_return_that_is_not_given_now(complete: bool) -> None:
    kept = pay(make.learner(make.finished()), readings=LITERAL, ledger=ledger_of(entry()), complete=complete)
    assert moved(kept)[0] == "0.00"
    left = make.aim(CompStatus=3, LearnActEndDate=date(2024, 5, 10))
    assert moved(pay(make.learner(left), readings=LITERAL, ledger=ledger_of(entry())))[0] == "-1200.00"


@pytest.mark.parametrize(
    ("before", "wanted", "how"),
    [
        pytest.param(120000, "-120.00", "clawback", id="a contribution was added: the difference comes back"),
        pytest.param(84000, "240.00", "new", id="the contribution became smaller: the difference is paid"),
    ],
)
def test_a_contribution_that_changed(before: int, wanted: str, how: str) -> None:
    aim = make.aim(
        LearningDeliveryFAM=make.fams("SOF112", "FFI2", "DAM023"),
        ProviderSpecDeliveryMonitoring=make.boxes("Contribution 10"),
    )
    one = bootcamp(pay(make.learner(aim), ledger=ledger_of(entry(pence=before))))["milestones"]["M1"]
    assert (one["amount"], one["this_period"], one["movement"]) == ("1080.00", wanted, how)


def test_taken_back_and_restored() -> None:
    ledger = ledger_of(entry(), entry(pence=-120000))
    one = bootcamp(pay(make.learner(), ledger=ledger))["milestones"]["M1"]
    assert (one["this_period"], one["movement"]) == ("1200.00", "restored")


def test_a_recording_that_was_a_mistake_leaves_the_money_as_never_paid() -> None:
    ledger = ledger_of(entry(), entry(pence=-120000, reason=MISTAKE))
    one = bootcamp(pay(make.learner(), ledger=ledger))["milestones"]["M1"]
    assert (one["previously_paid"], one["this_period"], one["movement"]) == ("0.00", "1200.00", "new")


@pytest.mark.parametrize("uln", [None, 9999999999, 1234567890])
def test_what_goes_back_from_a_learner_without_a_real_uln_is_recorded(uln: int | None) -> None:
    """Under the ULN that it was paid under, so that the ledger adds up and the ULN is free again."""
    ledger = ledger_of(entry())
    found = settled([make.xml([make.learner(ULN=uln)])], ledger=ledger)
    assert moved(document(found))[0] == "-1200.00"
    ledger.add(movements(found))
    assert [(one.ULN, one.pence) for one in ledger.entries] == [(make.ULN, 120000), (make.ULN, -120000)]
    assert moved(pay(make.learner(ULN=uln), ledger=ledger))[0] == "0.00"


def test_a_movement_under_a_temporary_uln_is_nobodys() -> None:
    """Of two learners with temporary ULNs on one bootcamp, one never inherits the other's movements."""
    ledger = ledger_of(entry(), entry(pence=-120000, ULN=9999999999))
    answer = pay(make.learner(ULN=9999999999, LearnRefNumber="L0002"), ledger=ledger)
    assert moved(answer) == ["0.00", "0.00", "0.00"]


# Whose money it was.


def test_a_corrected_uln_keeps_what_was_paid() -> None:
    answer = pay(make.learner(ULN=make.OTHER_ULN), ledger=ledger_of(entry()))
    assert bootcamp(answer)["milestones"]["M1"]["movement"] == "unchanged"


def test_a_corrected_uln_with_a_new_reference_keeps_what_was_paid() -> None:
    learner = make.learner(ULN=make.OTHER_ULN, LearnRefNumber="N1", PrevLearnRefNumber="L0001")
    assert bootcamp(pay(learner, ledger=ledger_of(entry())))["milestones"]["M1"]["movement"] == "unchanged"


def test_a_uln_that_was_somebody_elses_does_not_stop_their_payment() -> None:
    """Paid here under a mistyped ULN that belongs to a learner elsewhere; it has been corrected since."""
    ours = make.learner(ULN=make.OTHER_ULN)
    theirs = make.learner(LearnRefNumber="X7", DateOfBirth=date(1980, 1, 1))
    text = make.CONTRACT.replace("10999991", "10999992").replace("Z002000", "Z002100")
    theirs.LearningDelivery[0].LearnAimRef = "Z0021001"
    contracts = Contracts((make.contract(), make.contract(text=text)))
    texts = [make.xml([ours]), make.xml([theirs], ukprn=10999992)]
    answer = document(settled(texts, contracts, ledger_of(entry())))
    assert [one["milestones"]["M1"]["movement"] for one in answer["bootcamps"]] == ["unchanged", "new"]


def test_two_learners_with_one_reference_each_keep_their_own() -> None:
    """The same reference by mistake, the same bootcamp and start: the ULN tells whose money it was."""
    two = [make.learner(), make.learner(ULN=make.OTHER_ULN, DateOfBirth=date(1991, 1, 1))]
    ledger = Ledger()
    for period in ("1200.00", "0.00", "0.00"):
        found = settled([make.xml(two)], ledger=ledger)
        assert [one["milestones"]["M1"]["this_period"] for one in document(found)["bootcamps"]] == [period] * 2
        ledger.add(movements(found))


def test_taken_back_under_a_corrected_uln_is_taken_back_once() -> None:
    assert len(gone(True, ledger=ledger_of(entry()))["sign_off"]) == 1
    assert gone(True, ledger=ledger_of(entry(), entry(pence=-120000, ULN=ULNS[3])))["sign_off"] == []


def test_a_bootcamp_gone_is_taken_back_once() -> None:
    ledger = ledger_of(*EVERYTHING)
    other = make.learner(LearnRefNumber="L0002", ULN=make.OTHER_ULN, DateOfBirth=date(1991, 1, 1))
    for period in ("-1800.00", "0.00"):  # less 3,000 for the one who is gone, plus 1,200 for the other
        found = settled([make.xml([other])], ledger=ledger, complete=True)
        assert document(found)["totals"][0]["this_period"] == period
        ledger.add(movements(found))


def test_the_ledger_adds_up_to_the_entitlements() -> None:
    ledger = Ledger()
    for texts in ([last_year()], [last_year(), this_year()], [last_year(make.learner(make.finished())), this_year()]):
        found = settled(texts, ledger=ledger, complete=True)
        ledger.add(movements(found))
        amounts = {name: one["amount"] for name, one in bootcamp(document(found))["milestones"].items()}
        for name in ALL:
            assert sum(one.pence for one in ledger.entries if one.milestone == name) == float(amounts[name]) * 100
    assert [one.pence for one in ledger.entries] == [120000, 90000, 90000, -90000]
    assert [one.year for one in ledger.entries] == [2324, 2324, 2425, 2324]
    assert [one.sign_off for one in ledger.entries] == [False, False, False, True]


def test_an_offer_of_another_year_is_recorded_with_its_year() -> None:
    assert ONLY_Z3.LearningDelivery[0].LearnStartDate == OCTOBER
    found = movements(settled([last_year(), this_year()]))
    assert [(one.milestone, one.year) for one in found] == [("M1", 2324), ("M2", 2324), ("M3", 2425)]
