"""Django's settings for the store, made from the data folder.

A web project takes ``databases`` and adds its own. Nothing is logged: a log would hold learner data.
"""

from pathlib import Path
from typing import Any

from openlet.store.folder import DATABASE, data_folder

WAIT = 30  # seconds that a writer waits for another process
STAYS_OPEN = None  # each thread keeps its connection: opening one for each page would take longer than most answers
PRAGMAS = (
    "PRAGMA journal_mode=WAL",  # readers never wait for a writer
    "PRAGMA synchronous=FULL",  # what was acknowledged is on disk
    "PRAGMA foreign_keys=ON",
    "PRAGMA temp_store=MEMORY",  # no learner data in temporary files
)


def databases(folder: Path) -> dict[str, dict[str, Any]]:
    """The database of a data folder."""
    options = {"timeout": WAIT, "transaction_mode": "IMMEDIATE", "init_command": ";".join(PRAGMAS)}
    database: dict[str, Any] = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / DATABASE)}
    return {"default": database | {"OPTIONS": options, "CONN_MAX_AGE": STAYS_OPEN}}


DEBUG = False
INSTALLED_APPS = ["openlet.store"]
DATABASES = databases(data_folder())
USE_TZ = True
TIME_ZONE = "UTC"
LOGGING_CONFIG = None
