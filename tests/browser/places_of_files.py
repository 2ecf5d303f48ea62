"""Import with its preview, export, history, snapshots, and the work in the background."""

import re
from datetime import date
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from openlet.ilr.records import Learner
from tests import make
from tests.browser.walk import EARLIER, Place, Walk
from tests.web.served.asking import YEAR

DAY = date(2024, 10, 18)


def ilr(*references: str, family: str = "Arrived", year: str = "2024-25", **aim: object) -> bytes:
    """An ILR file with learners of these references."""
    learners: list[Learner] = [
        make.learner(make.aim(**aim), LearnRefNumber=one, FamilyName=family, ULN=7654321103) for one in references
    ]
    return make.xml(learners, year, DAY).encode()


def send(page: Page, content: bytes, name: str = "return.xml") -> None:
    """Choose a file and have it read."""
    page.get_by_label("ILR file").set_input_files({"name": name, "mimeType": "text/xml", "buffer": content})
    page.get_by_role("button", name="Read the file").click()


def preview(walk: Walk, content: bytes) -> None:
    walk.open("import")
    send(walk.page, content)
    expect(walk.page.get_by_text("Preview: nothing has been changed yet")).to_be_visible()


def no_file(walk: Walk) -> None:
    walk.open("import")
    walk.press("Read the file")


def wrong_file(walk: Walk) -> None:
    walk.open("import")
    send(walk.page, b"<html>this is no ILR file</html>")
    expect(walk.page.get_by_role("alert")).to_be_visible()


def being_read(walk: Walk) -> None:
    """The page of work under way, held there: its script gets no answer until it has been looked at."""
    walk.page.route("**/state", lambda route: route.fulfill(status=204))
    walk.open("import")
    with walk.page.expect_request("**/state"):
        send(walk.page, ilr(*(f"W1{one:03d}" for one in range(300))))  # enough to be read for a while
    expect(walk.page.get_by_role("heading", name="The file is being read")).to_be_visible()


def changed_preview(walk: Walk) -> None:
    reference = reference_of_a_new_learner(walk)
    preview(walk, ilr(reference, family="Otherwise"))
    walk.page.get_by_role("link", name=re.compile("^Changed")).click()


def reference_of_a_new_learner(walk: Walk) -> str:
    walk.learner(walk.visitor.add_learner())
    return walk.person.box("Learner reference number").input_value()


def replacing(walk: Walk) -> None:
    preview(walk, ilr("W0002"))
    walk.follow("Replace the return")
    expect(walk.page.get_by_text("would be deleted.")).to_be_visible()


def replacing_unsure(walk: Walk) -> None:
    replacing(walk)
    walk.press("Replace the return")


def carrying(walk: Walk) -> None:
    preview(walk, ilr("W0003", "W0004", year="2023-24", CompStatus=6, LearnActEndDate=date(2024, 7, 1), Outcome=3))


def answered(walk: Walk) -> None:
    carrying(walk)
    walk.page.get_by_role("radio", name="Carry them into 2024-25").first.check()
    walk.press("Show the preview with these answers")
    expect(walk.page.get_by_role("radio", name="Carry them into 2024-25").first).to_be_checked()


def imported(walk: Walk, reference: str = "W0005") -> None:
    preview(walk, ilr(reference))
    walk.press("Import")
    expect(walk.page.get_by_role("heading", name="Imported", exact=True)).to_be_visible()


def given_up(walk: Walk) -> None:
    preview(walk, ilr("W0006"))
    walk.press("Give up: import nothing")
    expect(walk.page.get_by_role("heading", name="Import into the return of 2024-25")).to_be_visible()


def undoing(walk: Walk, reference: str = "W0007") -> None:
    imported(walk, reference)
    walk.press("Undo this import")
    expect(walk.page.get_by_role("heading", name="Undo the import of return.xml")).to_be_visible()


def undone(walk: Walk) -> None:
    undoing(walk, "W0008")
    walk.press("Undo this import")
    expect(walk.page.get_by_role("heading", name="History")).to_be_visible()


def export_with_errors(walk: Walk) -> None:
    walk.open("export")
    walk.person.box("Folder").fill("not/whole")
    walk.person.box("Preparation date").fill("no day")
    walk.press("Export")


def exported(walk: Walk, year: int = YEAR) -> None:
    walk.open(f"/{year}/export")
    walk.page.get_by_role("radio", name="Download it with the browser").check()
    walk.press("Export")
    expect(walk.page.get_by_role("heading", name="Ready to download")).to_be_visible()


def downloaded(walk: Walk) -> None:
    exported(walk, EARLIER)
    with walk.page.expect_download() as download:
        walk.press("Download the file")
    assert download.value.suggested_filename.startswith("ILR-10999991-2324-")
    walk.watch.requests.append(f"GET {urlsplit(download.value.url).path}")  # the page itself is not told of it


def not_sent(walk: Walk) -> None:
    exported(walk, EARLIER)
    walk.press("This file was not sent in")
    expect(walk.page.get_by_role("heading", name="History")).to_be_visible()


def one_snapshot(walk: Walk) -> None:
    imported(walk, "W0009")
    walk.open("history/snapshots")
    walk.page.get_by_role("link", name=re.compile("^Restore")).first.click()


def one_learner_of_a_snapshot(walk: Walk) -> None:
    learner = walk.kept.whole  # who was there when the snapshots were taken
    walk.learner(learner)
    walk.person.types("Telephone number", f"0121 {len(walk.watch.requests):06d}")
    walk.learner(learner, "history")
    walk.page.locator("main").get_by_role("link", name=re.compile("^[0-9]+ [A-Z][a-z]+ 20")).first.click()
    expect(walk.page.get_by_role("heading", level=1)).to_contain_text("Restore learner")


def learner_put_back(walk: Walk) -> None:
    one_learner_of_a_snapshot(walk)
    walk.press("Restore this learner")
    walk.page.wait_for_url(re.compile(r"[?&]job="))


def undone_in_history(walk: Walk) -> None:
    learner = walk.visitor.add_learner()
    assert walk.visitor.save(learner, "Learner/FamilyName", "Undone").status == 200
    walk.learner(learner, "history")
    walk.page.get_by_role("button", name=re.compile("^Undo: Family name")).click()
    walk.page.wait_for_url("**undone=1")


def undo_conflict(walk: Walk) -> None:
    learner = walk.visitor.add_learner()
    assert walk.visitor.save(learner, "Learner/FamilyName", "First").status == 200
    assert walk.visitor.save(learner, "Learner/FamilyName", "Second", "First").status == 200
    walk.learner(learner, "history")
    walk.page.get_by_role("button", name=re.compile("^Undo: Family name")).last.click()
    expect(walk.page.get_by_text("Undo would make it")).to_be_visible()


def person_downloaded(walk: Walk) -> None:
    walk.learner(walk.kept.faulty, "everything")
    with walk.page.expect_download() as download:
        walk.page.get_by_role("button", name="Download the file").click()
    assert download.value.suggested_filename.startswith("everything-kept-")
    walk.watch.requests.append(f"GET {urlsplit(download.value.url).path}")  # the page itself is not told of it


PLACES = (
    Place("import", ("importing",), lambda walk: walk.open("import")),
    Place("import, no file chosen", ("importing",), no_file, 422),
    Place("import, a file that is none", ("importing",), wrong_file),
    Place("a file being read", ("working", "working_state"), being_read, alone=True),
    Place("a new learner to be imported", ("importing_preview",), lambda walk: preview(walk, ilr("W0001"))),
    Place("a changed learner to be imported", ("importing_preview",), changed_preview),
    Place("a return to be replaced", ("importing_preview",), replacing),
    Place("a return to be replaced, not sure", ("importing_confirm",), replacing_unsure, 422),
    Place("learners of an earlier year", ("importing_preview",), carrying),
    Place("learners of an earlier year, answered", ("importing_answers",), answered),
    Place("a file imported", ("importing_confirm", "importing_done"), imported),
    Place("a file given up", ("importing_give_up",), given_up),
    Place("an import to be undone", ("importing_undo",), undoing),
    Place("an import undone", ("importing_undo", "snapshots"), undone),
    Place("export", ("exporting",), lambda walk: walk.open("export")),
    Place("export with errors", ("exporting",), export_with_errors, 422),
    Place("a file exported", ("exporting_done",), exported),
    Place("a file downloaded", ("exporting_file",), downloaded),
    Place("a file that was not sent in", ("exporting_sent",), not_sent),
    Place("history", ("history",), lambda walk: walk.open("history")),
    Place("history with nothing found", ("history",), lambda walk: walk.open("history?learner=nobody")),
    Place("snapshots", ("snapshots",), lambda walk: walk.open("history/snapshots")),
    Place("a snapshot", ("snapshot",), one_snapshot),
    Place("a learner of a snapshot", ("snapshot_learner",), one_learner_of_a_snapshot),
    Place("a learner put back", ("snapshot_learner",), learner_put_back),
    Place("history of a learner", ("learner_history",), lambda walk: walk.learner(walk.kept.faulty, "history")),
    Place("everything kept about a person", ("person",), lambda walk: walk.learner(walk.kept.faulty, "everything")),
    Place("what is kept about a person, downloaded", ("person_file",), person_downloaded),
    Place("a change undone", ("learner_history_undo",), undone_in_history),
    Place("a change that cannot be undone", ("learner_history_undo",), undo_conflict, 409),
)
