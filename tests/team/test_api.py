"""Programs of others: let in by a token only, within its scope; the same documents as the commands give."""

import json
import os
import re
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from openlet.authority.contracts import lay_out
from openlet.authority.models import Submission
from openlet.authority.work import check_what_waits
from openlet.cli import main
from openlet.invented.example import UKPRN as NORTH
from openlet.store.refusals import NotDone
from openlet.team.models import Event, Token
from openlet.team.tokens import make_token, revoke_token
from openlet.web.team import guard
from openlet.web.team.api import described
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
    with_contract,
)
from tests.team.running import RunningTeam

SUBMISSIONS = "/api/v1/submissions"
DESCRIPTION = Path(__file__).parents[2] / "docs" / "openapi.json"


@pytest.fixture(autouse=True)
def no_throttle(nothing_before: None) -> None:
    cache.clear()


__all__ = ["nothing_before"]


class Program:
    """A program with a token."""

    def __init__(self, UKPRN: int | None = NORTH, may_send: bool = True, days: int = 0) -> None:
        until = timezone.localdate() + timedelta(days=days)
        self.token, self.text = make_token("MIS", may_send, until, UKPRN, "manager")
        self.browser = Client(SERVER_NAME="127.0.0.1", headers={"authorization": f"Bearer {self.text}"})

    def get(self, address: str) -> Any:
        return self.browser.get(address)

    def send(self, content: bytes, name: str = OLD_NAME) -> Any:
        return self.browser.post(f"{SUBMISSIONS}?name={name}", content, content_type="application/xml")


def problem_of(answer: Any) -> tuple[int, str]:
    """The status and what was said of a problem."""
    assert answer["Content-Type"] == "application/problem+json"
    said = json.loads(answer.content)
    assert said["status"] == answer.status_code
    return answer.status_code, said["detail"]


def test_a_return_is_sent_checked_and_gives_the_documents_of_the_commands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program = Program()
    answer = program.send(OLD)
    assert answer.status_code == 202 and answer["Location"] == answer.json()["address"]
    address = answer["Location"]
    assert answer.json()["state"] == "waiting"
    status, detail = problem_of(program.get(f"{address}/findings"))
    assert (status, detail) == (409, "The return is still being checked. Ask again in a moment.")
    check_what_waits(processes=1)
    said = program.get(address).json()
    assert (said["state"], said["stands"], said["year"], said["sent_by"]) == (
        "checked", True, "2023-24", f"token {program.token.pk} MIS",
    )  # fmt: skip
    file, contract = tmp_path / OLD_NAME, lay_out(with_contract(), tmp_path)
    file.write_bytes(OLD)
    for command, part in (("check", "findings"), ("pay", "payments")):
        main([command, str(file), "--contract", str(contract), "--format", "json"])
        assert program.get(f"{address}/{part}").content.decode() == capsys.readouterr().out
    totals = json.loads(program.get(f"{address}/payments").content)["totals"]
    assert said["outcome"]["payable"] == totals[0]["this_period"]
    assert said["outcome"]["withheld"] == totals[0]["withheld"]


def test_the_same_bytes_are_the_same_submission_in_any_wrapping() -> None:
    program = Program()
    first = program.send(OLD)
    form = program.browser.post(SUBMISSIONS, {"file": SimpleUploadedFile(OLD_NAME, OLD)})
    assert (form.status_code, form.json()["id"]) == (200, first.json()["id"])
    check_what_waits(processes=1)
    assert program.send(OLD).json()["id"] == first.json()["id"]
    assert program.send(changed(2)).status_code == 202
    assert Submission.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"Dear all", "well-formed XML"),
        (b"", "no content"),
        (of_the_south(), f"is the return of UKPRN {SOUTH}"),
        (b"PK\x03\x04", "is not a ZIP file"),
    ],
)
def test_what_cannot_be_a_return_is_a_problem_in_words(content: bytes, said: str) -> None:
    status, detail = problem_of(Program().send(content))
    assert status == 422 and said in detail


def test_a_token_shows_its_own_provider_only_and_that_of_the_authority_all() -> None:
    north, south = checked((OLD_NAME, OLD), (OLD_NAME, of_the_south()))
    for part in ("", "/findings", "/payments"):
        assert problem_of(Program().get(f"{SUBMISSIONS}/{south.pk}{part}"))[0] == 404
    own = Program().get(SUBMISSIONS).json()
    assert [one["id"] for one in own["submissions"]] == [north.pk]
    every = Program(None).get(f"{SUBMISSIONS}?year=2023-24&stands=true").json()
    assert every["count"] == 2
    status, detail = problem_of(Program(None).get(f"{SUBMISSIONS}/{south.pk}/payments"))
    assert status == 409 and f"No contract of UKPRN {SOUTH}" in detail


def test_who_shows_no_good_token_is_not_let_in(people: People) -> None:
    reads = Program(may_send=False)
    assert problem_of(reads.send(OLD)) == (403, guard.NOT_BY_THIS)
    assert reads.get(SUBMISSIONS).status_code == 200
    manager = people("manager")  # a cookie alone opens nothing here
    assert problem_of(manager.get(SUBMISSIONS))[0] == 401
    assert problem_of(manager.post(SUBMISSIONS, OLD, content_type="application/xml"))[0] == 401
    for spoiled in (Program(), Program()):
        assert spoiled.get(SUBMISSIONS).status_code == 200
        if Token.objects.filter(revoked_at=None, pk=spoiled.token.pk - 1, name="MIS").exists():
            Token.objects.filter(pk=spoiled.token.pk).update(expires=timezone.localdate() - timedelta(days=1))
        else:
            revoke_token(spoiled.token.pk, NORTH, "manager")
        assert problem_of(spoiled.get(SUBMISSIONS))[0] == 401
    with pytest.raises(NotDone, match="no such token"):
        revoke_token(reads.token.pk, SOUTH, "southern")
    assert Submission.objects.count() == 0


def test_tokens_cannot_be_tried_out() -> None:
    guess = Client(SERVER_NAME="127.0.0.1", headers={"authorization": "Bearer openlet_guess"})
    answers = [guess.get(SUBMISSIONS).status_code for _ in range(guard.MOST_WRONG + 1)]
    assert set(answers[:-1]) == {401} and answers[-1] == 429


def test_a_token_is_kept_hashed_and_every_use_is_noted() -> None:
    program = Program()
    before = Event.objects.filter(account=f"token {program.token.pk} MIS").count()
    sent = program.send(OLD).json()
    program.get(sent["address"])
    program.get(f"{sent['address']}/findings")
    seen = Event.objects.filter(account=f"token {program.token.pk} MIS").order_by("pk")[before:]
    assert [(one.kind, one.page, one.UKPRN) for one in seen] == [
        ("decided", "api_submissions", NORTH), ("token used", "api_submission", NORTH),
        ("exported", "api_findings", NORTH),
    ]  # fmt: skip
    kept = Token.objects.get(pk=program.token.pk)
    assert program.text not in str(Token.objects.filter(pk=kept.pk).values()) and kept.last_used_at


def test_lists_calendar_and_health_answer_and_misuse_is_worded() -> None:
    program = Program()
    assert program.get("/api/v1/calendar?year=2024-25").json()["returns"][0]["period"] == "R01"
    assert problem_of(program.get("/api/v1/calendar?year=1999-00"))[0] == 422
    assert "year cannot be read" in problem_of(program.get("/api/v1/calendar"))[1]
    assert problem_of(program.get("/api/v1/nothing"))[0] == 404
    assert problem_of(program.get(f"{SUBMISSIONS}?page=x"))[0] == 422
    checked((OLD_NAME, OLD), (NEW_NAME, NEW))
    assert [one["year"] for one in program.get(SUBMISSIONS).json()["submissions"]] == ["2024-25", "2023-24"]
    stranger = Client(SERVER_NAME="127.0.0.1")
    assert stranger.get("/api/v1/health").json().keys() == {"openlet", "rules"}


def test_the_description_is_the_one_that_is_kept() -> None:
    kept = json.loads(DESCRIPTION.read_text(encoding="utf-8"))
    assert json.loads(json.dumps(described())) == kept, "renew it: see openlet.web.team.description"
    stranger = Client(SERVER_NAME="127.0.0.1")
    assert stranger.get("/api/v1/openapi.json").json() == kept
    assert "token" in json.dumps(kept["components"]["securitySchemes"]).lower()


def test_managers_make_tokens_for_their_provider_and_administrators_for_all(people: People) -> None:
    day = (timezone.localdate() + timedelta(days=30)).strftime("%d/%m/%Y")
    asked = {"name": "Ours", "kind": "send", "expires": day}
    shown = people("manager").post(f"/{NORTH}/tokens/", asked).content.decode()
    made = Token.objects.latest("pk")
    assert (made.UKPRN, made.may_send, made.name) == (NORTH, True, "Ours") and "openlet_" in shown
    assert "openlet_" not in people("manager").get(f"/{NORTH}/tokens/").content.decode()
    assert people("southern").post(f"/{SOUTH}/tokens/{made.pk}/revoke").status_code == 422
    people("administrator").post("/tokens/", asked | {"kind": "read"})
    assert (Token.objects.latest("pk").UKPRN, Token.objects.latest("pk").may_send) == (None, False)
    late = people("manager").post(f"/{NORTH}/tokens/", asked | {"expires": "1/1/2099"})
    assert late.status_code == 422 and "a token that is forgotten must end" in late.content.decode()
    people("manager").post(f"/{NORTH}/tokens/{made.pk}/revoke")
    assert Token.objects.get(pk=made.pk).revoked_by == "manager"


def test_the_examples_of_the_manual_work(tmp_path: Path) -> None:
    curl = shutil.which("curl")
    if curl is None:
        pytest.skip("NOT CHECKED: the examples of docs/api.md, because curl is not installed")
    text = (DESCRIPTION.parent / "api.md").read_text(encoding="utf-8")
    script = "set -eu\n" + "".join(re.findall(r"```sh\n(.*?)```", text, re.DOTALL))
    (tmp_path / OLD_NAME).write_bytes(OLD)
    running = RunningTeam(tmp_path, with_work=True)
    try:
        given = {"PATH": os.environ["PATH"], "SERVER": running.address, "TOKEN": Program().text}
        done = subprocess.run(["bash", "-c", script], cwd=tmp_path, env=given, capture_output=True, timeout=60)
    finally:
        running.stop()
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    assert json.loads((tmp_path / "payments.json").read_text())["totals"][0]["UKPRN"] == NORTH
    assert '"stands": true' in done.stdout.decode() and '"period": "R14"' in done.stdout.decode()
