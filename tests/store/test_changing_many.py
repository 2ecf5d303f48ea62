"""One planned value changed for many learners: what would come of it, what comes of it, and that undone."""

from dataclasses import replace
from datetime import date

import pytest

from openlet.spec.years import year_of
from openlet.store.basis import current_basis
from openlet.store.changing import ADD, SET, TAKE, Planned, Preview, preview
from openlet.store.documents import tree_of
from openlet.store.models import Batch, Change, LearnerJudgement, LearnerRow, LearnerState, Provider
from openlet.store.refusals import NotDone
from openlet.store.services import (
    Wanted,
    add_learner,
    begin_year,
    change_many,
    keep_contract,
    set_dont_export,
    set_field,
    set_working_day,
    undo_batch,
    would_be,
)
from tests import make
from tests.store.keeping import ANN, BOB, YEAR, aim_path, document, row, year

AIM = "Learner/LearningDelivery/*"
LATER = Planned(f"{AIM}/LearnPlanEndDate", SET, "2024-09-06", make.BOOTCAMP)
ULNS = (1000000027, 1000000035, 1000000043)


def learners() -> list[int]:
    of = year()
    keep_contract(of.provider, "contract.toml", make.CONTRACT.encode(), ANN)
    set_working_day(of.provider, make.AS_OF)
    return [add_learner(of, ANN, "", tree_of(make.learner(ULN=uln, LearnRefNumber=None), YEAR)).learner for uln in ULNS]


def foreseen(planned: Planned = LATER) -> Preview:
    rows = list(LearnerRow.objects.select_related("document").order_by("pk"))
    return preview(rows, planned, current_basis(Provider.objects.get()))


def wanted(planned: Planned = LATER) -> list[Wanted]:
    return [one.wanted for one in foreseen(planned).changed]


def planned_end(learner: int) -> str:
    return str(document(learner)["Learner"]["LearningDelivery"][0].get("LearnPlanEndDate", ""))


def dams(learner: int) -> list[str]:
    fams = document(learner)["Learner"]["LearningDelivery"][0]["LearningDeliveryFAM"]
    return [one["LearnDelFAMCode"] for one in fams if one["LearnDelFAMType"] == "DAM"]


def test_a_value_is_changed_for_all_in_one_batch_and_undone_in_one() -> None:
    keys = learners()
    done = change_many(year(), wanted(), "Planned end date changed", ANN, "t")
    assert done.done == 3
    assert [planned_end(key) for key in keys] == ["2024-09-06"] * 3
    assert Batch.objects.get().text == "Planned end date changed for 3 learners"
    assert done.batch is not None
    undone = undo_batch(done.batch, ANN)
    assert (undone.done, undone.left_alone) == (3, ())
    assert [planned_end(key) for key in keys] == [make.STILL_TO_COME.isoformat()] * 3
    assert Change.objects.exclude(undoes=None).count() == 3


def test_the_rows_of_everybody_changed_are_up_to_date_afterwards() -> None:
    learners()
    change_many(year(), wanted(replace(LATER, text="2025-09-30")), "Planned end date changed", ANN, "t")
    for state in LearnerState.objects.select_related("learner"):
        assert state.version == state.learner.version
        assert state.no_pay == 1
    assert all(one.messages for one in LearnerJudgement.objects.all())


def test_the_preview_says_the_new_messages_and_what_becomes_of_the_money_and_writes_nothing() -> None:
    learners()
    changes = Change.objects.count()
    seen = foreseen(replace(LATER, text="2025-09-30"))
    assert [one.wanted.old for one in seen.changed] == [make.STILL_TO_COME.isoformat()] * 3
    for one in seen.changed:
        assert "NP-06" in {message["code"] for message in one.new_messages}
        assert one.gone_messages == []
        assert (one.now.state.payable, one.now.state.at_risk) == (120000, 0)
        assert (one.then.state.payable, one.then.state.at_risk) == (0, 300000)
    assert Change.objects.count() == changes
    assert not LearnerState.objects.filter(at_risk__gt=0).exists()


def test_what_the_preview_foresees_is_what_comes() -> None:
    keys = learners()
    planned = replace(LATER, text="2025-09-30")
    seen = {one.row.pk: one.then for one in foreseen(planned).changed}
    change_many(year(), wanted(planned), "Planned end date changed", ANN, "t")
    for key in keys:
        said = [(one["code"], one["text"]) for one in LearnerJudgement.objects.get(pk=key).messages]
        assert said == [(one["code"], one["text"]) for one in seen[key].judgement.messages]
        assert LearnerState.objects.get(pk=key).at_risk == seen[key].state.at_risk


def test_a_learner_who_has_the_value_already_is_not_changed() -> None:
    keys = learners()
    set_field(keys[1], f"{aim_path(keys[1])}/LearnPlanEndDate", "2024-09-06", make.STILL_TO_COME.isoformat(), ANN)
    assert [one.pk for one in foreseen().same] == [keys[1]]
    assert len(wanted()) == 2


def test_a_learner_changed_since_the_preview_is_left_alone_and_named() -> None:
    keys = learners()
    seen = wanted()
    set_field(keys[1], "Learner/GivenNames", "Else", "Person", BOB)
    done = change_many(year(), seen, "Planned end date changed", ANN, "t")
    assert done.done == 2
    assert [name for name, _ in done.left_alone] == [row(keys[1]).LearnRefNumber]
    assert "changed after this preview" in done.left_alone[0][1]
    assert planned_end(keys[1]) == make.STILL_TO_COME.isoformat()


def test_nothing_is_noted_where_nobody_could_be_changed() -> None:
    keys = learners()
    seen = wanted()
    for key in keys:
        set_dont_export(key, True, BOB)
    with pytest.raises(NotDone, match="Nothing was changed"):
        change_many(year(), seen, "Planned end date changed", ANN, "t")
    assert not Batch.objects.exists()


def test_the_same_page_changes_once() -> None:
    learners()
    seen = wanted()
    change_many(year(), seen, "Planned end date changed", ANN, "t")
    with pytest.raises(NotDone, match="done already"):
        change_many(year(), seen, "Planned end date changed", ANN, "t")


def test_a_learner_of_another_year_is_not_changed() -> None:
    learners()
    other = begin_year(make.UKPRN, year_of("2024-25"))
    with pytest.raises(NotDone, match="not in the return of this year"):
        change_many(other, wanted(), "Planned end date changed", ANN, "t")


def test_undo_leaves_a_value_alone_that_was_changed_again_and_says_so() -> None:
    keys = learners()
    done = change_many(year(), wanted(), "Planned end date changed", ANN, "t")
    set_field(keys[0], f"{aim_path(keys[0])}/LearnPlanEndDate", "2024-09-13", "2024-09-06", BOB)
    assert done.batch is not None
    undone = undo_batch(done.batch, ANN)
    assert undone.done == 2
    assert [name for name, _ in undone.left_alone] == [row(keys[0]).LearnRefNumber]
    assert planned_end(keys[0]) == "2024-09-13"


def test_a_code_is_added_where_it_is_not_there_and_taken_away_where_it_is() -> None:
    keys = learners()
    key = f"{AIM}/LearningDeliveryFAM:DAM"
    add, take = (Planned(key, how, "001", make.BOOTCAMP) for how in (ADD, TAKE))
    assert not wanted(take)
    done = change_many(year(), wanted(add), "DAM", ANN, "t")
    assert [dams(one) for one in keys] == [["023", "001"]] * 3
    assert not wanted(add)
    change_many(year(), wanted(take), "DAM", ANN, "u")
    assert [dams(one) for one in keys] == [["023"]] * 3
    assert done.done == 3


def test_a_code_that_finds_no_box_leaves_the_learner_alone() -> None:
    keys = learners()
    for number in range(5):
        change_many(year(), wanted(Planned(f"{AIM}/LearningDeliveryFAM:DAM", ADD, f"10{number}", make.BOOTCAMP)),
                    "DAM", ANN, f"t{number}")  # fmt: skip
    seen = foreseen(Planned(f"{AIM}/LearningDeliveryFAM:DAM", ADD, "001", make.BOOTCAMP))
    assert [one.pk for one, _ in seen.left_alone] == keys
    assert "6 DAM codes" in seen.left_alone[0][1]


def test_an_empty_text_takes_a_value_away() -> None:
    keys = learners()
    change_many(year(), wanted(replace(LATER, text="")), "Planned end date changed", ANN, "t")
    assert [planned_end(key) for key in keys] == [""] * 3


def test_a_field_of_the_learner_can_be_changed_too() -> None:
    keys = learners()
    hours = Planned("Learner/PlanLearnHours", SET, "140", make.BOOTCAMP)
    change_many(year(), wanted(hours), "Planned hours", ANN, "t")
    assert {document(key)["Learner"]["PlanLearnHours"] for key in keys} == {"140"}


def test_a_learner_without_the_bootcamp_or_with_two_of_it_is_left_alone() -> None:
    keys = learners()
    of = year()
    other = add_learner(of, ANN, "", tree_of(make.learner(make.aim(LearnAimRef="Z0020002"), LearnRefNumber=None), YEAR))
    two = make.learner(make.aim(), make.aim(AimSeqNumber=2, LearnStartDate=make.PLANNED_END), LearnRefNumber=None)
    twice = add_learner(of, ANN, "", tree_of(two, YEAR))
    seen = foreseen()
    assert [one.row.pk for one in seen.changed] == keys
    reasons = {one.pk: why for one, why in seen.left_alone}
    assert "has no Z0020001" in reasons[other.learner]
    assert "2 aims Z0020001" in reasons[twice.learner]
    named = foreseen(replace(LATER, start=make.START.isoformat()))
    assert twice.learner in [one.row.pk for one in named.changed]


def test_rows_that_would_be_count_the_records_of_the_same_person_in_another_year() -> None:
    learners()
    of = year()
    first = add_learner(of, ANN, "", tree_of(make.learner(make.finished(), ULN=1000000051, LearnRefNumber=None), YEAR))
    later = make.learner(make.milestone(day=date(2024, 8, 5)), ULN=1000000051, LearnRefNumber=None)
    other = year_of("2024-25")
    add_learner(begin_year(make.UKPRN, other), ANN, row(first.learner).LearnRefNumber, tree_of(later, other))
    rows = would_be({first.learner: document(first.learner)}, current_basis(Provider.objects.get()))
    assert [one.M2 for one in rows[first.learner].bootcamps] == ["payable"]
