"""Cohorts, enrolment from a table, and what is done to many learners at once."""

import re

from playwright.sync_api import expect

from tests.browser.walk import LONG_NAME, Place, Walk

TABLE = (
    "Family name\tGiven names\tDate of birth\tSex\tULN\tPostcode\n"
    "Marsh\tTheo\t3/2/1991\tM\t7654321111\tB1 1AA\n"
    f"{LONG_NAME}\tIda\t31/2/1991\tX\t7654321112\tnowhere\n"
)


def cohort(walk: Walk, path: str = "") -> None:
    walk.open(f"cohort/{walk.kept.cohort}/{path}")


def chosen_bootcamp(walk: Walk) -> None:
    walk.open("cohort/new")
    walk.person.box("Learning start date").fill("7/10/2024")
    walk.person.box("Learning planned end date").fill("20/12/2024")
    walk.press("Continue")
    expect(walk.person.box("Name of the cohort")).to_be_visible()


def cohort_kept(walk: Walk) -> None:
    chosen_bootcamp(walk)
    walk.press("Save cohort")
    expect(walk.page.get_by_text("The cohort was saved.")).to_be_visible()


def cohort_without_a_name(walk: Walk) -> None:
    cohort(walk)
    walk.person.box("Name of the cohort").fill("")
    walk.press("Save cohort")


def of_nobody(walk: Walk) -> None:
    walk.open("cohort/new")
    walk.person.box("Learner reference number").fill("nobody")
    walk.press("Make a template of this learner's bootcamp")


def ended(walk: Walk) -> None:
    walk.open("cohorts/")
    walk.page.locator("main").get_by_role("link", name=re.compile("Welding")).first.click()
    walk.press("End the cohort")
    expect(walk.page.get_by_text("The cohort was ended")).to_be_visible()


def table_read(walk: Walk) -> None:
    cohort(walk, "enrol")
    walk.person.box("Table").fill(TABLE)
    walk.press("See how it is read")
    expect(walk.page.get_by_role("heading", name="This is how the table is read")).to_be_visible()


def table_empty(walk: Walk) -> None:
    cohort(walk, "enrol")
    walk.press("See how it is read")


def enrolled(walk: Walk) -> None:
    table_read(walk)
    walk.press("Enrol the rows that are ticked")
    expect(walk.page.get_by_role("heading", level=1)).to_contain_text("enrolled")


def enrolment_undone(walk: Walk) -> None:
    walk.person.box("Table")
    cohort(walk, "enrol")
    walk.person.box("Table").fill("Family name\tULN\nBriefly\t7654321103\n")
    walk.press("See how it is read")
    walk.press("Enrol the rows that are ticked")
    walk.press("Undo")
    expect(walk.page.get_by_text(re.compile("^Undone on"))).to_be_visible()


def value_asked(walk: Walk) -> None:
    walk.open(f"change-many?cohort={walk.kept.cohort}")
    walk.page.get_by_role("combobox", name="Which value?").select_option(label="Planned learning hours")
    walk.press("Continue")


def value_previewed(walk: Walk) -> None:
    value_asked(walk)
    walk.page.get_by_label(re.compile("^New value")).fill("121")
    walk.press("See what comes of it")
    expect(walk.page.get_by_text("would be changed. Nothing is saved yet.")).to_be_visible()


def values_changed(walk: Walk) -> None:
    value_previewed(walk)
    walk.page.get_by_role("button", name=re.compile("^Change [0-9]")).click()
    expect(walk.page.get_by_role("button", name="Undo")).to_be_visible()


PLACES = (
    Place("cohorts", ("cohorts",), lambda walk: walk.open("cohorts/")),
    Place("adding a cohort", ("cohort_new",), lambda walk: walk.open("cohort/new")),
    Place("adding a cohort for a bootcamp", ("cohort_new",), chosen_bootcamp),
    Place("a cohort of a learner who is not there", ("cohort_new",), of_nobody, 422),
    Place("a cohort kept", ("cohort_new", "cohort"), cohort_kept),
    Place("a cohort", ("cohort",), cohort),
    Place("a cohort without a name", ("cohort",), cohort_without_a_name, 422),
    Place("enrolling", ("cohort_enrol",), lambda walk: cohort(walk, "enrol")),
    Place("enrolling without a table", ("cohort_enrol",), table_empty, 422),
    Place("the table as it is read", ("cohort_enrol",), table_read),
    Place("learners enrolled", ("many_done",), enrolled),
    Place("an enrolment undone", ("many_undo",), enrolment_undone),
    Place("changing many", ("change_many",), lambda walk: walk.open("change-many")),
    Place("changing many, nothing chosen", ("change_many",), lambda walk: walk.open("change-many?group=&field="), 422),
    Place("changing many, the value", ("change_many",), value_asked),
    Place("changing many, shown before it is done", ("change_many",), value_previewed),
    Place("many changed", ("change_many", "many_done"), values_changed),
    Place("a cohort ended", ("cohort_end",), ended),
)
