"""What several tests of the pages do: send a file in, have the background work done, read what a page says."""

import re
from html import unescape
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from openlet.store.models import Change, Job, LearnerRow, Snapshot
from openlet.web.serving import run_worker
from tests import make
from tests.store.keeping import documents, file

YEAR = 2324
WORKING = re.compile(r"/working/([0-9]+)$")


def said(answer: Any) -> str:
    """The text of a page, without its markup."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    body = re.sub(r"<(head|header|footer)\b.*?</\1>", " ", content.decode(), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", body)).split())


def hidden(answer: Any, name: str) -> str:
    """The value of a hidden field of a page."""
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', answer.content.decode())
    assert found, name
    return unescape(found[1])


def work() -> None:
    """Do all background work that waits."""
    run_worker(until_done=True)


def result(browser: Client, answer: Any) -> Any:
    """The page that work in the background leads to, when it is done."""
    assert answer.status_code == 302, said(answer)
    assert WORKING.search(answer["Location"]), answer["Location"]
    work()
    return browser.get(answer["Location"], follow=True)


def sent_in(browser: Client, content: bytes, name: str = "test.xml", year: int = YEAR) -> Any:
    """The page after a file was sent in and read: its preview, or the form with what is wrong."""
    upload = SimpleUploadedFile(name, content)
    return result(browser, browser.post(f"/{year}/import", {"file": upload}))


def file_of(*records: Any, **how: Any) -> bytes:
    content: bytes | None = file(*records, **how).content
    assert content is not None
    return content


def learners(*references: str, **fields: Any) -> list[Any]:
    """Learners of a file, each with a reference of its own."""
    return [make.learner(LearnRefNumber=reference, **fields) for reference in references]


def preview_job() -> Job:
    """The job that read the newest file."""
    found: Job | None = Job.objects.filter(kind="examine").last()
    assert found is not None
    return found


def confirm(browser: Client, mode: str = "merge", **more: str) -> Any:
    """Confirm the newest preview; the answer itself."""
    job = preview_job()
    form = {"mode": mode, "mark": job.result["plans"][mode]["mark"], **more}
    assert job.of is not None
    return browser.post(f"/{job.of.year}/import/{job.pk}/confirm", form)


def state() -> tuple[Any, ...]:
    """Everything that an import changes, to compare."""
    rows = list(LearnerRow.objects.order_by("pk").values_list("pk", "version", "deleted"))
    return documents(), rows, Snapshot.objects.count(), Change.objects.count()
