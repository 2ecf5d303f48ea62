"""One provider never reaches another's records, whatever is guessed, and however connections and threads are shared."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.db.utils import ProgrammingError

from openlet.invented.example import UKPRN as NORTH
from openlet.spec.years import year_of
from openlet.store.basis import folder
from openlet.store.models import Cohort, Job, LearnerRow, Provider, ReturnYear, Snapshot
from openlet.store.services import add_learner, begin_job, begin_year
from openlet.store.whose import person, store_of, whose_store
from openlet.team.models import Account
from openlet.web.serving import run_worker
from openlet.web.tasks import check_everybody
from tests.team.people import SOUTH, People

YEAR = year_of("2024-25")
STRANGERS = (("southern", SOUTH), ("southern", NORTH), ("both", SOUTH), ("guest", NORTH), ("officer", NORTH))


def northern(model: Any, **wanted: object) -> int:
    with store_of(NORTH):
        key: int = model.objects.filter(**wanted).order_by("-pk").values_list("pk", flat=True).first()
    return key


def northern_row(learner: int) -> LearnerRow:
    with store_of(NORTH):
        row: LearnerRow = LearnerRow.objects.get(pk=learner)
    return row


def test_a_guessed_key_is_looked_up_in_ones_own_store_only(people: People) -> None:
    learner = northern(LearnerRow, deleted=None)
    version = northern_row(learner).version
    keys = {
        f"learner/{learner}/": "", f"learner/{learner}/history": "", f"2425/cohort/{northern(Cohort)}/": "",
        f"2425/history/snapshots/{northern(Snapshot)}": "", f"working/{northern(Job) or 1}": "", "2425/": "",
    }  # fmt: skip
    for path in keys:
        for who, place in STRANGERS:
            assert people(who).get(f"/{place}/{path}").status_code == 404, (who, place, path)
    for what in ("save", "delete", "remove", "dont-export"):
        sent = {"path": "Learner/FamilyName", "value": "Taken", "base": "", "sure": "yes", "dont_export": "yes"}
        assert people("southern").post(f"/{NORTH}/learner/{learner}/{what}", sent).status_code == 404
        assert people("southern").post(f"/{SOUTH}/learner/{learner}/{what}", sent).status_code in (404, 422)
    kept = northern_row(learner)
    assert (kept.version, kept.deleted, kept.dont_export) == (version, None, False)


def test_the_same_key_names_a_record_of_each_provider_in_its_own_pages(people: People) -> None:
    with store_of(SOUTH):
        if not ReturnYear.objects.exists():
            begin_year(SOUTH, YEAR)
        row = add_learner(ReturnYear.objects.get(), "tests", "SOUTHERN1", {}).learner
    with store_of(NORTH):
        there = LearnerRow.objects.get(pk=row).LearnRefNumber
    assert "SOUTHERN1" in people("southern").get(f"/{SOUTH}/learner/{row}/").content.decode()
    shown = people("both").get(f"/{NORTH}/learner/{row}/").content.decode()
    assert there in shown and "SOUTHERN1" not in shown


def test_accounts_of_others_are_not_found(people: People) -> None:
    southern, both = (Account.objects.get(username=name).pk for name in ("southern", "both"))
    assert people("manager").get(f"/{NORTH}/accounts/{southern}").status_code == 404
    assert people("manager").post(f"/{NORTH}/accounts/{southern}", {"do": "password"}).status_code == 404
    for what in ("password", "end"):  # an account with a role elsewhere too would take that one along
        answer = people("manager").post(f"/{NORTH}/accounts/{both}", {"do": what})
        assert answer.status_code == 422
        assert "only the authority" in answer.content.decode()
    for role, status in (("administrator", 422), ("editor", 302)):
        sent = {"do": "give", "role": role, "UKPRN": str(SOUTH)}
        assert people("manager").post(f"/{NORTH}/accounts/{both}", sent).status_code == status
    held = {one.provider.UKPRN: one.role for one in Account.objects.get(pk=both).roles.all()}
    assert held == {NORTH: "editor", SOUTH: "reader"}


def test_nobody_gives_oneself_another_role(people: People) -> None:
    for name, at, role in (("administrator", "", "approver"), ("manager", f"/{NORTH}", "reader")):
        own = Account.objects.get(username=name)
        for what in ("give", "take", "end", "begin"):
            sent = {"do": what, "role": role, "UKPRN": ""}
            assert people(name).post(f"{at}/accounts/{own.pk}", sent).status_code == 422
        assert own.roles.get().role == name


def test_without_a_store_nothing_of_one_can_be_read() -> None:
    with store_of(NORTH):
        assert Provider.objects.get().UKPRN == NORTH
    with pytest.raises(ProgrammingError):
        Provider.objects.first()
    connections.close_all()


def test_another_store_cannot_be_opened_inside_a_transaction() -> None:
    with store_of(NORTH), transaction.atomic():
        assert Provider.objects.get().UKPRN == NORTH
        with pytest.raises(RuntimeError, match="outside transactions"), store_of(SOUTH):
            pass
        with pytest.raises(RuntimeError, match="outside transactions"), store_of(None):
            pass
        assert Provider.objects.get().UKPRN == NORTH


def test_what_was_taken_back_leaves_the_store_that_is_open() -> None:
    for place in (NORTH, SOUTH, NORTH):
        with store_of(place):
            with pytest.raises(ZeroDivisionError), transaction.atomic():
                Provider.objects.update(name="never kept")
                raise ZeroDivisionError
            assert place == Provider.objects.get().UKPRN
            assert Provider.objects.get().name != "never kept"
    with store_of(NORTH):
        connection.close()  # a connection that was lost
        assert Provider.objects.get().UKPRN == NORTH


def test_threads_with_different_stores_see_their_own() -> None:
    def seen(place: int) -> set[int]:
        try:
            with store_of(place):
                return {Provider.objects.get().UKPRN for _ in range(50)} | {int(folder().name)}
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(seen, [NORTH, SOUTH] * 4)) == [{NORTH}, {SOUTH}] * 4
    assert whose_store() is None


def test_background_work_is_done_in_the_store_where_it_was_begun() -> None:
    jobs = {}
    for place in (NORTH, SOUTH):
        with store_of(place):
            jobs[place] = begin_job("check", person()).pk
            check_everybody.enqueue(jobs[place])
    run_worker(until_done=True)
    for place, job in jobs.items():
        with store_of(place):
            assert Job.objects.get(pk=job).state == "done"


def test_the_schema_of_a_provider_holds_its_records_only() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_schema, table_name FROM information_schema.tables")
        found = cursor.fetchall()
    own = {name for place, name in found if place == f"provider_{NORTH}"}
    assert {name for name in own if not name.startswith("store_")} == {"django_migrations"}
    assert [name for place, name in found if place == "public" and name.startswith("store_")] == []


def test_the_years_of_a_provider_are_judged_with_its_own_contract() -> None:
    from openlet.store.basis import current_basis

    with store_of(NORTH):
        northern_ = current_basis(Provider.objects.get())
    with store_of(SOUTH):
        southern = current_basis(Provider.objects.get())
    assert northern_.contracts is not None and southern.contracts is None
    assert northern_.as_of == date(2024, 10, 18) != southern.as_of


def test_the_log_cannot_be_changed_in_the_database_either() -> None:
    for statement in ("UPDATE team_event SET account = ''", "DELETE FROM team_event", "TRUNCATE team_event"):
        with pytest.raises(DatabaseError, match="only added to"), connection.cursor() as cursor:
            cursor.execute(statement)
