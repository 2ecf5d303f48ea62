"""Import in the browser: shown completely before anything is touched, then done as shown or not at all."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client

from openlet.store.folder import DATABASE
from openlet.store.models import Job, LearnerRow, Snapshot, Upload
from openlet.store.services import begin_year, delete_learner, set_field, set_provider
from tests import make
from tests.store.keeping import ANN, YEAR, document, documents, imported, kept
from tests.web.pages import confirm, file_of, hidden, learners, preview_job, result, said, sent_in, state


@pytest.fixture(autouse=True)
def begun(folder: Path) -> None:
    begin_year(make.UKPRN, YEAR)


# Wrong files.


def cut(content: bytes) -> bytes:
    return content[: content.rindex(b"<LearningDelivery>")]


def no_learners(content: bytes) -> bytes:
    return content[: content.index(b"<Learner>")] + b"</Message>"


def bomb(content: bytes) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", b" " * 250_000_000)
    return packed.getvalue()


WRONG: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "an empty file": (lambda content: b"", "the file is empty or was cut off before its first element"),
    "a file that was cut off": (cut, "the file ends in the middle"),
    "a malformed file": (lambda content: content.replace(b"</Learner>", b"</Leaner>"), "mismatched tag"),
    "no ILR file": (lambda content: b"<html></html>", "is not an ILR file"),
    "a program": (lambda content: b"\x7fELF\x02\x01\x01", "not well-formed XML"),
    "a damaged ZIP": (lambda content: b"PK\x03\x04 no zip", "not a ZIP file"),
    "a ZIP that unpacks to more than is allowed": (bomb, "238 MB, and 200 MB is the most"),
    "a DOCTYPE": (lambda content: b"<!DOCTYPE x>" + content[38:], "DOCTYPE"),
    "a later year": (lambda content: content.replace(b"2023-24", b"2024-25"), "is of 2024-25, which is later"),
    "an unknown year": (lambda content: content.replace(b"2023-24", b"1999-00"), "not a year that this version knows"),
    "another provider": (lambda content: content.replace(b"10999991", b"10999992"), "belongs to UKPRN 10999991"),
    "two providers": (lambda content: content.replace(b"10999991", b"10999992", 1), "does not say whose learners"),
    "no learners": (no_learners, "holds no learner"),
}


@pytest.mark.parametrize(("spoil", "text"), WRONG.values(), ids=WRONG)
def test_a_wrong_file_is_refused_in_a_sentence_and_nothing_is_changed_or_kept(
    spoil: Callable[[bytes], bytes], text: str, browser: Client
) -> None:
    imported(make.learner())
    before = state()
    content = file_of(make.learner(FamilyName="Secret"), *learners("L0002"))
    page = sent_in(browser, spoil(content))
    assert text in said(page)
    assert "Secret" not in said(page)
    assert "Nothing of the return is changed before you confirm" in said(page)
    assert state() == before
    assert Upload.objects.count() == 0


def test_a_file_name_that_lies_is_said_before_anything_is_changed(browser: Client) -> None:
    before = state()
    page = sent_in(browser, file_of(make.learner()), "ILR-10999999-2526-20240820-093000-01.xml")
    assert "says UKPRN 10999999 and year 2526; the file itself says 10999991 and 2324, and that counts" in said(page)
    assert state() == before


def test_without_a_file_it_is_asked_for(browser: Client) -> None:
    page = browser.post("/2324/import")
    assert page.status_code == 422
    assert "Choose the file to import." in said(page)


def test_a_file_that_is_too_large_is_refused_and_nothing_of_it_is_kept(browser: Client, settings_of: None) -> None:
    content = file_of(make.learner())
    page = browser.post("/2324/import", {"file": BytesIO(content * 3)})
    assert page.status_code == 413
    assert "The file is larger than 0 MB, so it was not taken" in said(page)
    assert Upload.objects.count() == Job.objects.count() == 0


@pytest.fixture
def settings_of(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.conf import settings

    monkeypatch.setattr(settings, "LARGEST_UPLOAD", 5_000)


# The preview.


def test_the_preview_says_who_is_new_changed_unchanged_and_refused(browser: Client) -> None:
    imported(*learners("L0001", "L0002", "L0003"))
    before = state()
    content = file_of(
        *learners("L0001", "L0004"),
        make.learner(LearnRefNumber="L0002", FamilyName="Smith"),
        make.learner(LearnRefNumber=None),
        **{"<Sex>F</Sex>": "<Sex>M</Sex><Sex>F</Sex>"},
    )
    page = sent_in(browser, content)
    plan = preview_job().result["plans"]["merge"]
    assert (plan["new"], plan["changed"], plan["unchanged"], plan["gone"]) == (1, 1, 1, 0)
    for words in ("New (1)", "Changed (1)", "Unchanged (1)", "Refused (1)", "Not taken over (3)"):
        assert words in said(page)
    address = page.redirect_chain[-1][0]
    changed = said(browser.get(f"{address}?show=changed"))
    assert "L0002 Smith, Person Family name: Invented → becomes Smith" in changed
    assert "has no LearnRefNumber of its own" in said(browser.get(f"{address}?show=refused"))
    assert "a further Sex in Learner" in said(browser.get(f"{address}?show=not_carried"))
    replaced = said(browser.get(f"{address}?mode=replace&show=gone"))
    assert "1 learner of the return is not in the file and would be deleted" in replaced
    assert "L0003" in replaced
    assert state() == before


def test_what_changes_is_said_in_words_with_codes_dates_and_records(browser: Client) -> None:
    imported(make.learner())
    fams = make.fams("SOF112", "FFI2", "DAM023", "DAM001")
    aim = make.aim(LearnPlanEndDate=make.PLANNED_END, LearningDeliveryFAM=fams)
    page = said(sent_in(browser, file_of(make.learner(aim, ULN=None))))
    for words in (
        "Unique learner number (ULN): 1000000027 → becomes empty",
        "Learning Delivery Z0020001, Learning planned end date: 30 September 2024 → becomes 31 July 2024",
        "Learning Delivery Z0020001, Funding and monitoring FFI: 1 (Fully funded learning aim) → becomes 2 (Co funded",
        "Learning Delivery Z0020001, Funding and monitoring DAM: empty → becomes DAM 001 (",
    ):
        assert words in page


def test_a_large_file_is_shown_page_by_page(browser: Client) -> None:
    page = sent_in(browser, file_of(*learners(*(f"L{number:04d}" for number in range(120)))))
    assert "L0049" in said(page)
    assert "L0050" not in said(page)
    last = said(browser.get(f"{page.redirect_chain[-1][0]}?mode=merge&show=new&page=3"))
    assert "L0100" in last
    assert "L0119" in last
    assert "L0099" not in last


def test_the_progress_page_asks_again_until_the_work_is_done_and_then_leads_on(browser: Client) -> None:
    answer = browser.post("/2324/import", {"file": BytesIO(file_of(make.learner()))})
    page = browser.get(answer["Location"])
    assert "Waiting for its turn" in said(page)
    part = browser.get(f"{answer['Location']}/state")
    assert part.status_code == 200
    assert 'hx-trigger="every 1s"' in part.content.decode()
    result(browser, answer)
    done = browser.get(f"{answer['Location']}/state")
    assert (done.status_code, done["HX-Redirect"]) == (204, f"/2324/import/{preview_job().pk}/")


# Importing.


def test_a_confirmed_file_is_merged_and_nothing_waits_any_more(browser: Client) -> None:
    imported(*learners("L0001", "L0003"))
    sent_in(browser, file_of(make.learner(FamilyName="Smith"), *learners("L0002")))
    page = result(browser, confirm(browser))
    assert "Imported test.xml 1 learner added, 1 changed, 0 left as they were." in said(page)
    assert documents().keys() == {"L0001", "L0002", "L0003"}
    assert documents()["L0001"]["Learner"]["FamilyName"] == "Smith"
    assert Upload.objects.count() == 0
    assert preview_job().result is None
    gone = browser.get(f"/2324/import/{preview_job().pk}/")
    assert gone["Location"] == "/2324/import"


def test_records_that_the_file_speaks_of_keep_their_id(browser: Client) -> None:
    imported(make.learner(make.aim(), make.milestone()))
    before = documents()["L0001"]["Learner"]["LearningDelivery"]
    new = make.learner(make.milestone(), make.aim(CompStatus=2, LearnActEndDate=make.PLANNED_END))
    sent_in(browser, file_of(new))
    result(browser, confirm(browser))
    after = documents()["L0001"]["Learner"]["LearningDelivery"]
    assert [aim["_id"] for aim in after] == [before[1]["_id"], before[0]["_id"]]
    assert after[1]["LearningDeliveryFAM"] == before[0]["LearningDeliveryFAM"]


def test_replacing_the_return_deletes_who_is_not_in_the_file_and_asks_first(browser: Client) -> None:
    imported(*learners("L0001", "L0003"), make.progression())
    sent_in(browser, file_of(*learners("L0001", "L0002")))
    before = state()
    asked = confirm(browser, "replace")
    assert asked.status_code == 422
    assert "Tick that learners who are not in the file are to be deleted" in said(asked)
    assert state() == before
    page = result(browser, confirm(browser, "replace", sure="yes"))
    assert "1 learner added, 1 changed, 1 deleted, 0 left as they were." in said(page)
    assert documents().keys() == {"L0001", "L0002"}
    assert "LearnerDestinationandProgression" not in documents()["L0001"]
    assert LearnerRow.objects.get(LearnRefNumber="L0003").deleted is not None


def test_only_new_learners_leaves_everybody_else_alone(browser: Client) -> None:
    imported(*learners("L0001"))
    gone = kept(reference="L0002").learner
    delete_learner(gone, ANN)
    sent_in(browser, file_of(*learners("L0001", "L0002", FamilyName="Smith"), *learners("L0003")))
    page = result(browser, confirm(browser, "add"))
    assert "1 learner added, 0 changed, 2 left as they were." in said(page)
    assert documents().keys() == {"L0001", "L0003"}
    assert documents()["L0001"]["Learner"]["FamilyName"] == "Invented"


def test_a_change_between_preview_and_confirmation_shows_the_preview_again(browser: Client) -> None:
    learner = kept(reference="L0001").learner
    sent_in(browser, file_of(*learners("L0001", FamilyName="Smith")))
    set_field(learner, "Learner/AddLine1", "2 Example Street", "1 Example Street", ANN)
    before = state()
    page = result(browser, confirm(browser))
    assert "The return was changed after the first preview was made, so nothing was imported yet" in said(page)
    assert "Address line 1: 2 Example Street → becomes 1 Example Street" in said(page)
    assert state() == before
    result(browser, confirm(browser))
    assert documents()["L0001"]["Learner"]["FamilyName"] == "Smith"


def test_a_change_between_confirmation_and_the_work_itself_is_seen_too(browser: Client) -> None:
    learner = kept(reference="L0001").learner
    sent_in(browser, file_of(*learners("L0001", FamilyName="Smith")))
    answer = confirm(browser)
    set_field(learner, "Learner/AddLine1", "2 Example Street", "1 Example Street", ANN)
    before = state()
    page = result(browser, answer)
    assert "The return was changed after this preview was made, so nothing was imported" in said(page)
    assert state() == before
    assert Upload.objects.count() == 1


@pytest.mark.parametrize(("mode", "is_seen"), [("merge", False), ("add", False), ("replace", True)])
def test_a_change_of_somebody_else_counts_only_where_the_import_touches_them(
    mode: str, is_seen: bool, browser: Client
) -> None:
    other = kept(reference="L0009").learner
    sent_in(browser, file_of(*learners("L0001")))
    set_field(other, "Learner/AddLine1", "2 Example Street", "1 Example Street", ANN)
    page = said(result(browser, confirm(browser, mode, sure="yes")))
    assert ("nothing was imported yet" in page) == is_seen
    assert LearnerRow.objects.filter(LearnRefNumber="L0001").exists() != is_seen


def test_a_file_that_changes_nothing_offers_nothing_to_confirm(browser: Client) -> None:
    imported(make.learner())
    page = sent_in(browser, file_of(make.learner()))
    assert "In this way the file would change nothing." in said(page)


def test_a_file_that_is_given_up_is_gone_from_the_disk(browser: Client, folder: Path) -> None:
    mark = b"a name that stands nowhere else"
    content = file_of(make.learner()).replace(b"Invented", mark)
    sent_in(browser, content)
    assert any(mark in path.read_bytes() for path in folder.iterdir())
    waiting = said(browser.get("/2324/import"))
    assert "Files that wait test.xml , sent in by" in waiting
    upload = Upload.objects.get().pk
    assert browser.post(f"/2324/import/give-up/{upload}")["Location"] == "/2324/import"
    assert Upload.objects.count() == 0
    assert preview_job().result is None
    assert [path.name for path in folder.iterdir() if mark in path.read_bytes()] == []
    assert (folder / DATABASE).stat().st_size > 0


# Undo.


def test_an_import_is_undone_with_one_button(browser: Client) -> None:
    imported(*learners("L0001", "L0003"))
    before = documents()
    sent_in(browser, file_of(*learners("L0001", FamilyName="Smith"), *learners("L0002")))
    done = said(result(browser, confirm(browser, "replace", sure="yes")))
    assert "Undo this import" in done
    snapshot = Snapshot.objects.filter(why="import").latest("pk")
    page = browser.get(f"/2324/import/undo/{snapshot.pk}")
    assert "3 learners would be put back as before the import" in said(page)
    assert "Smith → becomes Invented" in said(page)
    after = result(browser, browser.post(f"/2324/import/undo/{snapshot.pk}", {"mark": hidden(page, "mark")}))
    assert "The import was undone: 3 learners put back as before." in said(after)
    assert documents() == before
    again = said(browser.get(f"/2324/import/undo/{snapshot.pk}"))
    assert "Nothing of this import is left to undo" in again


@pytest.mark.parametrize(("answer", "name"), [("no", "Jones"), ("yes", "Invented")])
def test_learners_changed_since_are_named_and_asked_about(answer: str, name: str, browser: Client) -> None:
    imported(*learners("L0001", "L0002"))
    sent_in(browser, file_of(*learners("L0001", "L0002", FamilyName="Smith")))
    result(browser, confirm(browser))
    changed = LearnerRow.objects.get(LearnRefNumber="L0001").pk
    set_field(changed, "Learner/FamilyName", "Jones", "Smith", "bob")
    snapshot = Snapshot.objects.filter(why="import").latest("pk").pk
    page = browser.get(f"/2324/import/undo/{snapshot}")
    assert "1 learner was changed after the import: L0001." in said(page)
    mark = hidden(page, "mark")
    asked = browser.post(f"/2324/import/undo/{snapshot}", {"mark": mark})
    assert asked.status_code == 422
    assert "Say whether the learners who were changed since are to be undone as well." in said(asked)
    result(browser, browser.post(f"/2324/import/undo/{snapshot}", {"mark": mark, "with_changed": answer}))
    assert document(changed)["Learner"]["FamilyName"] == name
    assert documents()["L0002"]["Learner"]["FamilyName"] == "Invented"


def test_an_undo_that_was_overtaken_says_so_and_changes_nothing(browser: Client) -> None:
    imported(*learners("L0001"))
    sent_in(browser, file_of(*learners("L0001", FamilyName="Smith")))
    result(browser, confirm(browser))
    snapshot = Snapshot.objects.filter(why="import").latest("pk").pk
    mark = hidden(browser.get(f"/2324/import/undo/{snapshot}"), "mark")
    learner = LearnerRow.objects.get().pk
    set_field(learner, "Learner/FamilyName", "Jones", "Smith", "bob")
    form = {"mark": mark, "with_changed": "yes"}
    page = result(browser, browser.post(f"/2324/import/undo/{snapshot}", form))
    assert "The return was changed after this preview was made, so nothing was brought back" in said(page)
    assert document(learner)["Learner"]["FamilyName"] == "Jones"


# A file of an earlier year.


def carried(browser: Client) -> object:
    set_provider(make.UKPRN)
    begin_year(make.UKPRN, make.read(file_of(make.learner(), of="2024-25"))[0].year)
    on_a_break = make.aim(CompStatus=6, LearnActEndDate=make.PLANNED_END, Outcome=3)
    records = [
        *learners("L0001"),
        make.learner(make.finished(), LearnRefNumber="L0002"),
        make.learner(on_a_break, LearnRefNumber="L0003"),
    ]
    return sent_in(browser, file_of(*records), year=2425)


def test_a_file_of_an_earlier_year_shows_who_goes_who_stays_behind_and_what_to_decide(browser: Client) -> None:
    page = carried(browser)
    assert "2023-24, carried into 2024-25" in said(page)
    assert "Learners on a break (1 aim)" in said(page)
    assert "1 aim still to be decided" in said(page)
    assert re.search(r'name="breaks"[^>]*value="carry"[^>]*checked', page.content.decode())  # type: ignore[attr-defined]
    address = page.redirect_chain[-1][0]  # type: ignore[attr-defined]
    left = said(browser.get(f"{address}?show=left"))
    assert "L0002 learner left behind none of its aims goes" in left
    assert "L0001" not in left
    assert "Totals" in said(browser.get(f"{address}?show=elements"))
    assert LearnerRow.objects.count() == 0


def test_open_questions_must_be_answered_before_learners_are_carried_over(browser: Client) -> None:
    carried(browser)
    asked = confirm(browser, "add")
    assert asked.status_code == 422
    assert "Answer the questions first" in said(asked)
    assert LearnerRow.objects.count() == 0


@pytest.mark.parametrize(
    ("answers", "references"),
    [
        ({"breaks": "carry"}, {"L0001", "L0003"}),
        ({"breaks": "leave"}, {"L0001"}),
        ({"aim-0": "leave"}, {"L0001"}),
        ({"breaks": "leave", "aim-0": "carry", "for_milestones": "L0002"}, {"L0001", "L0002", "L0003"}),
    ],
    ids=["breaks are carried", "breaks are left", "one aim is left", "one aim goes, and one learner for a milestone"],
)
def test_the_answers_decide_who_is_carried_over(answers: dict[str, str], references: set[str], browser: Client) -> None:
    carried(browser)
    result(browser, browser.post(f"/2425/import/{preview_job().pk}/answers", answers))
    page = result(browser, confirm(browser, "add"))
    assert f"{len(references)} learner" in said(page)
    rows = LearnerRow.objects.filter(of__year=2425)
    assert set(rows.values_list("LearnRefNumber", flat=True)) == references
    assert {row.document.year for row in rows.select_related("document")} == {2425}
    snapshot = Snapshot.objects.get(why="import")
    mark = hidden(browser.get(f"/2425/import/undo/{snapshot.pk}"), "mark")
    result(browser, browser.post(f"/2425/import/undo/{snapshot.pk}", {"mark": mark}))
    assert not rows.filter(deleted=None).exists()


def test_what_was_entered_in_the_new_year_is_not_overwritten_unasked(browser: Client) -> None:
    carried(browser)
    assert preview_job().result["plans"]["add"]["new"] == 2
    page = browser.get(f"/2425/import/{preview_job().pk}/")
    assert hidden(page, "mode") == "add"
    assert hidden(browser.get(f"/2425/import/{preview_job().pk}/?mode=merge"), "mode") == "merge"


# Addresses that lead nowhere.


@pytest.mark.parametrize(
    "address",
    ["/2324/import/99/", "/2324/import/99/done", "/2324/import/undo/99", "/working/99", "/2021/import"],
)
def test_an_address_of_nothing_is_said_in_words(address: str, browser: Client) -> None:
    page = browser.get(address)
    assert page.status_code == 404
    assert "That page is not there" in said(page)
