"""Every rule about bootcamps fires somewhere in invented returns, and most learners have no fault."""

from collections import Counter
from pathlib import Path

import pytest

from openlet.contracts.reading import read_contracts
from openlet.facts.given import given_for
from openlet.ilr.opening import source
from openlet.ilr.reading import IlrFile
from openlet.ilr.records import Learner
from openlet.invented import Run, generate
from openlet.invented.faults import faults
from openlet.invented.lists import season
from openlet.invented.returns import case_of, fault_of
from openlet.rules import Checker, Rule, Severity, book
from openlet.spec.codes import code_rules
from openlet.spec.scheme import reasons
from openlet.spec.years import Year, year_of, years
from tests.invented.corpus import FILES, LEARNERS, checked

CODE_LISTS = {code for of in code_rules() for code in (of.rule, of.dated_rule)}
# Rules that no invented return breaks, each with its reason.
NOT_BROKEN = {
    "LearnFAMType_03": "no code of the learner lists has an end date",
    "OutType_05": "the outcome codes that ended did so in 2015, before any bootcamp",
    "WMCA_LearnStartDate_01": "a file without the start date is not valid by the schema",
    "WMCA_LearnPlanEndDate_01": "a file without the planned end is not valid by the schema",
    "WMCA_DateEmpStatApp_01": "a file without the date of a status is not valid by the schema",
    "WMCA_OutStartDate_01": "a file without the start of an outcome is not valid by the schema",
    "WMCA_OutCollDate_01": "a file without the collection date of an outcome is not valid by the schema",
    "WMCA_EmpStat_01": "fires with the reading empstat_missing = todo only; by default no status is NP-10",
    "WMCA_ULN_01": "fires with the reading uln_checksum = todo only; by default a wrong check digit is NP-02",
    "WMCA_LearnDelFAMType_04": "needs a file of salaries, which invented contracts do not name",
}
STRAY_FILE = {"NP-01"}  # broken by a whole file, not by a learner


def ours() -> list[Rule]:
    """The rules that invented returns are meant to break: WMCA's own, and code lists.

    Official rules that have a file of their own are left out: each is proven by the table of its own test
    (tests/rules/test_book.py sees to it that there is one), and invented returns need not break them all.
    """
    return [
        rule
        for rule in book()
        if rule.on != "Layout"
        and (rule.severity in (Severity.NO_PAY, Severity.TO_DO) or rule.code in CODE_LISTS)
        and "settlement" not in rule.needs
    ]


def fired_anywhere() -> set[str]:
    return {code for year in years() for code in checked(year)[0]}


def test_every_rule_fires_but_for_those_with_a_reason() -> None:
    silent = {rule.code for rule in ours()} - fired_anywhere()
    assert silent == NOT_BROKEN.keys() & {rule.code for rule in ours()}, sorted(silent ^ NOT_BROKEN.keys())


def test_every_exception_is_still_needed() -> None:
    assert [code for code in NOT_BROKEN if code in fired_anywhere()] == []
    assert NOT_BROKEN.keys() <= {rule.code for rule in book()}


@pytest.mark.parametrize("year", years(), ids=str)
def test_every_fault_breaks_its_rule_in_every_year_that_has_it(year: Year) -> None:
    known = {rule.code for rule in ours() if rule.in_year(year)}
    meant = {code for fault in faults(year, FILES) for code in fault.breaks if code in known}
    assert meant | STRAY_FILE <= checked(year)[0].keys()


def test_every_fault_names_rules_of_the_book() -> None:
    codes = {rule.code for rule in book()} | reasons().keys()  # some reasons are decided over all providers and years
    named = {code for year in years() for fault in faults(year, FILES) for code in fault.breaks}
    assert named <= codes


@pytest.mark.parametrize("year", years(), ids=str)
def test_about_seven_in_ten_learners_have_no_finding(year: Year) -> None:
    assert 0.6 < checked(year)[1] / LEARNERS < 0.8


@pytest.mark.parametrize("year", years(), ids=str)
def test_a_learner_without_fault_is_on_the_no_pay_report_for_a_break_only(year: Year, tmp_path: Path) -> None:
    path, contract = generate(tmp_path, 300, 1, year, 11)
    day = season(year).prepared
    terms = given_for(read_contracts([contract]), year, day, day, int(path.name[4:12]))
    checker = Checker(terms, [rule for rule in book() if rule.severity is Severity.NO_PAY])
    asked = Run(300, 1, year, 11)
    found = {
        finding.rule.code
        for place, item in enumerate(IlrFile(source(str(path))))
        if isinstance(item.record, Learner) and fault_of(asked, 0, place) is None
        for finding in checker.item(item)
    }
    assert found <= {"NP-14"}


def test_some_learners_are_with_two_providers() -> None:
    asked = Run(1000, 2, year_of("2023-24"), 8)
    ulns = Counter(case_of(asked, file, place).learner.ULN for file in range(2) for place in range(500))
    assert sum(times == 2 for times in ulns.values()) > 5
