"""History in the browser: every change in words, undo of one's own, and back to a snapshot after a preview."""

import getpass
from pathlib import Path

import pytest
from django.test import Client

from openlet.store.models import LearnerRow, Snapshot
from openlet.store.services import (
    add_record,
    delete_learner,
    remove_record,
    set_dont_export,
    set_field,
    snapshot_content,
    take_snapshot_now,
)
from tests.store.keeping import ANN, BOB, aim_path, document, documents, imported, kept, row, year
from tests.web.pages import confirm, file_of, hidden, learners, result, said, sent_in

ME = getpass.getuser()


@pytest.fixture
def learner(folder: Path) -> int:
    return kept(reference="L0001").learner


def changed(learner: int, name: str, who: str = ME) -> None:
    set_field(learner, "Learner/FamilyName", name, document(learner)["Learner"]["FamilyName"], who)


# The whole return.


def test_every_kind_of_change_is_listed_in_words_newest_first(browser: Client, learner: int) -> None:
    aim = aim_path(learner)
    changed(learner, "Smith", BOB)
    set_field(learner, f"{aim}/LearnPlanEndDate", "2024-07-31", "2024-09-30", ANN)
    saved = add_record(learner, f"{aim}/LearningDeliveryFAM", ANN, {"LearnDelFAMType": "DAM", "LearnDelFAMCode": "001"})
    remove_record(learner, f"{aim}/LearningDeliveryFAM/{saved.record}", row(learner).version, ANN)
    set_dont_export(learner, True, ANN)
    delete_learner(learner, ANN)
    text = said(browser.get("/2324/history"))
    found = [
        "ann L0001 Learner deleted",
        "ann L0001 Don't export not ticked ticked",
        "ann L0001 Learning Delivery Z0020001, Funding and monitoring DAM DAM 001 (",
        "ann L0001 Learning Delivery Z0020001, Learning planned end date 30 September 2024 31 July 2024",
        "bob L0001 Family name Invented Smith",
        "ann L0001 Learner added",
    ]
    places = [text.index(words) for words in found]
    assert places == sorted(places)
    assert "7 changes" in text


def test_changes_are_found_by_learner_and_by_person_and_paged(browser: Client, learner: int) -> None:
    other = kept(reference="L0002").learner
    changed(other, "Jones", BOB)
    assert "2 changes" in said(browser.get("/2324/history?learner=l0002"))
    by_bob = said(browser.get("/2324/history?learner=L0002&person=bob"))
    assert "1 change " in by_bob
    assert "Jones" in by_bob
    assert "No change is found like that." in said(browser.get("/2324/history?learner=L0009"))
    for number in range(60):
        changed(learner, f"Name {number % 7} {number}", BOB)
    page = browser.get("/2324/history?person=bob&page=2")
    assert "61 changes" in said(page)
    assert "?person=bob&amp;page=1" in page.content.decode()
    assert "Jones" in said(page)


def test_what_an_import_changed_in_a_record_is_shown(browser: Client, learner: int) -> None:
    changed(learner, "Smith", BOB)
    imported(*learners("L0001", FamilyName="Jones"), name="new.xml")
    text = said(browser.get("/2324/history"))
    assert "L0001 Record replaced (import of new.xml) Family name: Smith → becomes Jones" in text


# Snapshots.


def test_snapshots_are_listed_with_why_who_and_how_many(browser: Client, learner: int) -> None:
    imported(*learners("L0002"), name="new.xml")
    take_snapshot_now(year(), BOB)
    text = said(browser.get("/2324/history/snapshots"))
    assert f"Before the import of new.xml {ANN} 1 Restore" in text
    assert "Undo this import" in text
    assert f"Before the first change of the day {BOB} 2 Restore" in text


def test_the_whole_return_is_restored_after_a_preview_and_what_stood_is_kept(browser: Client, learner: int) -> None:
    gone = kept(reference="L0002").learner
    snapshot = take_snapshot_now(year(), ANN).pk
    before = documents()
    changed(learner, "Smith", BOB)
    delete_learner(gone, BOB)
    kept(reference="L0003")
    page = browser.get(f"/2324/history/snapshots/{snapshot}")
    text = said(page)
    assert "Put back 1 Brought back 1 Deleted 1 Unchanged 0" in text
    assert "L0001 Smith, Person put back Family name: Smith → becomes Invented" in text
    assert "L0002 Invented, Person brought back" in text
    assert "L0003 Invented, Person deleted" in text
    answer = browser.post(f"/2324/history/snapshots/{snapshot}", {"mark": hidden(page, "mark")})
    assert "Restored: 3 learners changed." in said(result(browser, answer))
    assert documents() == before
    newest = Snapshot.objects.latest("pk")
    assert newest.why == "restore"
    names = [one["document"]["Learner"]["FamilyName"] for one in snapshot_content(newest.pk)["learners"]]
    assert names == ["Smith", "Invented", "Invented"]
    again = said(browser.get(f"/2324/history/snapshots/{snapshot}"))
    assert "The return stands as it did then: there is nothing to restore." in again


def test_one_learner_is_restored_and_the_others_stay(browser: Client, learner: int) -> None:
    other = kept(reference="L0002").learner
    snapshot = take_snapshot_now(year(), ANN).pk
    changed(learner, "Smith", BOB)
    changed(other, "Jones", BOB)
    for query in (f"key={learner}", "learner=L0001"):
        page = browser.get(f"/2324/history/snapshots/{snapshot}/learner?{query}")
        assert "Family name: Smith → becomes Invented" in said(page)
        assert "Jones" not in said(page)
    form = {"mark": hidden(page, "mark"), "learner": "L0001"}
    after = result(browser, browser.post(f"/2324/history/snapshots/{snapshot}/learner", form))
    assert "Restored: 1 learner changed." in said(after)
    assert after.redirect_chain[-1][0].startswith(f"/learner/{learner}/history")
    assert document(learner)["Learner"]["FamilyName"] == "Invented"
    assert document(other)["Learner"]["FamilyName"] == "Jones"


def test_a_learner_whom_the_snapshot_does_not_hold_is_said(browser: Client, learner: int) -> None:
    snapshot = take_snapshot_now(year(), ANN).pk
    page = browser.get(f"/2324/history/snapshots/{snapshot}/learner?learner=L0009")
    assert page.status_code == 422
    assert "The snapshot does not hold L0009. Choose another snapshot." in said(page)


@pytest.mark.parametrize("only", ["", "L0001"], ids=["the whole return", "one learner"])
def test_a_restore_that_was_overtaken_changes_nothing_and_shows_the_preview_again(
    only: str, browser: Client, learner: int
) -> None:
    snapshot = take_snapshot_now(year(), ANN).pk
    changed(learner, "Smith", BOB)
    address = f"/2324/history/snapshots/{snapshot}" + ("/learner" if only else "")
    mark = hidden(browser.get(f"{address}?learner={only}"), "mark")
    changed(learner, "Jones", BOB)
    page = result(browser, browser.post(address, {"mark": mark, "learner": only}))
    assert "was changed after this preview was made, so nothing was brought back" in said(page)
    assert "Family name: Jones → becomes Invented" in said(page)
    assert document(learner)["Learner"]["FamilyName"] == "Jones"


# One learner.


def test_the_history_of_a_learner_offers_to_undo_ones_own_changes_only(browser: Client, learner: int) -> None:
    changed(learner, "Smith")
    changed(learner, "Jones", BOB)
    page = browser.get(f"/learner/{learner}/history")
    assert "Family name: Smith → becomes Jones" in said(page)
    assert page.content.decode().count("/history/undo/") == 1
    assert f"/learner/{learner}/history/undo/2" in page.content.decode()


def test_ones_own_change_is_undone(browser: Client, learner: int) -> None:
    changed(learner, "Smith")
    answer = browser.post(f"/learner/{learner}/history/undo/2", follow=True)
    assert "Undone." in said(answer)
    assert document(learner)["Learner"]["FamilyName"] == "Invented"
    assert "/history/undo/2" not in answer.content.decode()


def test_undo_of_what_somebody_changed_since_shows_both_values_and_changes_nothing(
    browser: Client, learner: int
) -> None:
    changed(learner, "Smith")
    changed(learner, "Jones", BOB)
    answer = browser.post(f"/learner/{learner}/history/undo/2")
    assert answer.status_code == 409
    text = said(answer)
    assert "Family name was changed after you, last by bob" in text
    assert "It is now Jones Undo would make it Invented" in text
    assert document(learner)["Learner"]["FamilyName"] == "Jones"


def test_undo_of_somebody_elses_change_is_refused(browser: Client, learner: int) -> None:
    changed(learner, "Jones", BOB)
    answer = browser.post(f"/learner/{learner}/history/undo/2")
    assert answer.status_code == 422
    assert "Only the person who did this can undo it." in said(answer)
    assert document(learner)["Learner"]["FamilyName"] == "Jones"


def test_a_deleted_learner_has_a_history_and_can_be_brought_back(browser: Client, learner: int) -> None:
    delete_learner(learner, BOB)
    page = browser.get(f"/learner/{learner}/history")
    assert "Learner deleted" in said(page)
    assert f"/learner/{learner}/undelete" in page.content.decode()
    assert browser.get("/learner/999/history").status_code == 404


def test_the_pages_own_script_gets_the_list_alone(browser: Client, learner: int) -> None:
    part = browser.get(f"/learner/{learner}/history", headers={"hx-request": "true"})
    assert "Learner added" in said(part)
    assert "<html" not in part.content.decode()


def test_the_learners_history_leads_to_snapshots(browser: Client, learner: int) -> None:
    sent_in(browser, file_of(*learners("L0001", FamilyName="Smith")))
    result(browser, confirm(browser))
    snapshot = Snapshot.objects.get(why="import").pk
    page = browser.get(f"/learner/{learner}/history").content.decode()
    assert f"/2324/history/snapshots/{snapshot}/learner?key={learner}" in page
    assert LearnerRow.objects.get().version == 2
