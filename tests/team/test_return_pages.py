"""The pages of returns: sent out of the store or as files, seen by whom they concern, the same figures in each form."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from openlet.authority.checking import NO_PAY
from openlet.authority.models import CHECKED, REFUSED, Submission
from openlet.authority.reported import first, tables_of
from openlet.authority.work import check_what_waits
from openlet.invented.example import UKPRN as NORTH
from openlet.store.models import Job, Snapshot
from openlet.store.whose import store_of
from openlet.team.models import Event, ProviderHere
from openlet.web.serving import run_worker
from tests.team.people import SOUTH, People
from tests.team.returns import (
    NEW,
    NEW_NAME,
    OLD,
    OLD_NAME,
    changed,
    checked,
    nothing_before,
    of_the_south,
    sent,
)

__all__ = ["nothing_before"]
pytestmark = pytest.mark.usefixtures("nothing_before")


def test_a_manager_sends_the_return_out_of_the_store_and_sees_its_no_pay_report(people: People) -> None:
    manager, send = people("manager"), f"/{NORTH}/2425/export/send"
    assert people("editor").post(send).status_code == 403
    assert "Send to the combined authority" not in people("editor").get(f"/{NORTH}/2425/export").content.decode()
    assert "Send to the combined authority" in manager.get(f"/{NORTH}/2425/export").content.decode()
    places = [manager.post(send)["Location"]]
    run_worker("files", until_done=True)
    one = Submission.objects.get()
    assert (one.sent_for, one.UKPRN, one.sent_by, one.sent_from) == (NORTH, NORTH, "manager", "provider")
    with store_of(NORTH):
        kept = Snapshot.objects.latest("pk")
        assert (kept.sha256, kept.why, kept.file_name) == (one.sha256, "export", one.file_name)
        job = Job.objects.latest("pk")
        assert job.state == "done"
    run_worker("returns", until_done=True)
    shown = manager.get(manager.get(places[0])["Location"]).content.decode()
    assert Submission.objects.get().state == CHECKED
    assert one.sha256 in shown and "What keeps money back" in shown
    again = manager.post(send)["Location"]  # the very same bytes
    run_worker("files", until_done=True)
    assert manager.get(again)["Location"].endswith(f"{one.pk}?again=1")
    assert Submission.objects.count() == 1


def test_an_officer_sends_many_at_once_and_is_told_of_each_kind(people: People) -> None:
    files = [
        SimpleUploadedFile(name, content)
        for name, content in ((OLD_NAME, OLD), (NEW_NAME, NEW), ("again.xml", OLD), ("letter.xml", b"Dear all"))
    ]
    answer = people("officer").post("/returns/send", {"files": files}, follow=True).content.decode()
    assert "2 files were taken in" in answer and "1 file was refused" in answer and "letter.xml" in answer
    assert "1 file sent in before" in answer or "1 file was sent in before" in answer
    assert "2 returns wait" in answer
    assert people("approver").post("/returns/send", {"files": []}).status_code == 403


def test_a_provider_sends_a_file_and_only_its_own_is_taken(people: People) -> None:
    file = SimpleUploadedFile(OLD_NAME, of_the_south())
    shown = people("manager").post(f"/{NORTH}/returns/send", {"files": file}, follow=True).content.decode()
    assert f"is the return of UKPRN {SOUTH}" in shown
    assert Submission.objects.get().state == REFUSED


def test_a_provider_sees_its_own_returns_only_also_by_a_guessed_key(people: People) -> None:
    north, south = checked((OLD_NAME, OLD), (OLD_NAME, of_the_south()))
    for path in ("", "/no-pay", "/findings", "/no-pay/csv"):
        assert people("manager").get(f"/{NORTH}/returns/{north.pk}{path}").status_code == 200
        assert people("manager").get(f"/{NORTH}/returns/{south.pk}{path}").status_code == 404
        assert people("southern").get(f"/{SOUTH}/returns/{north.pk}{path}").status_code == 404
        assert people("officer").get(f"/returns/{north.pk}{path}").status_code == 200
    assert str(SOUTH) not in people("manager").get(f"/{NORTH}/returns/").content.decode()
    assert people("reader").get(f"/{NORTH}/returns/{north.pk}/no-pay/csv").status_code == 403
    progress = f"/{SOUTH}/returns/progress?submission={sent((NEW_NAME, NEW))[0].submission.pk}"
    assert people("southern").get(progress).status_code == 204  # as if nothing waited


def test_the_report_says_the_same_on_screen_and_in_every_form(people: People) -> None:
    (one,) = checked((OLD_NAME, OLD))
    found = tables_of(one, NO_PAY)
    assert found
    rows = first(found[0].tables, "no-pay").records()
    officer, at = people("officer"), f"/returns/{one.pk}/no-pay"
    csv_rows = officer.get(f"{at}/csv?table=no-pay").content.decode().splitlines()
    said = json.loads(officer.get(f"{at}/json").content)["tables"]["no-pay"]
    book = load_workbook(io.BytesIO(officer.get(f"{at}/xlsx").content))
    assert len(csv_rows) - 1 == len(said) == book["No pay"].max_row - 1 == len(rows) > 0
    shown = officer.get(f"{at}?table=no-pay&reason_code={rows[0]['reason_code']}").content.decode()
    assert rows[0]["learn_ref_number"] in shown
    assert [one["amount_withheld"] for one in said] == [f"{row['amount_withheld']}" for row in rows]


def test_names_are_shown_on_request_only_and_that_is_noted(people: People) -> None:
    (one,) = checked((OLD_NAME, OLD))
    officer, at = people("officer"), f"/returns/{one.pk}/no-pay?table=no-pay"
    assert "Family name" not in officer.get(at).content.decode()
    assert "Family name" in officer.get(f"{at}&names=1").content.decode()
    seen = Event.objects.filter(account="officer", kind="saw", page="submission_report").latest("pk")
    assert str(one.pk) in seen.about


def test_the_overview_asks_few_questions_and_narrows_by_its_address(people: People) -> None:
    checked((OLD_NAME, OLD), (NEW_NAME, NEW), (OLD_NAME, of_the_south()))
    outcome = {"withheld": 7, "payable": 5, "no_pay_learners": 1, "no_pay": 1, "notes": [], "findings": {}}
    Submission.objects.bulk_create(
        Submission(
            UKPRN=11_000_000 + number, year=2324, file_name="a.xml", sha256=f"{number:064}", size=1, learners=3,
            state=CHECKED, sent_at=timezone.now(), sent_by="tests", outcome=outcome, checked_at=timezone.now(),
        )
        for number in range(2_000)
    )  # fmt: skip
    officer = people("officer")
    with CaptureQueriesContext(connection) as asked:
        page = officer.get("/returns/?order=risk").content.decode()
    assert len(asked) < 15
    here = ProviderHere.objects.filter(ended=False).count()
    assert f"{2_000 + here:,} providers" in page and page.index("Example Training Ltd") < page.index("11000000")
    assert "1 provider<" in officer.get("/returns/?q=11000007").content.decode()
    without = officer.get("/returns/?state=no+contract").content.decode()
    assert "South Academy" in without and "Example Training" not in without


def test_a_provider_has_both_years_side_by_side_and_its_history(people: People) -> None:
    checked((OLD_NAME, OLD), (NEW_NAME, NEW))
    checked((OLD_NAME, changed(2)))
    page = people("reader").get(f"/{NORTH}/returns/").content.decode()
    page = page.partition("<main")[2]
    assert page.index("2023-24") < page.index("2024-25") and "3 files, newest first" in page
    assert page.count("Replaced") == 1
    assert "2 files, newest first" in people("reader").get(f"/{NORTH}/returns/?year=2324").content.decode()
    assert people("officer").get("/returns/of/19999999").status_code == 404
    assert people("officer").get(f"/returns/of/{NORTH}").status_code == 200


def test_what_was_judged_without_a_contract_can_be_checked_again(people: People) -> None:
    (one,) = checked((OLD_NAME, of_the_south()))
    assert people("approver").post(f"/returns/{one.pk}/again").status_code == 403
    assert people("officer").post(f"/returns/{one.pk}/again").status_code == 302
    check_what_waits(processes=1)
    twice = Submission.objects.get()
    assert twice.checked_at > one.checked_at
    assert "1 return that stands was judged without a contract" in people("officer").get("/returns/").content.decode()
    assert people("officer").post("/returns/again").status_code == 302
    checked((NEW_NAME, NEW))  # this one was judged with its contract: it is left alone
    assert Submission.objects.get(pk=one.pk).checked_at > twice.checked_at
