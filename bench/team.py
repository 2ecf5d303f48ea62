"""Figures of a team's server: 20 people over 50 providers at work at once, a settlement meanwhile, 200 saves at once.

A PostgreSQL of its own is started in a temporary folder, which keeps its promises to the disk as a real one does. One
invented return, with its contract, is imported for the first provider and copied into the stores of all the others.

People are at work at two paces. ``AS_PEOPLE`` is that of data officers who do nothing else: a box saves itself when it
is left, and to find a value and type it takes them 1 to 5 seconds; a list or a learner is looked at for 2 to 6 seconds
before the next thing is done. Two work at each of ten providers. Each round is a list, a search, a learner and four
boxes, so that 20 people ask about six times in a second. ``HURRIED`` is ten times as fast, as nobody works: it shows
what happens beyond.

The machine that asks is the one that answers, so the seconds of the processor are given too: of the server's processes,
of PostgreSQL's, and of the 20 browsers.
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
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from settling import send_in, settle
from tests.postgres import Cluster, configured
from tests.team.running import Person, RunningTeam

PROVIDERS, LEARNERS, PEOPLE, ROUNDS, AT_ONCE = 50, 1000, 20, 8, 200
SAVES, ALONE = 4, 100  # of each round; by one person alone
TYPES, LOOKS = (1.0, 5.0), (2.0, 6.0)  # seconds before a save, and before anything else
AS_PEOPLE, HURRIED = 1.0, 0.1  # what the seconds are multiplied with
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
    send_in(folder / "sent")
    print(f"\n{PROVIDERS} providers with {LEARNERS:,} learners each, made in {time.perf_counter() - began:.0f} s")
    running = RunningTeam(folder)
    try:
        alone(running, running_cluster, providers[0], keys)
        at_work(running, running_cluster, providers, keys, AS_PEOPLE)
        at_work(running, running_cluster, providers, keys, HURRIED)
        print("\nThe same 20 people, while the authority settles in the background:", flush=True)
        with ThreadPoolExecutor(1) as pool:
            settled = pool.submit(settle)
            at_work(running, running_cluster, providers, keys, AS_PEOPLE)
            settled.result()
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
    from openlet.store.services import import_file, keep_contract, refresh_all
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
        contract = next(path.parent.glob("*.toml"))
        keep_contract(Provider.objects.get(), contract.name, contract.read_bytes(), "bench")
        refresh_all(current_basis(Provider.objects.get()))
        keys = list(LearnerRow.objects.order_by("pk").values_list("pk", flat=True))
    others = [FIRST + number for number in range(1, PROVIDERS)]
    for UKPRN in others:
        add_provider(UKPRN, f"Provider {UKPRN}", "bench")
        copy_store(first, UKPRN)
    for number in range(PEOPLE):
        account = Account.objects.create(username=f"p{number}", password=password)
        give_role(account, "editor", place_of(number, [first, *others]), "bench")
    return [first, *others], keys


def place_of(number: int, providers: list[int]) -> int:
    """Where a person works: two at each of ten providers."""
    return providers[number // 2 * 2 * PROVIDERS // PEOPLE]


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


def alone(running: RunningTeam, cluster: Cluster, UKPRN: int, keys: list[int]) -> None:
    """What one save and one list take where nobody else is there: of the clock, and of the processor."""
    desk = Desk(running, 0, UKPRN, keys, 0.0)
    print(f"\n{f'one person alone, {ALONE} times each':<40}{'median ms':>12}{'p95 ms':>9}   ms of the processor")
    for what, ask in (("a save", desk.saves), ("list of learners", desk.lists), ("a learner", desk.opens)):
        for _ in range(20):  # so that both processes know what they need
            ask()
        desk.took.clear()
        before = spent(running, cluster)
        for _ in range(ALONE):
            ask()
        server, database, _ = (1000 * one / ALONE for one in since(before, spent(running, cluster)))
        times = desk.took[what]
        print(f"{what:<40}{statistics.median(times):12.1f}{p95(times):9.1f}"
              f"   {server:.1f} server, {database:.1f} PostgreSQL")  # fmt: skip


def at_work(running: RunningTeam, cluster: Cluster, providers: list[int], keys: list[int], pace: float) -> None:
    """Twenty people look at lists and learners and save, with pauses as people make them."""
    took: dict[str, list[float]] = {"list of learners": [], "list, searched": [], "a learner": [], "a save": []}
    desks = [
        Desk(running, number, place_of(number, providers), keys[number % 2 :: 2], pace) for number in range(PEOPLE)
    ]
    with ThreadPoolExecutor(PEOPLE) as pool:
        began = time.perf_counter()
        list(pool.map(Desk.begins, desks))
    print(f"\n{'the first four saves of each':<40}{time.perf_counter() - began:9.1f} s", flush=True)
    before, began = spent(running, cluster), time.perf_counter()
    with ThreadPoolExecutor(PEOPLE) as pool:
        list(pool.map(Desk.works, desks))
    lasted = time.perf_counter() - began
    server, database, browsers = since(before, spent(running, cluster))
    for desk in desks:
        for what, times in desk.took.items():
            took[what] += times
    asked = sum(map(len, took.values()))
    faster = f"the same, {AS_PEOPLE / pace:.0f} times as fast"
    title = f"{PEOPLE} people at work at once" if pace == AS_PEOPLE else faster
    print(f"\n{title:<40}{'number':>8}{'median ms':>12}{'p95 ms':>9}{'target':>9}")
    targets = {"list of learners": LIST, "list, searched": LIST, "a learner": "", "a save": SAVE}
    for what, times in took.items():
        target = targets[what] if pace == AS_PEOPLE else ""
        print(f"{what:<40}{len(times):8}{statistics.median(times):12.1f}{p95(times):9.1f}{target:>9}")
    print(f"{asked / lasted:.1f} requests/s; the processor, of {os.cpu_count()} cores for {lasted:.0f} s: server "
          f"{server:.1f} s, PostgreSQL {database:.1f} s, browsers {browsers:.1f} s", flush=True)  # fmt: skip


def p95(times: list[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(times, n=20)[-1]


def since(before: tuple[float, ...], now: tuple[float, ...]) -> list[float]:
    """What was spent in between."""
    return [one - then for one, then in zip(now, before, strict=True)]


def spent(running: RunningTeam, cluster: Cluster) -> tuple[float, float, float]:
    """Seconds of the processor so far: of the server, of its PostgreSQL, of this process."""
    postmaster = int((cluster.data / "postmaster.pid").read_text().split()[0])
    return of_tree(running.server.pid), of_tree(postmaster), time.process_time()


def of_tree(pid: int) -> float:
    """Seconds of a process, of those that it began, and of those of them that have ended."""
    state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    children = {int(one) for place in Path(f"/proc/{pid}/task").glob("*/children") for one in place.read_text().split()}
    return sum(map(int, state[11:15])) / os.sysconf("SC_CLK_TCK") + sum(map(of_tree, children))


class Desk:
    """A person at work: signed in, with what was typed so far. ``took``: the milliseconds of each thing done."""

    def __init__(self, running: RunningTeam, number: int, UKPRN: int, keys: list[int], pace: float) -> None:
        self.chance, self.UKPRN, self.keys, self.pace = random.Random(number), UKPRN, keys, pace
        self.person, self.took, self.key = Person(running.address), dict[str, list[float]](), keys[number]
        self.person.sign_in(f"p{number}", PASSWORD)

    def begins(self) -> None:
        """The first saves, which are not counted: with one the day begins, so that the store gets a snapshot."""
        pace, self.pace = self.pace, 0.0
        for _ in range(SAVES):
            self.saves()
        self.took.clear()
        self.pace = pace

    def works(self) -> None:
        """Some rounds."""
        time.sleep(self.chance.uniform(0, 4) * self.pace)  # nobody begins at the same moment
        for _ in range(ROUNDS):
            self.lists()
            self.searches()
            self.key = self.chance.choice(self.keys)
            self.opens()
            for _ in range(SAVES):
                self.saves()

    def lists(self) -> None:
        """A page of the list."""
        address = f"/{self.UKPRN}/2324/learners/?page={self.chance.randint(1, 9)}"
        self._timed("list of learners", LOOKS, lambda: self.person.get(address))

    def searches(self) -> None:
        """A letter in the search box."""
        address = f"/{self.UKPRN}/2324/learners/?q={self.chance.choice('abcdefg')}"
        self._timed("list, searched", LOOKS, lambda: self.person.get(address, IN_PAGE))

    def opens(self) -> None:
        """The page of a learner."""
        self._timed("a learner", LOOKS, lambda: self.person.get(f"/{self.UKPRN}/learner/{self.key}/"))

    def saves(self) -> None:
        """A box, as the page's script saves it."""
        place, text = f"/{self.UKPRN}/learner/{self.key}/save", f"n{self.chance.random()}"
        box = {"path": "Learner/AddLine4", "tab": "learner", "aim": "", "value": text}
        base = _typed.get((self.UKPRN, self.key), "")
        body = urlencode(box | {"base": base})
        headers = IN_PAGE | {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": self.person.token}
        self._timed("a save", TYPES, lambda: self.person.ask("POST", place, body, headers))
        _typed[self.UKPRN, self.key] = text

    def _timed(self, what: str, pause: tuple[float, float], ask: Callable[[], object]) -> None:
        time.sleep(self.chance.uniform(*pause) * self.pace)
        began = time.perf_counter()
        good(ask())
        self.took.setdefault(what, []).append((time.perf_counter() - began) * 1000)


IN_PAGE = {"HX-Request": "true"}
_typed: dict[tuple[int, int], str] = {}  # what stands in the box of each learner


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
