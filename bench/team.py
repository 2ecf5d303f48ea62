"""Figures of a team's server: 20 people over 50 providers at work at once, 200 saves at once on one learner.

A PostgreSQL of its own is started in a temporary folder, which keeps its promises to the disk as a real one does. One
invented return is imported for the first provider and copied into the stores of all the others.
"""

import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.postgres import Cluster, configured
from tests.team.running import Person, RunningTeam

PROVIDERS, LEARNERS, PEOPLE, EACH, AT_ONCE = 50, 1000, 20, 40, 200
FIRST = 10_900_000
LIST, SAVE = 250, 100  # targets in milliseconds at the 95th percentile
PASSWORD = "three words together"
AIMS = "Learner/LearningDelivery"


def team(folder: Path) -> None:
    """Print all figures."""
    folder.mkdir(parents=True, exist_ok=True)
    running_cluster = Cluster(keeps=True)
    os.environ["OPENLET_TEAM"] = str(configured(folder, running_cluster))
    from openlet.team.start import prepare

    prepare(folder / "team.toml")
    began = time.perf_counter()
    providers, keys = fill(folder)
    print(f"\n{PROVIDERS} providers with {LEARNERS:,} learners each, made in {time.perf_counter() - began:.0f} s")
    running = RunningTeam(folder)
    try:
        at_work(running, providers, keys)
        all_at_once(running, providers[0], keys[-1])
    finally:
        running.stop()


def fill(folder: Path) -> tuple[list[int], list[int]]:
    """Fifty providers with a thousand learners each, and an account for each person; UKPRNs, keys of learners."""
    from django.contrib.auth.hashers import make_password

    from openlet.ilr.opening import source
    from openlet.invented import generate
    from openlet.spec.years import year_of
    from openlet.store.basis import current_basis
    from openlet.store.models import LearnerRow, Provider
    from openlet.store.services import import_file, refresh_all
    from openlet.store.whose import store_of
    from openlet.team.models import Account
    from openlet.team.services import add_provider, bring_up_to_date, give_role

    bring_up_to_date()
    year, password = year_of("2023-24"), make_password(PASSWORD)
    path = generate(folder / "made", LEARNERS, 1, year, 1)[0]
    first = int(path.name[4:12])
    add_provider(first, "The first", "bench")
    with store_of(first):
        import_file(source(str(path)), "bench", year)
        refresh_all(current_basis(Provider.objects.get()))
        keys = list(LearnerRow.objects.order_by("pk").values_list("pk", flat=True))
    others = [FIRST + number for number in range(1, PROVIDERS)]
    for UKPRN in others:
        add_provider(UKPRN, f"Provider {UKPRN}", "bench")
        copy_store(first, UKPRN)
    for number in range(PEOPLE):
        account = Account.objects.create(username=f"p{number}", password=password)
        give_role(account, "editor", [first, *others][number * PROVIDERS // PEOPLE], "bench")
    return [first, *others], keys


def copy_store(source: int, target: int) -> None:
    """Copy all rows of a store into an empty one."""
    from django.apps import apps
    from django.db import connection, transaction

    from openlet.team.schemas import schema_of

    old, new = schema_of(source), schema_of(target)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # no order among the tables is needed
        for model in apps.get_app_config("store").get_models():
            table = model._meta.db_table
            cursor.execute(f"DELETE FROM {new}.{table}")
            cursor.execute(f"INSERT INTO {new}.{table} SELECT * FROM {old}.{table}")
            if model._meta.pk.get_internal_type() == "BigAutoField":
                serial = f"pg_get_serial_sequence('{new}.{table}', '{model._meta.pk.column}')"
                cursor.execute(f"SELECT setval({serial}, (SELECT coalesce(max(id), 0) + 1 FROM {new}.{table}))")
        cursor.execute(f'UPDATE {new}.store_provider SET "UKPRN" = %s', [target])


def at_work(running: RunningTeam, providers: list[int], keys: list[int]) -> None:
    """Twenty people look at lists and learners and save, with pauses as people make them."""
    took: dict[str, list[float]] = {"list of learners": [], "list, searched": [], "a learner": [], "a save": []}
    with ThreadPoolExecutor(PEOPLE) as pool:
        for one in pool.map(lambda number: a_morning(running, number, providers, keys), range(PEOPLE)):
            for what, times in one.items():
                took[what] += times
    print(f"{f'{PEOPLE} people at work at once':<40}{'number':>8}{'median ms':>12}{'p95 ms':>9}{'target':>9}")
    targets = {"list of learners": LIST, "list, searched": LIST, "a learner": "", "a save": SAVE}
    for what, times in took.items():
        p95 = statistics.quantiles(times, n=20)[-1]
        print(f"{what:<40}{len(times):8}{statistics.median(times):12.1f}{p95:9.1f}{targets[what]:>9}")


def a_morning(running: RunningTeam, number: int, providers: list[int], keys: list[int]) -> dict[str, list[float]]:
    """What one person does; the milliseconds of each."""
    chance, UKPRN = random.Random(number), providers[number * PROVIDERS // PEOPLE]
    person, took = Person(running.address), dict[str, list[float]]()
    person.sign_in(f"p{number}", PASSWORD)
    typed: dict[int, str] = {}

    def timed(what: str, ask: Callable[[], object]) -> None:
        time.sleep(chance.uniform(0.1, 0.5))
        began = time.perf_counter()
        ask()
        took.setdefault(what, []).append((time.perf_counter() - began) * 1000)

    for _ in range(EACH):
        key = chance.choice(keys)
        timed("list of learners", lambda: good(person.get(f"/{UKPRN}/2324/learners/?page={chance.randint(1, 9)}")))
        timed("list, searched", lambda: good(person.get(f"/{UKPRN}/2324/learners/?q={chance.choice('abcdefg')}")))
        timed("a learner", lambda key=key: good(person.get(f"/{UKPRN}/learner/{key}/")))
        text = f"n{chance.random()}"
        sent = {"path": "Learner/AddLine4", "tab": "learner", "aim": "", "value": text, "base": typed.get(key, "")}
        timed("a save", lambda key=key, sent=sent: good(person.post(f"/{UKPRN}/learner/{key}/save", **sent)))
        typed[key] = text
    return took


def good(answer: object) -> None:
    """Only what was answered well counts."""
    assert getattr(answer, "status", 0) == 200, getattr(answer, "text", "")[:2000]


def all_at_once(running: RunningTeam, UKPRN: int, key: int) -> None:
    """Two hundred saves on one learner at once, each by a browser of its own: all are there afterwards."""
    person = Person(running.address)
    person.sign_in("p0", PASSWORD)
    from openlet.store.models import Change, LearnerRow
    from openlet.store.whose import store_of

    with store_of(UKPRN):
        row = LearnerRow.objects.select_related("document").get(pk=key)
        before, aims = row.version, len(row.document.content["Learner"][AIMS.partition("/")[2]])
    together, statuses = Barrier(AT_ONCE), []

    def save(_: int) -> int:
        one = Person(running.address)
        one.cookies, one.token = dict(person.cookies), person.token
        together.wait()
        return one.post(f"/{UKPRN}/learner/{key}/add", path=AIMS, tab="learner").status

    began = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        statuses = list(pool.map(save, range(AT_ONCE)))
    took = time.perf_counter() - began
    with store_of(UKPRN):
        row = LearnerRow.objects.select_related("document").get(pk=key)
        kept = len(row.document.content["Learner"][AIMS.partition("/")[2]]) - aims
        changes = Change.objects.filter(learner=key, version__gt=before).count()
    print(f"\n{AT_ONCE} saves at once on one learner: {statuses.count(204)} acknowledged, {kept} records kept, "
          f"version +{row.version - before}, {changes} changes in the log, in {took:.1f} s")  # fmt: skip
    assert statuses.count(204) == kept == row.version - before == AT_ONCE


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as folder_:
        team(Path(folder_))
