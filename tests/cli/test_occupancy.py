"""Occupancy reports checked and paid: as far as their columns allow, and never a pass for what they do not show."""

import json
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from openlet import cli
from openlet.contracts.reading import read_contracts
from openlet.contracts.terms import Contracts
from openlet.exchange.occupancy import Told
from openlet.facts.aims import fam_codes
from openlet.ilr.opening import Source
from openlet.ilr.records import Learner
from openlet.invented import generate
from openlet.invented.lists import season
from openlet.payments.ledger import Ledger
from openlet.reports.pay import document
from openlet.rules import Outcome, Severity, Status
from openlet.rules.wording import place
from openlet.scale.stage_one import FileCheck, Opened, open_file, stage_one
from openlet.scale.stage_two import stage_two
from openlet.spec.years import year_of
from tests.exchange.occupancy_csv import NAME as IN_JULY
from tests.exchange.occupancy_csv import NEWER, OLDER, as_file, report, rows_of
from tests.make import AS_OF, CONTRACT, OTHER_ULN, aim, contract, fams, finished, learner, milestone, xml

NAME, LATER = IN_JULY.replace("20240720", "20240820"), IN_JULY.replace("20240720", "20240825")
YEAR = ("--year", "2023-24")  # in August the returns of two years are open
YEARS = ("2023-24", "2025-26")
TOLD = Told(year_of("2023-24"))
LEARNERS, FILES = 400, 2
Findings = set[tuple[str, Any, Any]]


@cache
def both(year: str, layout: str) -> tuple[list[Opened], list[Opened], Contracts]:
    """Invented returns with every fault, the reports made from them, and their contracts."""
    of = year_of(year)
    with TemporaryDirectory() as folder:
        paths = generate(Path(folder), LEARNERS, FILES, of, 7)
        contents = [(path.name[4:12], path.read_bytes()) for path in paths[:FILES]]
        contracts = read_contracts(paths[FILES:])
    stamp = f"{season(of).prepared:%Y%m%d}-235959"
    files = [open_file(Source(f"{ukprn}.xml", None, content)) for ukprn, content in contents]
    reports = [
        open_file(report(content, layout, f"{ukprn}_1_Report {stamp}.csv"), Told(of)) for ukprn, content in contents
    ]
    return files, reports, contracts


def checked(opened: Opened, contracts: Contracts, year: str) -> tuple[Findings, dict[str, Outcome]]:
    """What the rules of the guide find, without lines, and how they ended."""
    check = FileCheck(opened, contracts, season(year_of(year)).prepared)
    found = set()
    for finding in check:
        if finding.rule.severity in (Severity.NO_PAY, Severity.TO_DO):
            where = place(finding, check.given)
            found.add((finding.rule.code, where["LearnRefNumber"], where["AimSeqNumber"]))
    return found, check.outcomes


@cache
def refused_by_the_service(file: Opened) -> set[str | None]:
    """Learners with two codes of a type that may stand once; the report is made of valid records, and shows one."""
    return {
        item.record.LearnRefNumber
        for item in file.read()
        if isinstance(item.record, Learner)
        for one in item.record.LearningDelivery
        for kind in ("SOF", "FFI", "RES")
        if len(fam_codes(one).get(kind, ())) > 1
    }


@pytest.mark.parametrize("layout", [OLDER, NEWER])
@pytest.mark.parametrize("year", YEARS)
def test_no_rule_is_clean_on_a_report_that_finds_something_in_the_file(year: str, layout: str) -> None:
    judged = 0
    for file, made in zip(*both(year, layout)[:2], strict=True):
        contracts = both(year, layout)[2]
        found, _ = checked(file, contracts, year)
        of_report, outcomes = checked(made, contracts, year)
        assert of_report <= found  # nor does it find anything that is not there
        for code, reference, number in found - of_report:
            if reference in refused_by_the_service(file):
                continue
            lacking = outcomes[code].lacking.values()
            skipped = outcomes[code].status is Status.SKIPPED and not lacking
            assert skipped or any({(reference, number), (reference, None)} & places for places in lacking), code
        judged += len(of_report)
        assert not [code for code, outcome in outcomes.items() if outcome.crashed]
    assert judged > 50


@pytest.mark.parametrize("layout", [OLDER, NEWER])
@pytest.mark.parametrize("year", YEARS)
def test_no_milestone_is_paid_on_a_report_that_is_not_paid_on_the_file(year: str, layout: str) -> None:
    files, reports, contracts = both(year, layout)
    day = season(year_of(year)).prepared
    of_files, of_reports = (
        document(stage_two([stage_one(one, contracts, day) for one in some], contracts, Ledger(), day, False))
        for some in (files, reports)
    )
    milestones = {_key(one): one["milestones"] for one in of_files["bootcamps"]}
    seen: set[tuple[str, str]] = set()
    for one in of_reports["bootcamps"]:
        for name, milestone_of_report in one["milestones"].items():
            status = milestones[_key(one)][name]["status"]
            seen.add((status, milestone_of_report["status"]))
            assert milestone_of_report["status"] != "payable" or status == "payable"
    assert len(of_reports["bootcamps"]) == len(of_files["bootcamps"])
    assert {("payable", "not checkable"), ("no pay", "no pay"), ("not reached", "not reached")} <= seen
    assert ("payable", "no pay") not in seen


def _key(entry: dict[str, Any]) -> tuple[Any, ...]:
    return entry["UKPRN"], entry["LearnRefNumber"], *entry["bootcamp"].values()


def test_official_rules_and_those_on_destinations_are_skipped_with_the_reason() -> None:
    made = open_file(report(xml([learner()])), TOLD)
    outcomes = FileCheck(made, Contracts((contract(),)), AS_OF).outcomes
    for code in ("ULN_04", "Sex_01", "R06", "WMCA_OutType_01", "WMCA_DPOutcome_01", "Filename_1"):
        assert outcomes[code].status is Status.SKIPPED
        assert "this source shows a part of them" in (outcomes[code].why() or "")


def test_a_value_that_cannot_be_read_is_found_and_keeps_rules_and_payments_from_judging() -> None:
    rows = rows_of(xml([learner(finished(), milestone())]))
    rows[1][rows[0].index("Learning actual end date")] = "soon"
    made = open_file(as_file(rows), TOLD)
    check = FileCheck(made, Contracts((contract(),)), AS_OF)
    codes = {finding.rule.code for finding in check}
    assert any("LearnActEndDate" in code for code in codes)
    claim = stage_one(made, Contracts((contract(),)), AS_OF).claims[0]
    assert "LearnActEndDate could not be read" in claim.unknown


def test_an_area_code_that_may_be_hidden_leaves_the_area_and_023_open() -> None:
    codes = fams("SOF112", "FFI1", "DAM010", "DAM011", "DAM012", "DAM013")
    person = learner(aim(LearningDeliveryFAM=codes, LSDPostcode="SW1A 1AA"))
    claim = stage_one(open_file(report(xml([person])), TOLD), Contracts((contract(),)), AS_OF).claims[0]
    assert not {"NP-07", "NP-09"} & {fault.code for fault in claim.faults}
    said = " ".join(claim.unknown)
    assert "so NP-09 cannot be judged" in said
    assert "so NP-07 cannot be judged" in said


# On the command line.


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    people = [learner(finished(), milestone()), learner(aim(LearningDeliveryFAM=fams("SOF112", "FFI1")),
                                                        LearnRefNumber="L0002", ULN=OTHER_ULN)]  # fmt: skip
    content = report(xml(people)).content
    assert content is not None
    Path(NAME).write_bytes(content)
    Path("nameless.csv").write_bytes(content)
    Path("contract.toml").write_text(CONTRACT, encoding="utf-8")
    return tmp_path


def run(command: str, *arguments: str) -> int:
    return cli.main([command, *arguments, "--contract", "contract.toml", "--out", "out.json", "--format", "json"])


def in_year(command: str, *arguments: str) -> int:
    return run(command, *arguments, *YEAR)


def answer() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path("out.json").read_text(encoding="utf-8"))
    return found


def test_check_knows_a_report_by_its_headers(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert in_year("check", NAME) == 1
    assert (answer()["files"][0]["year"], answer()["files"][0]["UKPRN"]) == ("2023-24", 10999991)
    assert [(one["rule"], one["line"]) for one in answer()["findings"]] == [("NP-09", 4)]
    ran = {one["rule"]: one for one in answer()["rules_run"]}
    assert ran["NP-10"] == {
        "rule": "NP-10", "status": "skipped", "reason": "the source does not show LearnerEmploymentStatus",
    }  # fmt: skip
    assert "is an occupancy report, read as of 2023-24 and UKPRN 10999991" in capsys.readouterr().err


def test_pay_says_of_each_milestone_what_it_lacks(folder: Path) -> None:
    assert in_year("pay", NAME) == 1
    first, second = answer()["bootcamps"]
    assert {name: one["status"] for name, one in first["milestones"].items()} == {
        "M1": "not checkable", "M2": "not checkable", "M3": "not reached",
    }  # fmt: skip
    assert first["milestones"]["M1"]["amount"] == "0.00"
    assert first["milestones"]["M1"]["because"] == [
        "It cannot be judged: LearnerEmploymentStatus is not shown in an occupancy report, so NP-10 cannot be judged."
    ]
    assert second["milestones"]["M1"]["status"] == "no pay"
    assert [one["code"] for one in second["no_pay"]] == ["NP-09"]


def test_year_and_provider_can_be_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", "nameless.csv") == 2
    assert "Say --year" in capsys.readouterr().err
    assert in_year("check", "nameless.csv") == 2
    assert "Say --ukprn N" in capsys.readouterr().err
    told = ("--year", "2023-24", "--ukprn", "10999991", "--as-of", "2024-08-20")
    assert run("check", "nameless.csv", *told) == 1
    assert run("pay", "nameless.csv", *told) == 1
    assert len(answer()["bootcamps"]) == 2


def test_a_report_and_an_ilr_file_go_together(folder: Path) -> None:
    other = xml([learner(LearnRefNumber="Z1", ULN=1000000043)], ukprn=10000002)
    Path("other.xml").write_text(other, encoding="utf-8")
    in_year("pay", NAME, "other.xml")
    assert {one["UKPRN"] for one in answer()["bootcamps"]} == {10999991, 10000002}


@pytest.mark.parametrize("kind", ["no-pay", "payments", "to-do", "quality", "all"])
def test_every_report_can_be_made_of_it_with_and_without_names(folder: Path, kind: str) -> None:
    for more in ((), ("--with-names",)):
        assert cli.main(["report", kind, NAME, "--contract", "contract.toml", "--out", "out", *YEAR, *more]) == 1


def test_two_of_them_can_be_compared_as_far_as_both_show(folder: Path) -> None:
    newer = report(xml([learner(finished(Outcome=2))]), NEWER).content
    assert newer is not None
    Path(LATER).write_bytes(newer)
    told = ("--contract", "contract.toml", "--out", "out", "--format", "json", *YEAR)
    assert cli.main(["report", "compare", NAME, LATER, *told]) == 1
    tables = json.loads(Path("out/compare.json").read_text(encoding="utf-8"))["tables"]
    assert [(row["field"], row["old"], row["new"]) for row in tables["compare-changes"]] == [("Outcome", "1", "2")]


@pytest.mark.parametrize("command", [("anonymise",), ("convert", "--to", "2024-25")])
def test_commands_that_need_the_whole_file_refuse_it(
    folder: Path, command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([*command, NAME, "--out", "copy.xml"]) == 2
    assert capsys.readouterr().err == f"{NAME} is a CSV file. Give the ILR file itself: XML, or a ZIP with one.\n"
    assert not Path("copy.xml").exists()


def test_another_csv_file_is_refused_with_where_to_go(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("own.csv").write_text("Name,ULN\nAnn,1\n", encoding="utf-8")
    assert run("check", "own.csv") == 2
    assert "goes in with openlet import" in capsys.readouterr().err
