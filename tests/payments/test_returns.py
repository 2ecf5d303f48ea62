"""Which returns count: per provider the newest of each ILR year on or before the day (A.0, data state)."""

from datetime import date
from typing import Any

import pytest

from openlet.payments.claims import ReturnOf
from openlet.payments.returns import standing
from openlet.reports.pay import document, notes
from tests import make
from tests.payments.settling import bootcamp, said, settled
from tests.payments.test_milestone_2 import z2

DAY = date(2024, 10, 18)


def returned(name: str, prepared: date, ukprn: int | None = 1, year: int = 2324, made: str = "") -> ReturnOf:
    return ReturnOf(ukprn, year, prepared, made, name, f"hash of {name}")


OLD, NEW = returned("old", date(2024, 9, 1)), returned("new", date(2024, 10, 18))
TOMORROW = returned("tomorrow", date(2024, 10, 19))


@pytest.mark.parametrize(
    ("files", "words"),
    [
        pytest.param([OLD, NEW], ["earlier", "current"], id="the newest counts"),
        pytest.param([NEW, OLD], ["current", "earlier"], id="in any order"),
        pytest.param([OLD, NEW, TOMORROW], ["earlier", "current", "after the day"], id="none after the day"),
        pytest.param([OLD, returned("next", date(2024, 10, 1), year=2425)], ["current", "current"],
                     id="each year has its own"),
        pytest.param([OLD, returned("away", date(2024, 10, 1), ukprn=2)], ["current", "current"],
                     id="each provider has its own"),
        pytest.param([returned("a", DAY, made="09:00"), returned("b", DAY, made="17:00")], ["earlier", "current"],
                     id="of one day the one made later"),
        pytest.param([TOMORROW], ["after the day"], id="nothing counts"),
    ],
)  # fmt: skip
def test_how_returns_stand(files: list[ReturnOf], words: list[str]) -> None:
    stands = standing(files, DAY)
    assert [stands.word(one) for one in files] == words


def test_a_file_given_twice_counts_once() -> None:
    twin = ReturnOf(1, 2324, NEW.prepared, "", "a copy", NEW.sha256)
    stands = standing([NEW, twin], DAY)
    assert (stands.current, stands.earlier) == (frozenset({twin}), frozenset())


def test_what_is_covered() -> None:
    stands = standing([OLD, TOMORROW], DAY)
    assert [stands.covers(*one) for one in ((1, 2324), (1, 2425), (2, 2324))] == [True, False, False]


# Through files.


def text(*aims: Any, prepared: date = make.AS_OF) -> str:
    return make.xml([make.learner(*aims)], prepared=prepared)


def test_a_newer_return_of_the_same_year_replaces_the_older() -> None:
    """Removed from the newest return is not attended any more."""
    answer = document(settled([text(make.finished(), z2()), text(make.aim(), prepared=date(2024, 9, 12))]))
    assert said(bootcamp(answer), "M2")[0] == "not reached"
    assert [one["standing"] for one in answer["returns"]] == ["earlier", "current"]


def test_a_return_after_the_day_is_left_out_and_noted() -> None:
    found = settled([text(make.aim()), text(make.finished(), z2(), prepared=date(2024, 9, 12))], as_of=make.AS_OF)
    assert said(bootcamp(document(found)), "M2")[0] == "not reached"
    assert "was left out" in notes(found)[0]


def test_the_day_is_the_newest_preparation_date_unless_it_is_given() -> None:
    texts = [text(make.aim(), prepared=date(2024, 5, 14)), text(make.aim(), prepared=date(2024, 5, 15))]
    assert settled(texts).as_of == date(2024, 5, 15)
    assert settled(texts, as_of=date(2024, 5, 14)).as_of == date(2024, 5, 14)


@pytest.mark.parametrize("names", [("a.xml", "a.xml"), ("a.xml", "b.xml"), ("b.xml", "a.xml")])
def test_one_file_given_twice_pays_once(names: tuple[str, str]) -> None:
    one = text(make.finished(), z2())
    once, twice = document(settled([one])), document(settled([one, one], names=names))
    assert once["bootcamps"] == twice["bootcamps"]
    assert once["totals"] == twice["totals"]
    assert len(twice["returns"]) == 1


def test_an_earlier_return_is_noted() -> None:
    found = settled([text(make.aim(), prepared=date(2024, 5, 20)), text(make.aim())])
    assert "counts as an earlier return" in notes(found)[0]


def test_changed_values_become_to_do_items() -> None:
    before = make.xml([make.learner(PostcodePrior="B2 4QA")], prepared=date(2024, 5, 20))
    entry = bootcamp(document(settled([before, text(make.aim(LearnPlanEndDate=date(2024, 7, 30)))])))
    assert {"WMCA_LearnPlanEndDate_90", "WMCA_PostcodePrior_90"} <= {one["code"] for one in entry["to_do"]}
    same = make.xml([make.learner()], prepared=date(2024, 5, 20))
    entry = bootcamp(document(settled([same, text(make.aim())])))
    assert not {"WMCA_LearnPlanEndDate_90", "WMCA_PostcodePrior_90"} & {one["code"] for one in entry["to_do"]}


def test_a_bootcamp_of_an_older_return_alone_leaves_the_milestone_aim_alone() -> None:
    answer = document(settled([text(make.finished()), text(z2(AimSeqNumber=1), prepared=date(2024, 9, 12))]))
    assert said(bootcamp(answer), "M2") == ("not reached", "0.00", {"MC-06"})
    assert bootcamp(answer)["bootcamp"]["LearnStartDate"] is None
