"""The pages of a settlement: an officer and an approver work through one; a provider sees its own statement."""

import io
import zipfile
from pathlib import Path

import pytest
from django_tasks_db.models import DBTaskResult

from openlet.authority.models import Settlement
from openlet.authority.settlement import recording_of
from openlet.payments.ledger import read_ledger
from openlet.web.serving import run_worker
from openlet.web.team.serving import take_up_again
from tests.team.people import People
from tests.team.settling import (
    R12,
    A,
    B,
    C,
    approved,
    at_once,
    empty_authority,
    first_month,
    invented_at,
    second_month,
    worked_out,
)

__all__ = ["at_once", "empty_authority", "invented_at"]
PARTS = ("providers", "sign-off", "duplicates", "withheld", "movements", "learners", "changes", "inputs")


@pytest.fixture
def two_months(empty_authority: None, at_once: None, invented_at: Path) -> None:
    first_month(invented_at)
    approved(worked_out(R12))
    second_month(invented_at)


def begun(people: People) -> Settlement:
    form = {"period": "2023-24 R13", "complete": "true", "cut_off": "", "as_of": "", "wave": ""}
    answer = people("officer").post("/settlements/new", form)
    assert answer.status_code == 302, answer.content.decode()
    found: Settlement | None = Settlement.objects.order_by("-pk").first()
    assert found is not None and answer["Location"] == f"/settlements/{found.pk}/"
    return found


def test_before_the_first_one_it_is_said_that_nothing_may_have_been_paid_elsewhere(
    empty_authority: None, people: People
) -> None:
    assert "would be paid again" in people("officer").get("/settlements/new").content.decode()


def test_an_officer_and_an_approver_settle_a_month(two_months: None, people: People, tmp_path: Path) -> None:
    assert "would be paid again" not in people("officer").get("/settlements/new").content.decode()
    of = begun(people)
    at, officer, approver = f"/settlements/{of.pk}", people("officer"), people("approver")
    assert "Waiting for its turn" in officer.get(f"{at}/").content.decode()
    assert officer.get(f"{at}/state").status_code == 200
    run_worker(until_done=True)
    assert officer.get(f"{at}/state").status_code == 204
    for part in PARTS:
        assert officer.get(f"{at}/found/{part}").status_code == 200, part
    page = officer.get(f"{at}/found/duplicates?between=different").content.decode()
    assert f"Z5000003 of UKPRN {A}, which started first, on 22 April 2024" in page
    assert "Nothing fits" in officer.get(f"{at}/found/duplicates?between=one").content.decode()
    (line,) = recording_of(of := Settlement.objects.get(pk=of.pk)).back
    assert officer.post(f"{at}/sign", {"number": line, "do": "sign", "reason": ""}).status_code == 422
    answer = officer.post(f"{at}/sign", {"all": "true", "q": "C000002", "do": "sign", "reason": "A began before"})
    assert answer.status_code == 302 and "q=C000002" in answer["Location"]
    assert "signed off" in officer.get(f"{at}/found/sign-off?word=signed+off").content.decode()
    assert officer.post(f"{at}/decide", {"do": "approve"}).status_code == 403
    assert officer.post(f"{at}/do", {"do": "propose", "reason": "R13"}).status_code == 302
    assert "Approve and record" not in officer.get(f"{at}/").content.decode()
    assert officer.get(f"{at}/files/payments.csv").status_code == 422
    assert "£1,700 to pay" in approver.get(f"{at}/").content.decode()
    assert "Approve and record" in approver.get(f"{at}/").content.decode()
    assert approver.post(f"{at}/decide", {"do": "reject", "reason": ""}).status_code == 422
    assert approver.post(f"{at}/decide", {"do": "approve", "reason": ""}).status_code == 302
    paid = approver.get(f"{at}/files/payments.csv").content.decode("utf-8-sig").splitlines()
    own = [f"S{of.pk:04}-{UKPRN}" for UKPRN in sorted((A, B, C))]
    assert [row.split(",")[0] for row in paid] == ["reference", *own, "total"]
    assert ",1700.00," in paid[-1]
    book = zipfile.ZipFile(io.BytesIO(approver.get(f"{at}/files/finance.xlsx").content))
    assert "xl/worksheets/sheet2.xml" in book.namelist()
    each = approver.get(f"{at}/files/each-movement.csv").content.decode("utf-8-sig").splitlines()
    assert len(each) == 4
    ledger = tmp_path / "ledger.jsonl"
    ledger.write_bytes(b"".join(approver.get("/ledger/file").streaming_content))
    assert len(read_ledger(ledger).recordings) == 2
    assert "the chain holds" in approver.get("/ledger/").content.decode()


def test_the_next_worker_goes_on_where_the_last_one_was_stopped(two_months: None, people: People) -> None:
    of = begun(people)
    Settlement.objects.filter(pk=of.pk).update(state="running")  # as a worker that was killed leaves it
    DBTaskResult.objects.update(status="RUNNING")
    take_up_again()
    run_worker(until_done=True)
    of.refresh_from_db()
    assert of.state == "worked out"


def test_a_provider_sees_its_own_statement_and_only_when_it_is_approved(two_months: None, people: People) -> None:
    of = begun(people)
    run_worker(until_done=True)
    first = Settlement.objects.order_by("pk")[0].pk
    northern, southern = people("manager"), people("southern")
    page = northern.get(f"/{A}/statements/").content.decode()
    assert f"/{A}/statements/{first}" in page and f"/statements/{of.pk}" not in page
    assert northern.get(f"/{A}/statements/{of.pk}").status_code == 404
    statement = northern.get(f"/{A}/statements/{first}").content.decode()
    assert "A000001" in statement and "B000001" not in statement and "£1,546" in statement
    capped = southern.get(f"/{B}/statements/{first}").content.decode()
    assert "£5,860" in capped and "£5,000" in capped and "A000001" not in capped
    assert southern.get(f"/{A}/statements/{first}").status_code == 404
    assert northern.get(f"/settlements/{first}/").status_code == 404
    assert northern.get(f"/{A}/settlements/{first}/").status_code == 404
    book = northern.get(f"/{A}/statements/{first}/file")
    assert book.status_code == 200
    shared = zipfile.ZipFile(io.BytesIO(book.content)).read("xl/sharedStrings.xml").decode()
    assert "A000001" in shared and "B000001" not in shared and "approver" not in shared
