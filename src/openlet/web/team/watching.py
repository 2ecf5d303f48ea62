"""How the server is, in words for people and as figures for programs that watch over it."""

import os
import time
from collections.abc import Iterator

from django.db import DatabaseError, connection
from django.utils import timezone
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import REGISTRY, Collector

from openlet.store.start import why
from openlet.store.whose import store_of
from openlet.team.models import ProviderHere
from openlet.team.schemas import schema_of
from openlet.team.start import TOGETHER
from openlet.web.team.serving import ONE_WORKER

WORKER = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = %s AND objsubid = 1 AND granted"
OWN = "openlet_"


def trouble() -> str:
    """Why the server cannot do its work, in words; "" where it can."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return why(error)
    return ""


def is_worked() -> bool:
    """Whether ``openlet team work`` runs. Raises ``DatabaseError``."""
    with connection.cursor() as cursor:
        cursor.execute(WORKER, [ONE_WORKER])
        return bool(cursor.fetchone()[0])


def figures() -> bytes:
    """All figures in the text format of Prometheus; where the database is away, those that need none."""
    registry = CollectorRegistry()
    if os.environ.get(TOGETHER):
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(_OfThisProcess())
    registry.register(_Now())
    return bytes(generate_latest(registry))


class _OfThisProcess(Collector):
    """Our own counts, where only one process answers."""

    def collect(self) -> Iterator[Metric]:
        """Each."""
        return (one for one in REGISTRY.collect() if one.name.startswith(OWN))


class _Now(Collector):
    """What can be seen in the database at this moment."""

    def collect(self) -> Iterator[Metric]:
        """Each; only whether it can be reached where it cannot."""
        began = time.perf_counter()
        found: list[Metric] = []
        reached = not trouble()
        if reached:
            try:
                found = [*_work()]
            except DatabaseError:
                reached = False
        yield _one("openlet_database_reachable", "1 while the database answers.", int(reached))
        yield _one("openlet_database_seconds", "How long asking the database took.", time.perf_counter() - began)
        yield from found


def _work() -> Iterator[Metric]:
    from django.db.models import Count, Min
    from django_tasks_db.models import DBTaskResult

    with store_of(None):
        tasks = GaugeMetricFamily("openlet_tasks", "Work in the background.", labels=("queue", "status"))
        for queue, status, number in DBTaskResult.objects.values_list("queue_name", "status").annotate(n=Count("id")):
            tasks.add_metric((queue, status.lower()), number)
        yield tasks
        oldest = DBTaskResult.objects.filter(status="READY").aggregate(found=Min("enqueued_at"))["found"]
        waits = (timezone.now() - oldest).total_seconds() if oldest else 0
        yield _one("openlet_task_waiting_seconds", "How long the oldest waiting work has waited.", waits)
        yield _one("openlet_worker_running", "1 while openlet team work runs.", int(is_worked()))
        yield _one("openlet_jobs_failed", "Jobs of all providers that failed and are kept.", _failed_jobs())


def _failed_jobs() -> int:
    here = ProviderHere.objects.order_by("UKPRN").values_list("UKPRN", flat=True)
    parts = [f"SELECT count(*) AS n FROM {schema_of(UKPRN)}.store_job WHERE state = 'failed'" for UKPRN in here]
    if not parts:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT sum(n) FROM ({' UNION ALL '.join(parts)}) AS each_store")
        return int(cursor.fetchone()[0])


def _one(name: str, words: str, value: float) -> Metric:
    return GaugeMetricFamily(name, words, value=value)
