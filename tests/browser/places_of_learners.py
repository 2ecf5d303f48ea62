"""The pages of one learner and the list of all, in every state."""

from playwright.sync_api import expect

from tests.browser.walk import EARLIER, Place, Walk, known


def saved(walk: Walk) -> None:
    walk.learner(walk.visitor.add_learner())
    walk.person.types("Date of birth", "1 May 1990")


def saved_with_an_error(walk: Walk) -> None:
    walk.learner(walk.visitor.add_learner())
    walk.person.types("Unique learner number (ULN)", "12345")


def conflict(walk: Walk) -> None:
    learner = walk.visitor.add_learner()
    walk.learner(learner)
    assert walk.visitor.save(learner, "Learner/FamilyName", "Theirs").status == 200
    walk.person.box("Family name").fill("Mine")
    walk.page.keyboard.press("Tab")
    expect(walk.page.locator(".openlet-conflict")).to_be_visible()


def not_saved(walk: Walk) -> None:
    walk.learner(walk.visitor.add_learner())
    walk.person.box("Address line 1").fill("x" * 100_001)
    walk.page.keyboard.press("Tab")
    expect(walk.page.locator("#f-Learner-AddLine1-state")).to_have_attribute("data-state", "not-saved")
    walk.person.box("Address line 1").fill("")
    walk.page.keyboard.press("Tab")


def gone(walk: Walk) -> None:
    learner = walk.visitor.add_learner()
    walk.learner(learner)
    assert walk.visitor.post(f"/learner/{learner}/delete", sure="yes").status == 302
    walk.person.box("Family name").fill("Late")
    walk.page.keyboard.press("Tab")
    expect(walk.page.get_by_role("status").first).to_contain_text("not there")
    walk.page.evaluate("for (const one of document.querySelectorAll('[data-saves]')) one.remove()")


def record_added(walk: Walk) -> None:
    walk.learner(walk.visitor.add_learner())
    walk.person.adds("Add prior level")


def record_removed(walk: Walk) -> None:
    record_added(walk)
    walk.press("Remove prior level 1")
    expect(walk.person.drop_down("Prior level")).to_have_count(0)


def everything_unfolded(walk: Walk) -> None:
    walk.learner(walk.kept.whole)
    walk.page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")


def employment_added(walk: Walk) -> None:
    walk.learner(walk.visitor.add_learner(), "employment/")
    walk.person.adds("Add employment status")
    walk.person.chooses("Employment status", "11")


def action_with_errors(walk: Walk) -> None:
    walk.actions(walk.kept.whole, "Record completion")
    walk.person.answers("Last day that the learner attended", "no day")
    walk.press("See what will be done")
    expect(walk.page.get_by_role("alert")).to_be_visible()


def action_previewed(walk: Walk) -> None:
    walk.actions(walk.kept.faulty, "Record completion")
    walk.person.answers("Last day that the learner attended", "27/9/2024")
    walk.press("See what will be done")


def action_done(walk: Walk) -> None:
    action_previewed(walk)
    walk.press("Record completion")
    expect(walk.page.get_by_text("Record completion: done")).to_be_visible()


def action_undone(walk: Walk) -> None:
    walk.actions(walk.kept.faulty, "Record withdrawal")
    walk.person.answers("Last day that the learner attended", "27/9/2024")
    walk.page.get_by_role("combobox", name="Reason for the withdrawal").select_option(index=1)
    walk.press("See what will be done")
    walk.press("Record withdrawal")
    walk.press("Undo")
    expect(walk.page.get_by_text("It was undone.")).to_be_visible()


def measures_shown(walk: Walk) -> None:
    walk.actions(walk.kept.completed, "Record destination")
    walk.page.get_by_role("combobox", name="Where did the learner go?").select_option("EMP 1")
    expect(walk.page.locator("#measures input, #measures select").first).to_be_visible()


def impossible_action(walk: Walk) -> None:
    walk.actions(walk.kept.whole)
    walk.page.goto(walk.page.url + "restart_after_break")


def searched(walk: Walk) -> None:
    walk.open("learners/")
    walk.page.get_by_role("searchbox").press_sequentially("nobody of that name")
    expect(walk.page.get_by_text("No learner is found like that.")).to_be_visible()


def deleting(walk: Walk) -> None:
    walk.learner(walk.kept.blank)
    walk.press("Delete learner")


def just_deleted(walk: Walk) -> None:
    walk.learner(walk.visitor.add_learner())
    walk.press("Delete learner")
    walk.press("Delete learner")
    expect(walk.page.get_by_role("heading", name="Deleted learners")).to_be_visible()


def brought_back(walk: Walk) -> None:
    just_deleted(walk)
    walk.press("Undo")
    walk.page.wait_for_url("**/learner/*/")


def not_exported(walk: Walk) -> None:
    walk.learner(walk.visitor.add_learner())
    walk.press("Tick Don't export")
    expect(walk.page.get_by_role("button", name="Take Don't export away")).to_be_visible()


def reference_used(walk: Walk) -> None:
    walk.open("learners/new")
    walk.person.box("Learner reference number").fill("L0017")
    walk.press("Add learner")
    expect(walk.page.get_by_role("alert")).to_be_visible()


def destination_added(walk: Walk) -> None:
    walk.learner(known(walk.visitor, EARLIER, "L0001"), "destination/")
    walk.person.adds("Add destination and progression record")


PLACES = (
    Place("the list of learners", ("learners",), lambda walk: walk.open("learners/")),
    Place("the list of the earlier return", ("learners",), lambda walk: walk.open("/2324/learners/")),
    Place("the list, narrowed and sorted", ("learners",), lambda walk: walk.open("learners/?state=errors&sort=-name")),
    Place("the list with nobody found", ("learners",), searched),
    Place("adding a learner", ("learner_new",), lambda walk: walk.open("learners/new")),
    Place("adding a learner with a used reference", ("learner_new",), reference_used, 422),
    Place("a learner without faults", ("learner",), lambda walk: walk.learner(walk.kept.whole)),
    Place("a learner with everything unfolded", ("learner",), everything_unfolded),
    Place("a learner with many faults and long names", ("learner",), lambda walk: walk.learner(walk.kept.faulty)),
    Place("a learner who has completed", ("learner",), lambda walk: walk.learner(walk.kept.completed)),
    Place("a learner without a bootcamp", ("learner",), lambda walk: walk.learner(walk.kept.blank)),
    Place("a learner of the earlier return", ("learner",), lambda walk: walk.learner(walk.kept.earlier)),
    Place("a field saved", ("learner_save",), saved),
    Place("a field saved with an error", ("learner_save",), saved_with_an_error),
    Place("a conflict", ("learner_save",), conflict, 409, asks=True),
    Place("a field that could not be saved", ("learner_save",), not_saved, 422),
    Place("a field of a learner who was deleted meanwhile", ("learner_save",), gone, 404),
    Place("a record added", ("learner_add",), record_added),
    Place("a record removed", ("learner_remove",), record_removed),
    Place("an aim", ("learner_aim",), lambda walk: walk.aim(walk.kept.whole)),
    Place("an aim with faults", ("learner_aim",), lambda walk: walk.aim(walk.kept.faulty)),
    Place("employment", ("learner_employment",), lambda walk: walk.learner(walk.kept.whole, "employment/")),
    Place("employment being entered", ("learner_employment",), employment_added),
    Place("destination", ("learner_destination",), lambda walk: walk.learner(walk.kept.earlier, "destination/")),
    Place("destination being entered", ("learner_destination",), destination_added),
    Place("what can be recorded", ("actions",), lambda walk: walk.actions(walk.kept.whole)),
    Place("an action", ("action",), lambda walk: walk.actions(walk.kept.whole, "Claim milestone 2")),
    Place("an action with errors", ("action",), action_with_errors, 422),
    Place("an action that makes no sense now", ("action",), impossible_action, 422),
    Place("the measures of a destination", ("action_measures",), measures_shown),
    Place("an action shown before it is done", ("action",), action_previewed),
    Place("an action undone", ("action_undo",), action_undone),
    Place("an action done", ("action",), action_done),
    Place("Don't export ticked", ("learner_dont_export",), not_exported),
    Place("deleting a learner", ("learner_delete",), deleting),
    Place("a learner just deleted", ("learner_delete", "learners_deleted"), just_deleted),
    Place("a learner brought back", ("learner_undelete",), brought_back),
    Place("deleted learners", ("learners_deleted",), lambda walk: walk.open("learners/deleted")),
)
