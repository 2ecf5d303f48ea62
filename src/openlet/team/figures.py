"""What the running server counts of itself, for those who watch over it: requests, times, saves, what the log notes.

Nothing of anybody: pages by their names, never an address, an account, a provider or a value. Each process counts for
itself; ``openlet team serve`` gives them a folder in which the counts are brought together.
"""

from prometheus_client import Counter, Histogram

UP_TO = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)  # seconds

REQUESTS = Counter("openlet_requests", "Requests that were answered.", ("page", "method", "status"))
SECONDS = Histogram("openlet_request_seconds", "How long requests took.", ("page",), buckets=UP_TO)
SAVES = Counter("openlet_saves", "Changes of learners' records that were sent and kept.")
EVENTS = Counter("openlet_events", "What the log of what people did was given.", ("kind",))


def count_request(page: str, method: str, status: int, seconds: float, is_save: bool) -> None:
    """Count a request that was answered; ``page`` is the name of its address."""
    REQUESTS.labels(page, method, str(status)).inc()
    SECONDS.labels(page).observe(seconds)
    if is_save and status < 400:
        SAVES.inc()
