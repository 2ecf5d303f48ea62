"""Figures and health for programs that watch over the server, and a log: none of them says anything of anybody."""

import io
import logging
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from django.test import override_settings

from openlet.invented.example import UKPRN as NORTH
from openlet.store.models import LearnerRow
from openlet.store.whose import store_of
from tests.team.people import PASSWORD, People
from tests.team.running import FORM_TOKEN, Person, RunningTeam

TOKEN = "for-tests-only-for-tests-only-for-tests"
WITH_TOKEN = {"Authorization": f"Bearer {TOKEN}"}
SECRETS = ("Plantedfamily", "1000000027", "PL4 4NT", "planted.name")
LINE = re.compile(r'\{"when": "[^"]+", "page": "[a-z_]*", "method": "[A-Za-z]+", "status": [0-9]+, "ms": [0-9.]+, '
                  r'"UKPRN": (null|[0-9]{8})\}')  # fmt: skip


@pytest.fixture(scope="module")
def running(server: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningTeam]:
    """A server whose configuration has a token for its figures."""
    place, usual = tmp_path_factory.mktemp("watched"), os.environ["OPENLET_TEAM"]
    text = Path(usual).read_text(encoding="utf-8")
    (place / "team.toml").write_text(f'metrics_token = "{TOKEN}"\n{text}', encoding="utf-8")
    os.environ["OPENLET_TEAM"] = str(place / "team.toml")
    try:
        made = RunningTeam(place)
    finally:
        os.environ["OPENLET_TEAM"] = usual
    yield made
    made.stop()


def figures(text: str) -> dict[str, float]:
    lines = (line.rpartition(" ") for line in text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, _, value in lines}


def tried(person: Person, account: str, password: str) -> None:
    """Sign in with a wrong password."""
    found = FORM_TOKEN.search(person.get("/sign-in").text)
    assert found
    person.token = found[1]
    assert person.post("/sign-in", username=account, password=password).status == 422


def test_figures_are_of_all_processes_for_who_has_the_token(running: RunningTeam) -> None:
    person = Person(running.address)
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": TOKEN[:-1]}):
        assert person.get("/metrics", headers).status == 404
    tried(person, "editor", "wrong")
    person.sign_in("editor", PASSWORD)
    with store_of(NORTH):
        learner = LearnerRow.objects.filter(deleted=None).values_list("pk", flat=True).first()
    before = figures(person.get("/metrics", WITH_TOKEN).text)
    for _ in range(12):  # more than one process answers
        assert person.get(f"/{NORTH}/2425/learners/").status == 200
    for value, base in (("10 New Street", ""), ("", "10 New Street")):
        sent = {"path": "Learner/AddLine4", "value": value, "base": base, "tab": "learner", "aim": ""}
        assert person.post(f"/{NORTH}/learner/{learner}/save", **sent).status == 200
    answer = person.get("/metrics", WITH_TOKEN)
    after = figures(answer.text)
    listed = 'openlet_requests_total{method="GET",page="learners",status="200"}'
    grown = {name: after[name] - before.get(name, 0) for name in (listed, "openlet_saves_total")}
    assert grown == {listed: 12, "openlet_saves_total": 2}
    assert after['openlet_request_seconds_count{page="learners"}'] >= 12
    assert after['openlet_events_total{kind="sign-in failed"}'] == 1
    assert (after["openlet_database_reachable"], after["openlet_worker_running"]) == (1, 0)
    assert after["openlet_jobs_failed"] >= 0
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert not [word for word in (str(NORTH), "editor", "New Street") if word in answer.text]


def test_no_name_number_or_search_gets_into_the_log(running: RunningTeam) -> None:
    name, uln, postcode, account = SECRETS
    person = Person(running.address)
    tried(person, account, name)
    person.sign_in("editor", PASSWORD)
    told = {"User-Agent": name, "Referer": f"{running.address}/{name}", "X-Forwarded-For": name, "Cookie2": uln}
    below = [f"rule/{name}", f"2425/{name}", f"2425/learners/?search={name}", f"2425/history?learner={uln}"]
    for path in (*(f"/{NORTH}/{one}" for one in below), f"/{name}", f"/{uln}/", f"/sign-in?next=/{name}", "//["):
        person.get(path, told)
    for path in ("learner/1/save", "2425/learners/new", "2425/import", "2425/change-many", "2425/money/record"):
        sent = {"path": f"Learner/{name}", "value": uln, "base": postcode, "LearnRefNumber": name, "search": name}
        person.post(f"/{NORTH}/{path}", **sent)
    person.send_file(f"/{NORTH}/2425/import", "file", f"{name}.xml", f"<{name}>{uln}".encode())
    person.ask("POST", f"/{NORTH}/2425/import", b"broken", {"Content-Type": f"multipart/form-data; boundary={name}"})
    person.ask(name.upper(), "/places", headers=told)
    running.stop()
    output = running.output()
    assert not [word for word in SECRETS if word.casefold() in output.casefold()]
    requests = [line for line in output.splitlines() if line.startswith("{")]
    assert len(requests) > 15 and [line for line in requests if not LINE.fullmatch(line)] == []


def test_a_fault_of_our_own_says_nothing_of_anybody(
    people: People, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fails(*given: Any, **named: Any) -> None:
        raise ValueError(SECRETS[0])

    monkeypatch.setattr("openlet.web.views.learners.Paginator", fails)
    monkeypatch.setattr("openlet.web.team.views.log.Paginator", fails)
    handlers = logging.getLogger("openlet.requests").handlers
    [handler] = [one for one in handlers if type(one) is logging.StreamHandler]
    kept = handler.setStream(io.StringIO())
    try:
        for path in (f"/{NORTH}/2425/learners/?search={SECRETS[0]}", f"/{NORTH}/log?account={SECRETS[0]}"):
            answer = people("manager").get(path)
            assert answer.status_code == 500 and "OpenLET itself failed" in answer.content.decode()
        said = handler.stream.getvalue()
    finally:
        handler.setStream(kept)
    printed = capfd.readouterr()
    assert '"status": 500' in said
    assert SECRETS[0] not in said + printed.out + printed.err


def test_where_the_database_is_away_health_says_so_in_words_and_figures_stay(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> Any:
        raise OperationalError('connection to server on socket "/run/x" failed')

    monkeypatch.setattr("openlet.web.team.watching.connection.cursor", away)
    answer = people("").get("/health")
    assert answer.status_code == 503 and "the database cannot be reached" in answer.content.decode()
    with override_settings(TEAM=type("Said", (), {"metrics_token": TOKEN})()):
        found = figures(people("").get("/metrics", headers={"authorization": f"Bearer {TOKEN}"}).content.decode())
    assert found["openlet_database_reachable"] == 0 and "openlet_jobs_failed" not in found


def test_health_says_that_nobody_does_the_background_work(people: People) -> None:
    assert "start openlet team work" in people("").get("/health").content.decode()
