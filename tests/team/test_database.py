"""Many at once lose nothing, and a database that goes away costs nobody more than a moment."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.db.migrations.recorder import MigrationRecorder

from openlet.spec.years import year_of
from openlet.store.models import Change, LearnerRow, ReturnYear
from openlet.store.refusals import Conflict, NotDone
from openlet.store.services import add_learner, add_record, begin_year, set_field, set_provider
from openlet.store.whose import store_of
from openlet.team.models import Account
from openlet.team.schemas import only_the_store_of
from openlet.team.services import add_provider, bring_up_to_date, give_role, take_role
from openlet.team.start import NEWER, OLDER, tables_of_other_versions
from tests.postgres import cluster
from tests.team.people import PASSWORD, SOUTH
from tests.team.running import Person, RunningTeam

AIMS = "Learner/LearningDelivery"
NAME = "Learner/FamilyName"
AT_ONCE = 16
CROWD = 10999993  # a provider of these tests' own


@pytest.fixture
def learner() -> Iterator[int]:
    """A learner of a provider of its own."""
    add_provider(CROWD, "Crowd Training", "tests")
    with store_of(CROWD):
        of = begin_year(CROWD, year_of("2024-25"))
        made = add_learner(of, "tests", f"CROWD{LearnerRow.objects.count()}", {}).learner
    yield made


def at_once(work: Callable[[int], Any]) -> list[Any]:
    """Do it many times at once, each in a thread with a connection of its own; what came of it."""

    def one(number: int) -> Any:
        try:
            with store_of(CROWD):
                return work(number)
        except (Conflict, NotDone) as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(2 * AT_ONCE)))


def test_saves_at_once_on_one_learner_are_all_kept(learner: int) -> None:
    saved = at_once(lambda number: add_record(learner, AIMS, f"person {number}", {"LearnAimRef": f"A{number}"}))
    with store_of(CROWD):
        row = LearnerRow.objects.select_related("document").get(pk=learner)
        kept = row.document.content["Learner"]["LearningDelivery"]
        assert {one["LearnAimRef"] for one in kept} == {f"A{number}" for number in range(2 * AT_ONCE)}
        assert row.version == 1 + 2 * AT_ONCE
        assert sorted(one.version for one in saved) == list(range(2, 2 + 2 * AT_ONCE))
        assert Change.objects.filter(learner=learner).count() == 1 + 2 * AT_ONCE


def test_of_many_who_change_one_box_one_is_kept_and_the_others_are_told(learner: int) -> None:
    done = at_once(lambda number: set_field(learner, NAME, f"Name {number}", "", f"person {number}"))
    assert sum(isinstance(one, Conflict) for one in done) == 2 * AT_ONCE - 1
    with store_of(CROWD):
        assert Change.objects.filter(learner=learner, path=NAME).count() == 1


def test_who_adds_the_next_reference_at_once_gets_one_of_their_own(learner: int) -> None:
    def add(number: int) -> int:
        return add_learner(ReturnYear.objects.get(), f"person {number}", "", {}).learner

    made = [one for one in at_once(add) if isinstance(one, int)]
    with store_of(CROWD):
        references = LearnerRow.objects.filter(pk__in=made).values_list("LearnRefNumber", flat=True)
        assert len(set(references)) == len(set(made)) == len(made)


def test_another_provider_does_not_wait_for_a_long_import(learner: int) -> None:
    def elsewhere(_: int) -> str:
        try:
            with store_of(SOUTH):
                return str(set_provider(SOUTH, "South Academy").name)
        finally:
            connections.close_all()

    with store_of(CROWD), transaction.atomic(), ThreadPoolExecutor(1) as pool:
        LearnerRow.objects.filter(pk=learner).update(faults=0)
        assert pool.submit(elsewhere, 0).result(timeout=20) == "South Academy"


def test_who_waits_too_long_is_told_and_can_go_on(learner: int) -> None:
    def impatient(_: int) -> str:
        with store_of(CROWD):
            try:
                connection.ensure_connection()
                connection.connection.execute("SET lock_timeout = '50ms'")
                with pytest.raises(Exception, match="lock timeout"), transaction.atomic():
                    pass
                assert connection.get_autocommit() and not connection.in_atomic_block
                return str(LearnerRow.objects.get(pk=learner).pk)
            finally:
                connections.close_all()

    with store_of(CROWD), transaction.atomic(), ThreadPoolExecutor(1) as pool:
        assert pool.submit(impatient, 0).result(timeout=20) == str(learner)


def test_a_database_that_was_killed_is_said_and_nothing_is_lost(learner: int, tmp_path: Path) -> None:
    running = RunningTeam(tmp_path)
    give_role(Account.objects.get(username="guest"), "editor", CROWD, "tests")
    person = Person(running.address)
    try:
        person.sign_in("guest", PASSWORD)
        page, save = f"/{CROWD}/learner/{learner}/", f"/{CROWD}/learner/{learner}/save"
        box = {"path": NAME, "tab": "learner", "aim": ""}
        assert person.post(save, **box, value="Before", base="").status == 200
        connections.close_all()
        cluster().kill()
        try:
            for _ in range(4):  # both processes, with connections that are dead and with new ones
                for told in (person.get(page), person.get("/"), person.post(save, **box, value="Lost", base="Before")):
                    assert told.status == 503
                    assert "the database cannot be reached" in told.text
                assert person.get("/health").status == 503
        finally:
            cluster().start()
        for _ in range(4):
            assert person.get(page).status == 200
        assert person.post(save, **box, value="After", base="Before").status == 200
        assert 'value="After"' in person.get(page).text
    finally:
        running.stop()
        take_role(Account.objects.get(username="guest"), CROWD, "tests")
    assert "Traceback" not in running.output()
    assert '"status": 503' in running.output()
    assert str(learner) not in re.sub(r'"(when|ms|UKPRN)": [^,}]+', "", running.output().partition("\n{")[2])


def test_tables_are_brought_up_to_date_in_every_store(learner: int) -> None:
    assert tables_of_other_versions() == ""
    future = ("store", "9999_of_the_future")
    with only_the_store_of(CROWD):
        MigrationRecorder(connection).record_applied(*future)
    assert tables_of_other_versions() == NEWER
    with only_the_store_of(CROWD):
        MigrationRecorder(connection).record_unapplied(*future)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS provider_{CROWD} CASCADE")
    assert tables_of_other_versions() == OLDER
    assert CROWD in bring_up_to_date()
    assert tables_of_other_versions() == ""
