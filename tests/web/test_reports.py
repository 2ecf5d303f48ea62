"""Report pages: kept figures, the same on the page, in the workbook, CSV and JSON; what is old is said; filters."""

import csv
import io
import json
import re
from datetime import date, datetime
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qsl

import openpyxl
import pytest
from django.test import Client

from openlet.cli import main
from openlet.reports.kinds import KINDS
from openlet.reports.tables import MARKING, plain
from openlet.spec.years import year_of
from openlet.store.models import Job, KeptContract, ReportResult, ReportTable, ReturnYear
from openlet.store.services import set_field
from openlet.store.services.exporting import file_now
from openlet.web import report_money
from openlet.web.frame import who
from openlet.web.reported import Shown
from tests import make
from tests.web.many import ULNS, YEAR, add, learner, open_store, work

BEFORE = year_of("2023-24")
REPORTS = f"/{YEAR.code}/reports/"
NO_DAM = make.fams("SOF112", "FFI1")


@pytest.fixture(autouse=True)
def store(folder: Any) -> list[int]:
    """Two years: one with two milestones earned, one that WMCA would not pay; and a starter of the newer year."""
    open_store()
    finished = make.learner(make.finished(), make.milestone(), ULN=ULNS[1], LearnRefNumber="L0002")
    unpaid = make.learner(
        make.aim(LearningDeliveryFAM=NO_DAM), ULN=ULNS[2], LearnRefNumber="L0003", FamilyName="-Invented"
    )
    return [add(learner(0)), add(finished, BEFORE), add(unpaid, BEFORE)]


@pytest.fixture
def worked_out(browser: Client, store: list[int]) -> Client:
    answer = browser.post(REPORTS, {"report": "payments"})
    assert re.fullmatch("/working/[0-9]+", answer["Location"])
    work()
    return browser


def page(browser: Client, address: str = "", **asked: str) -> str:
    answer = browser.get(f"{REPORTS}{address}", asked)
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


def cells(shown: str, table: str) -> list[list[str]]:
    """The texts of the rows of a table of a page."""
    if f'id="{table}-rows"' not in shown:
        return []
    body = shown.split(f'id="{table}-rows"')[1].split("</tbody>")[0]
    rows = re.findall(r"<tr.*?</tr>", body, re.DOTALL)
    return [[re.sub("<[^>]*>", "", cell) for cell in re.findall(r"<td.*?</td>", row, re.DOTALL)] for row in rows]


@pytest.mark.parametrize("kind", KINDS)
def test_page_workbook_csv_and_json_hold_the_same_figures(worked_out: Client, kind: str) -> None:
    held = ReportTable.objects.filter(result__kind=kind).order_by("position")
    for report in dict.fromkeys(held.values_list("report", flat=True)):
        _same_figures(worked_out, kind, report, list(held.filter(report=report)))


def _same_figures(worked_out: Client, kind: str, report: str, held: list[ReportTable]) -> None:
    document = json.loads(worked_out.get(f"{REPORTS}{kind}/file.json?report={report}").content)
    book = openpyxl.load_workbook(io.BytesIO(worked_out.get(f"{REPORTS}{kind}/file.xlsx?report={report}").content))
    assert list(document["tables"]) == [one.name for one in held]  # what is to share has nothing else with it
    for at, kept in enumerate(held):
        rows = document["tables"][kept.name]
        assert len(rows) == kept.count
        sheet = book.worksheets[at]
        assert _sheet(sheet)[: len(rows)] == [[_number(cell) for cell in row.values()] for row in rows]
        text = worked_out.get(f"{REPORTS}{kind}/{kept.name}.csv").content.decode("utf-8-sig")
        listed = list(csv.DictReader(io.StringIO(text)))
        assert [[_number(row[name]) for name in kept.columns] for row in listed] == [
            [_number(cell) for cell in row.values()] for row in rows
        ]
        assert all(row["marking"] == MARKING for row in listed)
        shown = cells(page(worked_out, f"{kind}/", table=kept.name), kept.name)
        assert len(shown) == min(kept.count, 50)
        for cell_texts, row in zip(shown, rows, strict=False):
            amounts = {plain(Decimal(cell)) for cell in row.values() if re.fullmatch(r"-?[0-9]+\.[0-9]{2}", str(cell))}
            assert amounts <= {text.replace(",", "") for text in cell_texts}


def _sheet(sheet: Any) -> list[list[Any]]:
    found = list(sheet.iter_rows(values_only=True))
    start = next(at for at, row in enumerate(found) if "return" in row or len(row) == len(found[-1]))
    return [[_number(cell) for cell in row] for row in found[start + 1 :]]


def _number(cell: Any) -> Any:
    """A cell in one form for all files: numbers as numbers, days as texts, nothing as nothing."""
    if cell is None or cell == "":
        return None
    if hasattr(cell, "date"):
        return cell.date().isoformat()
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    try:
        return float(cell)
    except ValueError:
        return str(cell).removeprefix("'")


@pytest.mark.parametrize("kind", KINDS)
def test_every_report_says_what_it_rests_on(worked_out: Client, kind: str) -> None:
    shown = page(worked_out, f"{kind}/")
    for said in ("18/10/2024", str(make.UKPRN), "EXAMPLE-0001", "2023-24 after R14", "2024-25 R03", MARKING, "rules"):
        assert said in shown, said
    about = json.loads(worked_out.get(f"{REPORTS}{kind}/file.json").content)["about"]
    assert {"wave", "sha256", "UKPRN", "id"} <= about["contracts"][0].keys()
    assert all(re.fullmatch("[0-9a-f]{64}", one["sha256"]) for one in about["files"])
    assert about["marking"] == MARKING
    assert about["rules"]


def test_an_old_report_says_so_until_it_is_worked_out_anew(worked_out: Client, store: list[int]) -> None:
    old = "have changed since this was worked out"
    assert old not in page(worked_out, "payments/")
    set_field(store[0], "Learner/GivenNames", "Another", "Person", who())
    assert old in page(worked_out, "payments/")
    assert old in page(worked_out)
    assert old in page(worked_out, "statement")
    worked_out.post(REPORTS, {"report": "payments"})
    work()
    assert old not in page(worked_out, "payments/")


def test_names_are_shown_only_on_request_and_no_formula_is_run(worked_out: Client) -> None:
    for address in ("payments/", "payments/file.json", "payments/payments.csv"):
        assert "-Invented" not in page(worked_out, address), address
        assert "-Invented" in page(worked_out, address, names="1", table="payments"), address
    assert "'-Invented" in page(worked_out, "payments/payments.csv", names="1")
    book = openpyxl.load_workbook(io.BytesIO(worked_out.get(f"{REPORTS}payments/file.xlsx?names=1").content))
    found = [cell for row in book["Payments"].iter_rows() for cell in row if cell.value == "-Invented"]
    assert found
    assert {cell.data_type for cell in found} == {"s"}


def test_rows_are_narrowed_by_the_address_and_odd_values_find_nothing(worked_out: Client) -> None:
    assert len(cells(page(worked_out, "payments/", table="payments", milestone="M1"), "payments")) == 3
    assert cells(page(worked_out, "payments/", table="payments", milestone="<b>"), "payments") == []
    assert "<b>" not in worked_out.get(f"{REPORTS}payments/?table=payments&milestone=<b>").content.decode()
    at_risk = cells(page(worked_out, "payments/", table="payments-stands", at_risk="any"), "payments-stands")
    assert {row[0] for row in at_risk} == {"L0003"}
    csv_text = page(worked_out, "payments/payments.csv", milestone="M1")
    assert csv_text.count("\r\n") == 4
    assert "no such" not in page(worked_out, "payments/", table="no such")


def test_the_form_offers_the_values_that_are_there_and_keeps_what_was_asked(worked_out: Client) -> None:
    shown = page(worked_out, "payments/", table="payments-stands", at_risk="any", milestone="M1")
    select = shown.split('name="milestone"')[1].split("</select>")[0]
    assert re.findall('<option value="(.*?)"', select) == ["", "M1", "M2", "M3"]
    assert 'value="M1" selected' in select
    assert '<input type="hidden" name="at_risk" value="any">' in shown
    assert '<input type="hidden" name="table" value="payments-stands">' in shown


@pytest.mark.parametrize("address", ["none/", "payments/file.pdfx", "payments/none.csv", "none/file.xlsx"])
def test_what_is_not_there_is_not_found(worked_out: Client, address: str) -> None:
    assert worked_out.get(f"{REPORTS}{address}").status_code == 404


def test_nothing_has_been_worked_out_yet(browser: Client) -> None:
    assert "Nothing has been worked out yet." in page(browser)
    assert "Nothing has been worked out yet." in page(browser, "payments/")
    assert "Nothing has been worked out yet." in page(browser, "statement")
    assert browser.get(f"{REPORTS}payments/file.xlsx").status_code == 404


def test_what_stops_the_work_is_said_in_words(browser: Client) -> None:
    KeptContract.objects.all().delete()
    browser.post(REPORTS, {"report": ""})
    work()
    job = Job.objects.latest("pk")
    assert job.state == "failed"
    assert "No contract is kept" in page(browser, job=str(job.pk))
    assert not ReportResult.objects.exists()


def test_two_people_who_ask_at_once_get_one_result(browser: Client) -> None:
    first = browser.post(REPORTS, {"report": "payments"})["Location"]
    assert browser.post(REPORTS, {"report": "quality"})["Location"] == first


def test_the_waterfall_and_the_statement_agree_with_the_page_of_money(worked_out: Client) -> None:
    money = unescape(worked_out.get(f"/{YEAR.code}/money/").content.decode())
    together = re.findall("£[0-9,.]+", money.split("Together</th>")[1].split("</tr>")[0])
    paid, payable, to_come, at_risk, lost = together
    for address in ("payments/", "statement"):
        shown = page(worked_out, address)
        table = shown.split(f'id="steps-{make.UKPRN}-caption"')[1].split("</table>")[0]
        found = dict(re.findall(r'<th scope="row"[^>]*>(.*?)</th>.*?(£[0-9,.]+)', table, re.DOTALL))
        said = {re.sub("<[^>]*>", "", words): amount for words, amount in found.items()}
        assert said["Paid"] == paid
        assert said["Payable now"] == payable
        assert said["Not yet: its day or its claim is still to come"] == to_come
        assert said["At risk: mend it and it is paid"] == at_risk
        assert said["Lost"] == lost


@pytest.mark.parametrize("kind", ["payments", "no-pay"])
def test_the_command_line_makes_the_same_tables_of_the_files_that_would_be_exported(
    worked_out: Client, tmp_path: Path, kind: str
) -> None:
    made = datetime(2024, 10, 18, 23, 59, 59)
    files = [file_now(of, made) for of in ReturnYear.objects.order_by("year")]
    for one in files:
        (tmp_path / one.name).write_bytes(one.content)
    contract = tmp_path / "contract.toml"
    contract.write_text(KeptContract.objects.get().text)
    given = [str(tmp_path / one.name) for one in files]
    asked = ["--contract", str(contract), "--as-of", "2024-10-18", "--format", "json", "--out", str(tmp_path / "out")]
    assert main(["report", kind, *given, *asked]) in (0, 1)
    found = json.loads((tmp_path / "out" / f"{kind}.json").read_text())
    kept = json.loads(worked_out.get(f"{REPORTS}{kind}/file.json").content)
    assert found["tables"] == kept["tables"]
    hashes = [sorted(one["sha256"] for one in said["about"]["files"]) for said in (found, kept)]
    assert hashes[0] == hashes[1]


def test_every_figure_is_the_sum_of_the_rows_that_it_leads_to(worked_out: Client) -> None:
    shown = page(worked_out, "payments/")
    figures = re.findall(r'<dt>(.*?)</dt><dd><a class="govuk-link" href="(.*?)#rows">(.*?)</a>', shown)
    summed = {
        "Milestone 1 earned": "cumulative_entitlement",
        "Milestone 2 earned": "cumulative_entitlement",
        "This period": "this_period",
        "Withheld": "withheld",
        "Earned in all": "cumulative_entitlement",
    }
    found = {words: (address, value) for words, address, value in figures}
    assert found.keys() >= summed.keys()
    for words, column in summed.items():
        address, value = found[words]
        rows = behind(worked_out, address)
        assert sum(Decimal(row[column]) for row in rows) == Decimal(re.sub(".*£|,", "", value)), words
        assert all(row["learn_ref_number"] for row in rows)
    link = re.search(r'href="([^"]*)#rows">2024-25 R03 \(inferred\)', shown)
    assert link
    assert sum(Decimal(row["amount"]) for row in behind(worked_out, link[1])) == sum(
        Decimal(row["this_period"]) for row in behind(worked_out, found["This period"][0])
    )


def behind(browser: Client, address: str) -> list[dict[str, str]]:
    """The rows of the file of a page of rows."""
    path, _, query = address.partition("?")
    assert browser.get(address).status_code == 200
    asked = dict(parse_qsl(query))
    text = browser.get(f"{path}{asked.pop('table')}.csv", asked).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_page_shows_the_hash_of_everything_that_was_read(worked_out: Client) -> None:
    about = json.loads(worked_out.get(f"{REPORTS}payments/file.json").content)["about"]
    for address in ("payments/", "no-pay/", "statement", "payments/?table=payments"):
        shown = worked_out.get(f"{REPORTS}{address}").content.decode().replace("<wbr>", "")
        for one in (*about["files"], *about["contracts"]):
            assert one["sha256"] in shown, address


def test_what_does_not_fit_on_the_statement_is_added_up_in_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    reasons = [{"code": f"NP-{at:02}", "words": "a reason", "concerned": 100 * at} for at in range(9, 1, -1)]
    recorded = [{"recording": at, "amount": Decimal(at)} for at in range(1, 8)]
    monkeypatch.setattr(
        report_money, "money_picture", lambda shown: {"withheld": {"rows": reasons}, "periods": recorded}
    )
    found = report_money.statement_picture(cast(Shown, None))
    assert [row["code"] for row in found["withheld"]["rows"]] == ["NP-09", "NP-08", "NP-07", "NP-06", "NP-05"]
    assert found["rest"] == {"count": 3, "pence": 900}
    assert [row["recording"] for row in found["periods"]] == [3, 4, 5, 6, 7]
    assert found["earlier"] == {"count": 2, "pence": 300}


def test_the_bars_of_the_periods_go_from_what_was_paid_before_to_what_is_paid_with_them() -> None:
    def row(ukprn: int, period: str | None, day: date, recorded: str, amount: int, so_far: int) -> dict[str, Any]:
        money = {"amount": Decimal(amount), "cumulative": Decimal(so_far)}
        return {"ukprn": ukprn, "period": period, "judged_on": day, "recorded": recorded, "href": "/x", **money}

    rows = [
        row(1, "2024-25 R02", date(2024, 10, 4), "2024-10-05", 400, 400),
        row(2, None, date(2024, 10, 4), "2024-10-05", 50, 50),
        row(1, "2024-25 R03 (inferred)", date(2024, 11, 6), "2024-11-07", -100, 300),
        row(1, "2024-25 R04", date(2024, 12, 6), "not recorded yet", 0, 300),
    ]
    found = report_money._period_falls(rows, 1)
    parts = [bar.parts[0] for bar in found["bars"]]
    assert [bar.label for bar in found["bars"]] == ["R02, 4/10/24", "R03, 6/11/24", "R04, 6/12/24"]
    assert [(part.kind, part.number) for part in parts] == [("paid", 40_000), ("lost", -10_000), ("payable", 0)]
    assert parts[1].x + parts[1].width == parts[0].x + parts[0].width == found["bars"][0].end
    assert parts[1].width == pytest.approx(parts[0].width / 4, abs=0.02)
    assert [one["href"] for one in found["rows"]] == ["/x", "/x", None]
