"""Changing learners: what is typed is kept, two people do not overwrite each other, everything can be undone."""

import ast
from pathlib import Path
from random import Random
from typing import Any

import pytest

from openlet.store import models, services
from openlet.store.documents import Damaged
from openlet.store.models import Change, DeliveryRow, LearnerDocument, LearnerRow
from openlet.store.read_model import as_kept
from openlet.store.refusals import Conflict, Gone, NotDone
from openlet.store.services import (
    add_learner,
    add_record,
    delete_learner,
    rebuild,
    remove_record,
    set_dont_export,
    set_field,
    set_provider,
    undelete_learner,
    undo,
)
from tests import make
from tests.odd_values import ANYTHING
from tests.store.keeping import AIMS, ANN, BOB, aim_path, document, imported, kept, replayed, row, year

NAME = "Learner/FamilyName"


# Saving.


@pytest.mark.parametrize(
    "text",
    ["Smith", " Smith ", "31/02/2024", "Łucja 李", "x" * 5000, "<b>&amp;", "007", "line\nend", "'; DROP TABLE x; --"],
)
def test_a_value_is_kept_exactly_as_typed_right_or_wrong(text: str) -> None:
    learner = kept().learner
    saved = set_field(learner, NAME, text, "Invented", ANN)
    assert document(learner)["Learner"]["FamilyName"] == text
    assert (saved.version, row(learner).version) == (2, 2)


@pytest.mark.parametrize("text", ["nul\x00", "bell\x07", "half \ud800", "\ufffe", "x" * 100_001])
def test_a_text_that_no_file_can_carry_is_refused_and_nothing_changes(text: str) -> None:
    saved = kept()
    before = document(saved.learner)
    why = r"control character|longer than"
    with pytest.raises(NotDone, match=why):
        set_field(saved.learner, NAME, text, "Invented", ANN)
    with pytest.raises(NotDone, match=why):
        add_record(saved.learner, AIMS, ANN, {"LearnAimRef": text})
    with pytest.raises(NotDone, match=why):
        add_learner(year(), ANN, "L9", {"FamilyName": text})
    assert document(saved.learner) == before
    assert row(saved.learner).version == 1


def test_clearing_a_field_takes_it_out_and_an_entity_left_empty_goes_too() -> None:
    learner = kept().learner
    set_field(learner, "Learner/LearnerHE/TTACCOM", "1", "", ANN)
    assert document(learner)["Learner"]["LearnerHE"] == {"TTACCOM": "1"}
    set_field(learner, "Learner/LearnerHE/TTACCOM", "", "1", ANN)
    assert "LearnerHE" not in document(learner)["Learner"]


def test_saving_what_stands_there_already_makes_no_version_and_no_log() -> None:
    learner = kept().learner
    assert set_field(learner, NAME, "Invented", "something else", ANN).changes == ()
    assert (row(learner).version, Change.objects.count()) == (1, 1)


def test_the_log_says_what_where_who_when_and_in_which_version() -> None:
    learner = kept().learner
    set_field(learner, NAME, "Smith", "Invented", BOB)
    change = Change.objects.get(version=2)
    assert (change.action, change.path, change.old, change.new) == ("set", NAME, "Invented", "Smith")
    assert (change.who, change.learner_id) == (BOB, learner)
    assert change.when == row(learner).changed


@pytest.mark.parametrize(
    "forbidden",
    [
        lambda change: change.save(),
        lambda change: change.delete(),
        lambda change: Change.objects.all().delete(),
        lambda change: Change.objects.filter(pk=change.pk).update(new="x"),
    ],
    ids=["saving again", "deleting one", "deleting many", "updating many"],
)
def test_the_log_is_only_added_to(forbidden: Any) -> None:
    kept()
    with pytest.raises(TypeError, match="only added to"):
        forbidden(Change.objects.get())


# Two people.


def test_changes_of_two_people_in_different_fields_are_both_kept() -> None:
    learner = kept().learner
    set_field(learner, NAME, "Smith", "Invented", ANN)
    set_field(learner, "Learner/GivenNames", "Jo", "Person", BOB)
    assert document(learner)["Learner"]["FamilyName"] == "Smith"
    assert document(learner)["Learner"]["GivenNames"] == "Jo"


@pytest.mark.parametrize(
    ("first", "second", "base"),
    [("Smith", "Jones", "Invented"), ("", "Jones", "Invented"), ("Smith", "", "Invented"), ("Smith", "Jones", "")],
    ids=["both changed it", "one cleared it", "the other cleared it", "a screen that started from nothing"],
)
def test_a_change_of_the_same_field_is_refused_with_both_values(first: str, second: str, base: str) -> None:
    learner = kept().learner
    set_field(learner, NAME, first, "Invented", ANN)
    with pytest.raises(Conflict) as refused:
        set_field(learner, NAME, second, base, BOB)
    assert (refused.value.base, refused.value.theirs, refused.value.yours) == (base, first, second)
    assert document(learner)["Learner"].get("FamilyName", "") == first
    assert row(learner).version == 2
    assert "FamilyName was changed by somebody else" in str(refused.value)
    assert "Smith" not in str(refused.value)


def test_a_record_changed_since_it_was_seen_is_not_removed() -> None:
    learner = kept().learner
    seen, path = row(learner).version, aim_path(learner)
    set_field(learner, f"{path}/PHours", "60", "", BOB)
    with pytest.raises(Conflict):
        remove_record(learner, path, seen, ANN)
    set_field(learner, NAME, "Smith", "Invented", BOB)  # elsewhere: no hindrance
    remove_record(learner, path, seen + 1, ANN)
    assert "LearningDelivery" not in document(learner)["Learner"]


def test_a_record_that_one_has_changed_oneself_on_the_same_screen_is_removed() -> None:
    learner = kept().learner
    seen, path = row(learner).version, aim_path(learner)
    own = set_field(learner, f"{path}/PHours", "60", "", ANN).version
    theirs = set_field(learner, f"{path}/PHours", "61", "60", BOB).version
    with pytest.raises(Conflict):
        remove_record(learner, path, seen, ANN, [own])
    remove_record(learner, path, seen, ANN, [own, theirs])
    assert "LearningDelivery" not in document(learner)["Learner"]


def test_a_field_of_a_record_that_was_removed_is_gone() -> None:
    learner = kept().learner
    path = aim_path(learner)
    remove_record(learner, path, 1, ANN)
    with pytest.raises(Gone, match="not there any more"):
        set_field(learner, f"{path}/PHours", "60", "", BOB)


# References.


@pytest.mark.parametrize(
    ("last", "following"),
    [("L0001", "L0002"), ("L0099", "L0100"), ("9", "10"), ("A9B", "L0001"), ("ABC", "L0001"), ("X1Y009", "X1Y010")],
)
def test_the_next_reference_follows_the_last_one(last: str, following: str) -> None:
    kept(reference=last)
    assert row(add_learner(year(), ANN).learner).LearnRefNumber == following


def test_a_reference_is_never_given_twice_not_even_after_deletion() -> None:
    first = kept(reference="L0001").learner
    second = add_learner(year(), ANN).learner
    delete_learner(second, ANN)
    assert row(add_learner(year(), ANN).learner).LearnRefNumber == "L0003"
    for used in ("L0001", "L0002"):
        with pytest.raises(NotDone, match="used already"):
            add_learner(year(), ANN, used)
    with pytest.raises(NotDone, match="used already"):
        set_field(first, "Learner/LearnRefNumber", "L0002", "L0001", ANN)
    with pytest.raises(NotDone, match="needs a LearnRefNumber"):
        set_field(first, "Learner/LearnRefNumber", " ", "L0001", ANN)


def test_a_new_reference_or_uln_goes_to_the_destinations_too() -> None:
    imported(make.learner(), make.progression())
    learner = LearnerRow.objects.get().pk
    set_field(learner, "Learner/LearnRefNumber", "L7", "L0001", ANN)
    saved = set_field(learner, "Learner/ULN", str(make.OTHER_ULN), str(make.ULN), ANN)
    destination = document(learner)["LearnerDestinationandProgression"][0]
    assert (destination["LearnRefNumber"], destination["ULN"]) == ("L7", str(make.OTHER_ULN))
    assert row(learner).LearnRefNumber == "L7"
    undo(saved.changes[0], ANN)
    assert document(learner)["LearnerDestinationandProgression"][0]["ULN"] == str(make.ULN)
    assert replayed(learner) == document(learner)


# Deleting, ticking, undoing.


def test_a_deleted_learner_is_kept_and_can_be_brought_back() -> None:
    learner = kept().learner
    before = document(learner)
    delete_learner(learner, ANN)
    assert DeliveryRow.objects.count() == 0
    with pytest.raises(Gone, match="Bring the learner back"):
        set_field(learner, NAME, "Smith", "Invented", ANN)
    undelete_learner(learner, ANN)
    assert document(learner) == before
    assert DeliveryRow.objects.count() == 1
    assert row(learner).deleted is None


def test_the_users_tick_and_the_automatic_exclusion_are_kept_apart() -> None:
    learner = kept().learner
    set_dont_export(learner, True, ANN)
    assert (row(learner).dont_export, row(learner).faults) == (True, 0)
    set_field(learner, "Learner/ULN", "", str(make.ULN), ANN)
    assert (row(learner).dont_export, row(learner).faults) == (True, 1)
    set_dont_export(learner, False, ANN)
    assert (row(learner).dont_export, row(learner).faults) == (False, 1)
    set_field(learner, "Learner/ULN", str(make.ULN), "", ANN)
    assert (row(learner).dont_export, row(learner).faults) == (False, 0)


def change_a_value(learner: int) -> services.Saved:
    return set_field(learner, NAME, "Smith", "Invented", ANN)


def clear_a_value(learner: int) -> services.Saved:
    return set_field(learner, NAME, "", "Invented", ANN)


def add_an_aim(learner: int) -> services.Saved:
    return add_record(learner, AIMS, ANN, {"LearnAimRef": "Z1", "LearningDeliveryFAM": [{"LearnDelFAMType": "SOF"}]})


def remove_an_aim(learner: int) -> services.Saved:
    return remove_record(learner, aim_path(learner), row(learner).version, ANN)


def delete(learner: int) -> services.Saved:
    return delete_learner(learner, ANN)


def tick(learner: int) -> services.Saved:
    return set_dont_export(learner, True, ANN)


CHANGES = [change_a_value, clear_a_value, add_an_aim, remove_an_aim, delete, tick]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__.replace("_", " "))
def test_a_change_can_be_undone_once_by_the_one_who_made_it(change: Any) -> None:
    learner = kept(make.learner(make.aim(), make.milestone())).learner
    before, rows = document(learner), as_kept()
    done = change(learner).changes[0]
    with pytest.raises(NotDone, match="Only the person"):
        undo(done, BOB)
    undo(done, ANN)
    assert (document(learner), as_kept()) == (before, rows)
    assert (row(learner).deleted, row(learner).dont_export) == (None, False)
    assert replayed(learner) == before
    with pytest.raises(NotDone, match="undone already"):
        undo(done, ANN)


def test_a_value_that_somebody_else_changed_since_is_not_undone() -> None:
    learner = kept().learner
    done = change_a_value(learner).changes[0]
    set_field(learner, NAME, "Jones", "Smith", BOB)
    with pytest.raises(Conflict):
        undo(done, ANN)
    added = add_an_aim(learner)
    set_field(learner, f"{AIMS}/{added.record}/PHours", "60", "", BOB)
    with pytest.raises(Conflict):
        undo(added.changes[0], ANN)


# What holds after any sequence of changes.


@pytest.mark.parametrize("seed", range(6))
def test_the_log_replays_to_the_document_and_the_read_model_is_what_a_rebuild_makes(seed: int) -> None:
    choose, texts = Random(seed), [text for text in ANYTHING if "\x00" not in text]
    learners = [kept(make.learner(make.aim(), make.milestone()), f"L{number}").learner for number in range(2)]
    versions = dict.fromkeys(learners, 1)
    for _ in range(25):
        learner = choose.choice(learners)
        held = document(learner)["Learner"]
        aims = held.get("LearningDelivery", [])
        kind = choose.choice(("field", "aim field", "aim field", "add", "remove", "tick"))
        if kind == "field":
            done = set_field(learner, NAME, choose.choice(texts), held.get("FamilyName", ""), ANN)
        elif kind == "aim field" and aims:
            aim, element = choose.choice(aims), choose.choice(("LearnStartDate", "FundModel", "LearnAimRef"))
            done = set_field(learner, f"{AIMS}/{aim['_id']}/{element}", choose.choice(texts), aim.get(element, ""), ANN)
        elif kind == "remove" and aims:
            done = remove_record(learner, f"{AIMS}/{choose.choice(aims)['_id']}", versions[learner], ANN)
        elif kind == "tick":
            done = set_dont_export(learner, choose.random() < 0.5, ANN)
        else:
            new = {"LearnAimRef": choose.choice(texts) or "Z"}
            done = add_record(learner, AIMS, ANN, new, choose.choice((None, 0)))
        assert done.version == versions[learner] + bool(done.changes)
        versions[learner] = done.version
    for learner in learners:
        assert replayed(learner) == document(learner)
    faults = [row(learner).faults for learner in learners]
    before = as_kept()
    rebuild()
    assert as_kept() == before
    assert [row(learner).faults for learner in learners] == faults


def test_the_read_model_holds_what_lists_need_and_blanks_for_what_cannot_be_read() -> None:
    learner = kept().learner
    set_field(learner, f"{aim_path(learner)}/LearnPlanEndDate", "soon", "2024-09-30", ANN)
    delivery = DeliveryRow.objects.get()
    assert (delivery.LearnAimRef, delivery.LearnStartDate, delivery.FundModel) == (make.BOOTCAMP, make.START, 35)
    assert (delivery.LearnPlanEndDate, delivery.CompStatus, delivery.Outcome) == (None, 1, None)
    assert aim_path(learner).endswith(delivery.record)


# The house rules of the store.


def test_a_store_belongs_to_one_provider() -> None:
    set_provider(make.UKPRN)
    assert set_provider(make.UKPRN, "Example Training Ltd").name == "Example Training Ltd"
    with pytest.raises(NotDone, match="belongs to UKPRN 10999991"):
        set_provider(10999992)


def test_the_document_stands_in_a_table_of_its_own() -> None:
    assert not [field for field in LearnerRow._meta.get_fields() if field.get_internal_type() == "JSONField"]
    assert {"learner", "year", "content"} == {field.name for field in LearnerDocument._meta.get_fields()}


def test_a_damaged_document_is_said_to_be_damaged() -> None:
    learner = kept().learner
    LearnerDocument.objects.filter(pk=learner).update(content={"Learner": {"Nothing": 1}})
    with pytest.raises(Damaged, match="Restore the learner from a snapshot"):
        set_field(learner, NAME, "Smith", "Invented", ANN)


WRITING = {"save", "create", "bulk_create", "update", "bulk_update", "get_or_create", "update_or_create", "delete"}


def test_services_is_the_only_part_that_writes() -> None:
    room = Path(models.__file__).parent
    writing = {
        path.relative_to(room).parts[0]
        for path in room.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITING
    }
    assert writing == {"services", "models.py", "migrations"}  # the models only refuse
