"""What a walk through all pages needs: the places, and the learners that are there to be looked at."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Page

from tests.browser.person import Person
from tests.browser.watching import Watch
from tests.web.served.asking import YEAR, Visitor

EARLIER = 2324
LONG_NAME = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh"  # longer than a window of 320 pixels is wide
LONG_ADDRESS = "a.very.long.address.without.any.break@training-provider.example.org"


@dataclass
class Kept:
    """Learners by what they are there for. ``cohort`` is the key of the first cohort."""

    whole: int
    completed: int
    earlier: int
    faulty: int
    blank: int
    deleted: int
    cohort: int


@dataclass
class Walk:
    """One visit. ``statuses`` are those that the place provokes, once it is there."""

    page: Page
    watch: Watch
    visitor: Visitor
    kept: Kept
    person: Person = field(init=False)

    def __post_init__(self) -> None:
        self.person = Person(self.page)

    def open(self, path: str) -> None:
        """Open an address of the newer return, or one that begins with a slash."""
        self.page.goto(path if path.startswith("/") else f"/{YEAR}/{path}")

    def learner(self, key: int, path: str = "") -> None:
        """Open a page of a learner."""
        self.page.goto(f"/learner/{key}/{path}")

    def press(self, name: str) -> None:
        """Press the first button of that name."""
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def follow(self, name: str) -> None:
        """Follow the first link of that name, or whose name begins so."""
        self.page.get_by_role("link", name=re.compile(f"^{re.escape(name)}")).first.click()

    def aim(self, key: int) -> None:
        """Open the tab of the first aim of a learner."""
        self.learner(key)
        self.person.opens(re.compile("^Aim 1"))

    def actions(self, key: int, action: str = "") -> None:
        """Open what can be recorded on the first bootcamp of a learner, or one of it."""
        self.learner(key)
        self.follow("Record completion, a claim")
        if action:
            self.page.locator("main").get_by_role("link", name=action, exact=True).click()


@dataclass(frozen=True)
class Place:
    """A page in one of its states. ``names`` are those of the addresses that lead there; ``status`` is provoked.

    ``alone``: it leaves its browser in a state that no other place should begin with. ``asks``: something typed is
    not stored there, so the browser asks before it leaves.
    """

    title: str
    names: tuple[str, ...]
    go: Callable[[Walk], object]
    status: int | None = None
    alone: bool = False
    asks: bool = False


def prepared(visitor: Visitor) -> Kept:
    """The learners of the walk."""
    cohorts = re.findall(r'name="cohort" type="radio" value="([0-9]+)"', visitor.get(f"/{YEAR}/learners/new").text)
    faulty, deleted = visitor.add_learner(cohorts[0]), visitor.add_learner()
    given = {
        "FamilyName": LONG_NAME, "GivenNames": LONG_NAME, "ULN": "7654321104", "DateOfBirth": "31/02/1990",
        "Email": LONG_ADDRESS, "AddLine1": LONG_ADDRESS, "Sex": "Q",
    }  # fmt: skip
    for element, value in given.items():
        assert visitor.save(faulty, f"Learner/{element}", value).status == 200
    assert visitor.post(f"/learner/{deleted}/delete", sure="yes").status == 302
    return Kept(
        whole=known(visitor, YEAR, "L0017"),
        completed=completed(visitor, cohorts[0]),
        earlier=known(visitor, EARLIER, "L0002"),
        faulty=faulty,
        blank=visitor.add_learner(),
        deleted=deleted,
        cohort=int(cohorts[0]),
    )


def known(visitor: Visitor, year: int, reference: str) -> int:
    """The key of a learner of the demonstration."""
    found = re.search(rf'href="/learner/([0-9]+)/">{reference}<', visitor.get(f"/{year}/learners/").text)
    assert found
    return int(found[1])


def completed(visitor: Visitor, cohort: str) -> int:
    """A learner who has completed the bootcamp of a cohort."""
    learner = visitor.add_learner(cohort)
    found = re.search(rf'href="(/learner/{learner}/bootcamp/[^"]+/)"', visitor.get(f"/learner/{learner}/").text)
    assert found
    action, given = f"{found[1]}record_completion", {"LearnActEndDate": "27/9/2024", "Outcome": "1"}
    version = re.search(r'name="version" value="([0-9]+)"', visitor.post(action, **given).text)
    assert version
    assert visitor.post(action, step="do", version=version[1], **given).status == 302
    return learner
