"""Each role sees its pages whole, and nothing on them that it would be refused."""

import re
from html.parser import HTMLParser

import pytest

from openlet.invented.example import UKPRN as NORTH
from openlet.team.rights import RIGHTS
from openlet.web.team.showing import page_at
from openlet.web.team.who_may import PAGES, may
from tests.team.people import PEOPLE, People

FILES = (
    "sheet_export",
    "sheet_template",
    "exporting_file",
    "compare_file",
    "report_file",
    "rates_file",
    "report_table_file",
)


class Offered(HTMLParser):
    """What a page offers: the addresses to look at, and those to send to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.sends: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a" and given.get("href"):
            self.links.append(str(given["href"]))
        if tag == "form" and given.get("method") == "post":
            self.sends.append(str(given["action"]))
        if given.get("hx-post"):
            self.sends.append(str(given["hx-post"]))


def name_of(address: str, prefix: str) -> str:
    return page_at("/" + re.split(r"[?#]", address.removeprefix(prefix))[0])


def walked(people: People, person: str, start: str, prefix: str) -> dict[str, str]:
    """Follow every link that is shown, one page for each name; the pages by their names."""
    waiting, seen = [start], dict[str, str]()
    while waiting:
        address = waiting.pop(0)
        answer = people(person).get(address, follow=True)
        assert answer.status_code in (200, 422), (address, answer.status_code)  # 422: nothing to restore
        name = name_of(answer.request["PATH_INFO"], prefix)
        if name in FILES or name in seen:
            continue
        content = answer.getvalue() if answer.streaming else answer.content
        seen[name] = content.decode(errors="replace")
        known = {name_of(one, prefix) for one in waiting} | seen.keys() | {""}
        for link in Offered(seen[name]).links:
            if link.startswith(prefix) and name_of(link, prefix) not in known:
                waiting.append(link)
                known.add(name_of(link, prefix))
    return seen


@pytest.mark.parametrize("role", ["reader", "editor", "manager"])
def test_a_role_follows_every_link_and_no_form_that_it_sees_is_refused(role: str, people: People) -> None:
    prefix = f"/{NORTH}/"
    pages = walked(people, role, f"{prefix}2425/", prefix)
    assert {"home", "learners", "learner", "cohorts", "cohort", "money", "settings", "history"} <= pages.keys()
    assert ("learner_new" in pages, "accounts" in pages) == (role != "reader", role == "manager")
    for page, text in pages.items():
        refused = [
            one
            for one in Offered(text).sends
            if one.startswith(prefix) and not may(RIGHTS[role], PAGES[name_of(one, prefix)], "POST")
        ]
        assert refused == [], page


def test_a_reader_sees_the_record_in_boxes_that_do_not_save(people: People) -> None:
    first = re.search(
        rf'href="(/{NORTH}/learner/[0-9]+/)"',
        people("reader").get(f"/{NORTH}/2425/learners/").content.decode(errors="replace"),
    )
    assert first
    page, mine = (people(who).get(first[1]).content.decode(errors="replace") for who in ("reader", "editor"))
    assert mine.count("hx-post") > 20
    assert "hx-post" not in page
    for shown in (
        r'<input class="govuk-input[^>]* id="f-Learner-FamilyName"',
        r'id="s-[^"]+"',
        r'<option value="[^"]*" selected>',
    ):
        assert len(re.findall(shown, page)) == len(re.findall(shown, mine)) > 0, shown
    assert re.search(r'id="f-Learner-FamilyName"[^>]* readonly', page)
    assert "Delete learner" not in page
    assert page.count("<div") == page.count("</div") == mine.count("</div")


@pytest.mark.parametrize("person", ["officer", "approver", "administrator"])
def test_the_authority_sees_its_own_pages(person: str, people: People) -> None:
    pages = walked(people, person, "/authority", "/")
    assert "authority" in pages
    assert ("accounts" in pages, "providers" in pages, "log" in pages) == (person == "administrator",) * 3
    assert not any("/accounts/" in text for text in pages.values()) or person == "administrator"


def test_several_places_are_offered_and_one_is_gone_to_at_once(people: People) -> None:
    both = people("both").get("/", follow=True).content.decode(errors="replace")
    assert f'href="/{NORTH}/"' in both and "South Academy" in both
    assert people("reader").get("/", follow=True).redirect_chain[-1][0] == f"/{NORTH}/2425/"
    assert "no role" in people("guest").get("/", follow=True).content.decode(errors="replace")
    assert len(PEOPLE["guest"]) == 0
