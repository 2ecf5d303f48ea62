"""The work list: in step with what was found, with owner, done and reason; the same lines as the report ``to-do``."""

from datetime import date
from pathlib import Path

import pytest

from openlet.ilr.opening import source
from openlet.payments.ledger import Ledger
from openlet.reports.judged import FileRead, judged
from openlet.reports.seen import Watch
from openlet.reports.to_do import items
from openlet.scale.stage_one import open_ilr_file, stage_one
from openlet.scale.stage_two import stage_two
from openlet.store.basis import current_basis, working_day
from openlet.store.models import Provider, WorkItem
from openlet.store.refusals import NotDone
from openlet.store.services import (
    REPLACE,
    assign_work,
    delete_learner,
    examine,
    export_file,
    import_examined,
    keep_contract,
    line_of,
    mark_done,
    open_again,
    refresh_all,
    set_dont_export,
    set_field,
    set_slot,
    set_working_day,
    undelete_learner,
)
from tests import make
from tests.store.keeping import ANN, BOB, YEAR, aim_path, document, file, kept, row, year

WITHOUT_023 = make.fams("SOF112", "FFI1")
NEXT_DAY = date(2024, 8, 21)


@pytest.fixture(autouse=True)
def provider() -> Provider:
    whose: Provider = year().provider
    keep_contract(whose, "contract.toml", make.CONTRACT.encode(), ANN)
    set_working_day(whose, make.AS_OF)
    return whose


def stopped() -> int:
    """A learner whom one thing stops: DAM 023 is missing."""
    return kept(make.learner(make.aim(LearnPlanEndDate=date(2024, 9, 30), LearningDeliveryFAM=WITHOUT_023))).learner


def work(learner: int, **where: object) -> list[WorkItem]:
    return list(WorkItem.objects.filter(learner_id=learner, **where).order_by("priority", "pk"))


def only(learner: int, **where: object) -> WorkItem:
    (item,) = work(learner, **where)
    return item


def mend(learner: int) -> None:
    set_slot(learner, f"{aim_path(learner)}/LearningDeliveryFAM:DAM:1", "023", "", ANN)


def history(item: WorkItem) -> list[tuple[str, str, str, str]]:
    return [(one.what, one.old, one.new, one.who) for one in item.changes.order_by("pk")]


def test_what_stops_a_payment_is_on_the_list_with_its_money_and_goes_to_the_box() -> None:
    learner = stopped()
    item = only(learner, code="NP-09")
    assert (item.state, item.priority, item.kind, item.pence) == ("open", 1, "no-pay", 120_000)
    assert item.place == f"{aim_path(learner)}/LearningDeliveryFAM:DAM"
    assert item.deadline == date(2024, 9, 16)


def test_what_is_mended_is_closed_by_itself_and_opened_again_with_its_owner_if_it_comes_back() -> None:
    learner = stopped()
    assign_work([only(learner, code="NP-09").pk], "Mary", ANN)
    mend(learner)
    item = only(learner, code="NP-09")
    assert (item.state, item.closed_when is not None) == ("closed", True)
    set_slot(learner, f"{aim_path(learner)}/LearningDeliveryFAM:DAM:1", "", "023", ANN)
    item = only(learner, code="NP-09")
    assert (item.state, item.owner) == ("open", "Mary")
    assert history(item) == [
        ("assigned", "", "Mary", ANN),
        ("closed", "", "", ""),
        ("opened again", "", "", ""),
    ]


def test_what_is_said_to_be_done_rests_today_and_comes_back_with_its_reason_if_nothing_was_mended(
    provider: Provider,
) -> None:
    learner = stopped()
    mark_done([only(learner, code="NP-09").pk], "  asked the college ", BOB)
    item = only(learner, code="NP-09")
    assert (item.state, item.reason, item.done_by) == ("done", "asked the college", BOB)
    set_working_day(provider, NEXT_DAY)
    provider.refresh_from_db()
    refresh_all(current_basis(provider))
    item = only(learner, code="NP-09")
    assert (item.state, item.came_back, item.reason, item.done_by) == ("open", True, "asked the college", BOB)
    assert [one[0] for one in history(item)] == ["done", "came back"]
    assert "came back" in str(line_of(item, NEXT_DAY).done)


def test_what_is_said_to_be_done_comes_back_after_a_change_that_does_not_mend_it() -> None:
    learner = stopped()
    mark_done([only(learner, code="NP-09").pk], "done", BOB)
    set_field(learner, "Learner/FamilyName", "Ashe", document(learner)["Learner"]["FamilyName"], ANN)
    assert only(learner, code="NP-09").came_back
    mend(learner)
    assert (only(learner, code="NP-09").state, only(learner, code="NP-09").came_back) == ("closed", False)


def test_done_needs_a_reason_and_can_be_opened_again() -> None:
    item = only(stopped(), code="NP-09")
    with pytest.raises(NotDone, match="in a few words"):
        mark_done([item.pk], "  ", ANN)
    mark_done([item.pk], "told the tutor", ANN)
    assert open_again([item.pk], ANN) == 1
    item.refresh_from_db()
    assert (item.state, item.reason) == ("open", "told the tutor")


def test_many_are_given_to_somebody_at_once_and_those_who_have_them_already_do_not_count() -> None:
    first, second = stopped(), kept(make.learner(make.aim(LearningDeliveryFAM=WITHOUT_023), ULN=make.OTHER_ULN)).learner
    keys = [one.pk for one in (*work(first), *work(second))]
    assert assign_work(keys[:1], "Mary", ANN) == 1
    assert assign_work(keys, "Mary", ANN) == len(keys) - 1
    with pytest.raises(NotDone, match="longer than 100"):
        assign_work(keys, "x" * 101, ANN)


def test_what_keeps_a_learner_out_of_the_export_holds_up_what_is_payable_now() -> None:
    learner = kept(make.learner(make.aim(LearnPlanEndDate=date(2024, 9, 30)), Ethnicity=None)).learner
    item = only(learner, kind="export")
    assert (item.priority, item.pence, item.alone, item.place) == (1, 120_000, 120_000, "Learner/Ethnicity")
    set_field(learner, "Learner/Ethnicity", "31", "", ANN)
    assert only(learner, kind="export").state == "closed"


def test_the_tick_that_keeps_a_learner_out_of_the_export_is_on_the_list_while_money_waits() -> None:
    learner = kept(make.learner(make.aim(LearnPlanEndDate=date(2024, 9, 30)))).learner
    set_dont_export(learner, True, ANN)
    item = only(learner, kind="export")
    assert (item.pence, item.place, item.found) == (120_000, "dont-export-tick", "ticked")


def test_work_of_a_deleted_learner_is_closed_and_comes_back_with_the_learner() -> None:
    learner = stopped()
    delete_learner(learner, ANN)
    assert {one.state for one in work(learner)} == {"closed"}
    undelete_learner(learner, ANN)
    assert only(learner, code="NP-09").state == "open"


def test_work_of_learners_whom_an_import_replaces_is_closed() -> None:
    learner = stopped()
    other = file(make.learner(LearnRefNumber="L0099"))
    import_examined(other, ANN, YEAR, REPLACE, examine(other, YEAR).plans[REPLACE].mark)
    assert row(learner).deleted is not None
    assert {one.state for one in work(learner)} == {"closed"}


def test_the_history_of_work_is_only_added_to() -> None:
    item = only(stopped(), code="NP-09")
    assign_work([item.pk], "Mary", ANN)
    with pytest.raises(TypeError, match="only added to"):
        item.changes.all().delete()


def test_the_list_of_those_who_are_exported_is_the_report_to_do_of_the_exported_file(
    provider: Provider, folder: Path
) -> None:
    ended = make.finished(LearnActEndDate=date(2024, 7, 31))
    unplaced = make.milestone(ProviderSpecDeliveryMonitoring=make.boxes("Z0020002"))
    people = [
        make.learner(make.aim(LearningDeliveryFAM=WITHOUT_023)),
        make.learner(make.finished(), unplaced, ULN=make.OTHER_ULN),
        make.learner(ended, ULN=1000000051, PlanLearnHours=9999),
        make.learner(make.aim(CompStatus=3, LearnActEndDate=date(2024, 5, 9)), ULN=1000000078),
    ]
    for one in people:
        kept(one)
    set_working_day(provider, date(2025, 1, 15))
    provider.refresh_from_db()
    refresh_all(current_basis(provider))
    exported = export_file(folder / "exports", ANN, prepared=date(2025, 1, 15))
    assert exported.learners == len(people)
    opened = open_ilr_file(source(str(exported.path)))
    watch, basis, day = Watch(in_words=True), current_basis(provider), working_day(provider)
    assert basis.contracts is not None
    found = stage_one(opened, basis.contracts, day, None, watch)
    settled = stage_two([found], basis.contracts, Ledger(), day, False)
    file = FileRead(found.returned, tuple(found.claims), found.destinations, watch.seen())
    of_the_file = [item.line for item in items(judged(settled, [file]))]
    of_the_store = [line_of(item, day) for item in WorkItem.objects.filter(state="open")]
    assert {one.kind for one in of_the_file} >= {"no-pay", "claim", "window", "refused"}
    assert [one.cells() for one in sorted(of_the_store, key=lambda line: line.order)] == [
        one.cells() for one in of_the_file
    ]
