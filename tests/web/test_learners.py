"""The list of learners: each one once over all pages, in the order asked for, found by every filter that fits."""

import re
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from openlet.ilr.records import Learner
from openlet.spec.years import year_of
from openlet.store.basis import current_basis
from openlet.store.models import BootcampState, LearnerRow, LearnerState, Provider
from openlet.store.services import (
    begin_year,
    delete_learner,
    import_file,
    keep_contract,
    refresh_all,
    set_dont_export,
    set_provider,
    set_working_day,
)
from openlet.web.frame import who
from openlet.web.views.learners import ON_A_PAGE, SORTS
from tests import make
from tests.store.keeping import file
from tests.web.pages import said

YEAR, NEXT = year_of("2023-24"), year_of("2024-25")
LIST = f"/{YEAR.code}/learners/"
ROW = re.compile(r'<th scope="row"[^>]*><a class="govuk-link" href="/learner/[0-9]+/">(.*?)</a></th>')
PAGE = re.compile(r'href="(\?[^"]*page=[0-9]+)"')
NAMES = ("Adams", "adams", "Brown", "Ó Briain", "Zhou", "")
BOUNDARIES = (0, 1, ON_A_PAGE - 1, ON_A_PAGE, ON_A_PAGE + 1, 2 * ON_A_PAGE, 2 * ON_A_PAGE + 1)


@pytest.fixture(autouse=True)
def provider(folder: Path) -> Provider:
    whose: Provider = set_provider(make.UKPRN, "Example Training Ltd")
    keep_contract(whose, "contract.toml", make.CONTRACT.encode(), who())
    set_working_day(whose, make.AS_OF)
    begin_year(make.UKPRN, YEAR)
    return whose


def kept(*learners: Learner, judged: bool = True) -> None:
    """Learners imported into the store and, unless something else is said, judged."""
    if learners:
        import_file(file(*learners), who())
    if judged:
        refresh_all(current_basis(Provider.objects.get()))


def some(number: int, **fields: Any) -> list[Learner]:
    """So many learners, who differ in reference, name, birth and ULN."""
    return [
        make.learner(
            **{
                "LearnRefNumber": reference(at),
                "ULN": 1000000000 + at * 7,
                "FamilyName": NAMES[at % len(NAMES)] or None,
                "DateOfBirth": date(1980 + at % 9, 1, 1) if at % 4 else None,
                **fields,
            }
        )
        for at in range(number)
    ]


def reference(at: int) -> str:
    """A reference; later ones do not come later in the order of references."""
    return f"L{(at * 37) % 1000:04d}"


def page(browser: Client, **asked: str) -> str:
    answer = browser.get(LIST, asked)
    assert answer.status_code == 200
    return str(answer.content.decode())


def listed(shown: str) -> list[str]:
    """The references on a page, from the top."""
    return ROW.findall(shown)


def found(browser: Client, **asked: str) -> list[str]:
    """The references on all pages, as a person who follows the links of the pages comes to see them."""
    shown = page(browser, **asked)
    seen, on_pages = set(), [listed(shown)]
    waiting = [link.replace("&amp;", "&") for link in PAGE.findall(shown)]
    while waiting:
        link = waiting.pop(0)
        number = int(link.rpartition("=")[2])
        if number == 1 or number in seen:
            continue
        seen.add(number)
        shown = browser.get(LIST + link).content.decode()
        on_pages.append(listed(shown))
        waiting += [link.replace("&amp;", "&") for link in PAGE.findall(shown)]
        waiting.sort(key=lambda link: int(link.rpartition("=")[2]))
    return [one for each in on_pages for one in each]


@pytest.mark.parametrize("number", BOUNDARIES)
def test_every_learner_is_on_one_page_and_each_page_but_the_last_is_full(browser: Client, number: int) -> None:
    kept(*some(number), judged=False)
    expected = sorted(reference(at) for at in range(number))
    assert found(browser) == expected
    last = max(1, -(-number // ON_A_PAGE))
    pages = [listed(page(browser, page=str(one))) for one in range(1, last + 1)]
    assert [one for each in pages for one in each] == expected
    assert all(len(each) == ON_A_PAGE for each in pages[:-1])
    assert f"{number} learner" in said(browser.get(LIST))


@pytest.mark.parametrize(
    ("asked", "shown"), [("3", 3), ("4", 3), ("999999", 3), ("0", 3), ("-1", 3), ("x", 1), ("", 1), ("1", 1)]
)
def test_a_page_that_is_not_there_shows_one_that_is(browser: Client, asked: str, shown: int) -> None:
    kept(*some(2 * ON_A_PAGE + 1), judged=False)
    assert listed(page(browser, page=asked)) == listed(page(browser, page=str(shown)))


@pytest.mark.parametrize("sort", [sign + name for name in SORTS for sign in ("", "-")])
def test_sorted_by_anything_each_learner_is_there_once_and_blanks_come_last(browser: Client, sort: str) -> None:
    kept(*some(2 * ON_A_PAGE + 3))
    names = SORTS[sort.lstrip("-")]
    references = found(browser, sort=sort)
    rows = {row.LearnRefNumber: row for row in LearnerRow.objects.select_related("state")}
    assert sorted(references) == sorted(rows)
    for one, other in pairwise(references):
        first, second = (value(rows[each], names[0]) for each in (one, other))
        if first is None or second is None:
            assert second is None
        else:
            assert first >= second if sort.startswith("-") else first <= second


def value(row: LearnerRow, name: str) -> Any:
    state, _, element = name.rpartition("__")
    return getattr(row.state if state else row, element)


def test_an_unknown_order_is_that_of_references(browser: Client) -> None:
    kept(*some(3), judged=False)
    assert found(browser, sort="shoe size") == sorted(reference(at) for at in range(3))


ANN = {"FamilyName": "O'Hara", "GivenNames": "Ann", "Postcode": "CV1 2WT", "PostcodePrior": "B1 1AA", "ULN": make.ULN}
BOB = {"FamilyName": "100%_Sure", "GivenNames": "Bob", "Postcode": "B1 1AA", "ULN": make.OTHER_ULN}


@pytest.mark.parametrize(
    ("typed", "who_is_found"),
    [
        ("o'hara", ["ANN"]),
        ("HARA", ["ANN"]),
        ("ann o'h", ["ANN"]),
        ("o'hara bob", []),
        ("cv1", ["ANN"]),
        ("2wt cv1", ["ANN"]),
        ("b1", ["ANN", "BOB"]),
        (str(make.ULN), ["ANN"]),
        (str(make.OTHER_ULN)[-3:], ["BOB"]),
        ("bob", ["BOB"]),
        ("nn", ["ANN"]),
        ("%", ["BOB"]),
        ("_", ["BOB"]),
        ("0%_", ["BOB"]),
        ("\\", []),
        ("nobody", []),
        ("  ", ["ANN", "BOB"]),
    ],
)
def test_what_is_typed_is_looked_for_in_name_reference_uln_and_postcodes(
    browser: Client, typed: str, who_is_found: list[str]
) -> None:
    kept(make.learner(LearnRefNumber="ANN", **ANN), make.learner(LearnRefNumber="BOB", **BOB))
    assert found(browser, q=typed) == who_is_found


def test_who_has_not_been_checked_is_found_by_reference_and_called_nothing_else(browser: Client) -> None:
    kept(make.learner(LearnRefNumber="NEW-1"), judged=False)
    assert found(browser, q="new-1") == ["NEW-1"]
    assert found(browser, state="complete") == []
    shown = page(browser, q="new")
    assert "Not checked yet" in shown
    assert ">Complete</strong>" not in shown


def test_the_states_are_told_apart(browser: Client) -> None:
    kept(
        make.learner(LearnRefNumber="COMPLETE"),
        make.learner(LearnRefNumber="HELD", ULN=make.OTHER_ULN),
        make.learner(LearnRefNumber="GAP", FamilyName=None, ULN=1000000043),
        make.learner(LearnRefNumber="FAULT", Sex="FF", ULN=1000000051),
    )
    set_dont_export(LearnerRow.objects.get(LearnRefNumber="HELD").pk, True, who())
    set_dont_export(LearnerRow.objects.get(LearnRefNumber="GAP").pk, True, who())
    assert found(browser, state="complete") == ["COMPLETE"]
    assert found(browser, state="excluded") == ["GAP", "HELD"]
    assert found(browser, state="errors") == ["FAULT", "GAP"]
    assert found(browser, state="unknown") == ["COMPLETE", "FAULT", "GAP", "HELD"]


def test_one_who_started_again_on_a_bootcamp_is_found_once(browser: Client) -> None:
    again = make.aim(AimSeqNumber=2, LearnStartDate=date(2024, 6, 3))
    kept(make.learner(make.aim(CompStatus=6), again), make.learner(LearnRefNumber="L0002", ULN=make.OTHER_ULN))
    assert BootcampState.objects.filter(LearnAimRef=make.BOOTCAMP).count() > 1
    assert found(browser, bootcamp=make.BOOTCAMP) == ["L0001", "L0002"]
    assert found(browser, bootcamp="Z0020002") == []


def test_a_milestone_finds_each_learner_with_a_bootcamp_in_that_state_once(browser: Client) -> None:
    unpaid = {"LearningDeliveryFAM": make.fams("SOF112", "FFI1")}
    later = {"LearnAimRef": "Z0020002", "AimSeqNumber": 2, "LearnStartDate": date(2024, 6, 3)}
    two = make.learner(make.aim(**unpaid), make.aim(**unpaid, **later))
    kept(two, make.learner(make.finished(), LearnRefNumber="L0002", ULN=make.OTHER_ULN))
    for name in ("M1", "M2", "M3"):
        states = dict.fromkeys(BootcampState.objects.values_list(name, flat=True))
        for state in states:
            rows = LearnerRow.objects.filter(bootcamps__in=BootcampState.objects.filter(**{name: state}))
            expected = sorted(set(rows.values_list("LearnRefNumber", flat=True)))
            assert found(browser, milestone=f"{name}:{state}") == expected
    assert found(browser, milestone="M9:paid") == ["L0001", "L0002"]


def test_who_needs_action_is_found(browser: Client) -> None:
    kept(make.learner(), make.learner(LearnRefNumber="L0002", FamilyName=None, ULN=make.OTHER_ULN))
    needing = LearnerState.objects.filter(needs_action=True).values_list("learner__LearnRefNumber", flat=True)
    assert list(needing) == ["L0002"]
    assert found(browser, action="1") == ["L0002"]


def test_filters_narrow_together_and_hold_on_every_page(browser: Client) -> None:
    kept(*some(120))
    states = LearnerState.objects.filter(FamilyName__in=("Adams", "adams", "Brown"), gaps=0, schema_faults=0)
    expected = set(states.filter(learner__faults=0).values_list("learner__LearnRefNumber", flat=True))
    by_hand = {
        one
        for one in found(browser, state="complete")
        if one in {*found(browser, q="adams"), *found(browser, q="brown")}
    }
    assert by_hand == expected
    adams = found(browser, q="adams", state="complete", sort="-reference")
    assert adams == sorted(adams, reverse=True)
    assert set(adams) == set(found(browser, q="adams")) & set(found(browser, state="complete"))


def test_the_links_of_pages_keep_what_was_asked(browser: Client) -> None:
    kept(*some(ON_A_PAGE + 1, FamilyName="Adams"))
    shown = page(browser, q="adams", sort="-name")
    links = [link.replace("&amp;", "&") for link in PAGE.findall(shown)]
    assert "?q=adams&sort=-name&page=2" in links
    assert len(listed(shown)) == ON_A_PAGE
    assert len(listed(browser.get(f"{LIST}?q=adams&sort=-name&page=2").content.decode())) == 1


def test_deleted_learners_and_those_of_other_years_are_not_listed(browser: Client) -> None:
    kept(make.learner(), make.learner(LearnRefNumber="GONE", ULN=make.OTHER_ULN))
    begin_year(make.UKPRN, NEXT)
    import_file(file(make.learner(LearnRefNumber="LATER"), of=NEXT.year), who())
    delete_learner(LearnerRow.objects.get(LearnRefNumber="GONE").pk, who())
    assert found(browser) == ["L0001"]
    assert found(browser, q="gone") == []
    assert found(browser, bootcamp=make.BOOTCAMP) == ["L0001"]
    assert "Deleted learners (1)" in page(browser)


def test_while_typing_only_the_rows_come_and_the_address_follows(browser: Client) -> None:
    kept(make.learner(), judged=False)
    answer = browser.get(LIST, {"q": "l0001", "sort": "name"}, headers={"hx-request": "true"})
    assert listed(answer.content.decode()) == ["L0001"]
    assert "<html" not in answer.content.decode()
    assert answer["HX-Replace-Url"] == f"{reverse('learners', args=[YEAR.code])}?q=l0001&sort=name"
