"""The journey of a new user, from the demonstration to a learner found in the exported file."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect

from openlet.ilr.opening import source
from openlet.ilr.reading import IlrFile
from openlet.ilr.records import Learner
from tests.browser.chromium import chromium
from tests.browser.person import Person
from tests.browser.watching import Watch
from tests.running import Running

MOST_TYPED = 20  # fields, as the issue of the entry tool says
COHORT = "Data bootcamp, August 2024"
WRONG_ULN, ULN = "7654321104", "7654321103"
WRONG_BIRTH, BIRTH = "3/2/2030", "3 Feb 1990"


def enter(person: Person) -> str:
    """Add a learner on the bootcamp and enter the personal fields, two of them wrongly; the reference."""
    page = person.page
    person.presses("Add learner")
    expect(page.get_by_role("radio", name=COHORT)).to_be_checked()
    reference = person.box("Learner reference number").input_value()
    person.presses("Add learner")
    person.types("Unique learner number (ULN)", WRONG_ULN)
    person.types("Given names", "Amina")
    person.types("Date of birth", WRONG_BIRTH)
    person.types("Family name", "Okafor")
    person.chooses("Sex", "F")
    person.types("National Insurance number", "AB 12 34 56 C")
    person.chooses("Ethnicity", "31")
    person.types("Postcode prior to enrolment", "b13dw")
    person.types("Address line 1", "1 Example Street")
    person.types("Postcode", "b1 3dw")
    person.chooses("Learning difficulty, disability or health problem", "2")
    person.adds("Add prior level")
    person.chooses("Prior level", "5")
    person.types("Date level applies from", "31/07/2010")
    person.opens(re.compile("^Aim 1"))
    person.types("Learning start date postcode", "B1 3DW")
    person.opens("Employment status")
    person.adds("Add employment status")
    person.chooses("Employment status", "11")
    person.types("Date employment status applies", "4.8.24")
    person.chooses("Length of unemployment (LOU)", "1")
    return reference


def mend(person: Person) -> None:
    """Correct the two errors, each by following its line of the summary."""
    for says, field, label, text in (
        (WRONG_ULN, "Learner-ULN", "Unique learner number (ULN)", ULN),
        ("3 February 2030", "Learner-DateOfBirth", "Date of birth", BIRTH),
    ):
        person.lines_about(field).first.click()
        person.type_here(person.box(label), label, text)
        assert not any(says in line for line in person.to_mend())


def complete_and_claim(person: Person) -> None:
    """Record the completion, then claim milestone 2; each shows first what it will do."""
    page = person.page
    page.get_by_role("link", name=re.compile("^Record completion, a claim")).click()
    page.get_by_role("link", name="Record completion", exact=True).click()
    person.answers("Last day that the learner attended", "27 September 2024")
    expect(page.get_by_role("radio", name=re.compile("^1 — "))).to_be_checked()
    person.presses("See what will be done")
    expect(page.get_by_role("heading", name=re.compile("this will be done"))).to_be_visible()
    person.presses("Record completion")
    expect(page.get_by_text("Record completion: done")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Record completion, a claim")).click()
    page.get_by_role("link", name="Claim milestone 2", exact=True).click()
    person.answers("Day on which the offer was made", "7/10/24")
    person.presses("See what will be done")
    person.presses("Claim milestone 2")
    expect(page.get_by_text("Claim milestone 2: done")).to_be_visible()


def exported(person: Person, folder: Path) -> Path:
    """Export the return and download the file."""
    page = person.page
    page.get_by_role("link", name="Export", exact=True).click()
    page.get_by_role("radio", name="Download it with the browser").check()
    person.presses("Export")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the file").click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def learner_in(file: Path, reference: str) -> Learner:
    """The learner of an exported file, by the reader of all files."""
    found = [item.record for item in IlrFile(source(str(file)))]
    return next(one for one in found if isinstance(one, Learner) and one.LearnRefNumber == reference)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """``openlet demo``."""
    place = tmp_path_factory.mktemp("demonstration")
    running = Running(place / "data", place / "beside", ("-m", "openlet.cli", "demo"))
    yield running
    running.stop()


def test_a_new_user_enters_mends_claims_and_finds_the_learner_in_the_file(served: Running, tmp_path: Path) -> None:
    context = chromium().new_context()
    watch, page = Watch(context, served.address.removeprefix("http://")), context.new_page()
    person = Person(page)
    page.goto(served.link)
    expect(page.get_by_role("heading", name="Return of 2024-25")).to_be_visible()
    reference = enter(person)
    assert all(WRONG_ULN in line or "3 February 2030" in line for line in person.to_mend())
    mend(person)
    assert person.to_mend() == []
    complete_and_claim(person)
    milestones = page.locator("#milestones .openlet-milestone")
    assert "Payable now" in milestones.nth(0).inner_text()
    assert "Payable now" in milestones.nth(1).inner_text()
    assert len({*person.typed, *person.chosen}) <= MOST_TYPED, (person.typed, person.chosen)
    learner = learner_in(exported(person, tmp_path), reference)
    assert (learner.ULN, learner.FamilyName, learner.DateOfBirth) == (int(ULN), "Okafor", date(1990, 2, 3))
    assert [aim.LearnAimRef for aim in learner.LearningDelivery] == ["Z0020001", "Z0010211"]
    bootcamp, claim = learner.LearningDelivery
    assert (bootcamp.CompStatus, bootcamp.Outcome, bootcamp.LearnActEndDate) == (2, 1, date(2024, 9, 27))
    assert {claim.LearnStartDate, claim.LearnPlanEndDate, claim.LearnActEndDate} == {date(2024, 10, 7)}
    assert watch.found == []
    context.close()
