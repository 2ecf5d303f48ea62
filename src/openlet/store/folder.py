"""The data folder: where it is, and that nobody else may look into it."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from openlet.ilr.writing import ONLY_MY_FILE
from openlet.store.refusals import NotDone

VARIABLE = "OPENLET_DATA"
DATABASE = "openlet.sqlite3"
ONLY_ME = 0o700


def data_folder(given: Path | None = None, environment: Mapping[str, str] | None = None) -> Path:
    """The folder given, else that of ``OPENLET_DATA``, else the user's own data folder. Nothing is made."""
    environment = os.environ if environment is None else environment
    if given is not None:
        return given.absolute()
    if environment.get(VARIABLE):
        return Path(environment[VARIABLE]).absolute()
    return _users_folder(environment, sys.platform)


def make_private(folder: Path) -> None:
    """Make the folder, or an empty one private, and an empty database that only its owner may read."""
    database = folder / DATABASE
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=ONLY_ME)
        if database.exists() or not any(folder.iterdir()):
            folder.chmod(ONLY_ME)
        os.close(os.open(database, os.O_CREAT | os.O_RDWR, ONLY_MY_FILE))
        database.chmod(ONLY_MY_FILE)
    except OSError as error:
        why = (error.strerror or "no reason given").lower()
        raise NotDone(
            f"The data folder {folder} could not be used: {why}. Choose another one with --data or {VARIABLE}."
        ) from None


def _users_folder(environment: Mapping[str, str], platform: str) -> Path:
    home = Path.home()
    if platform == "win32":
        base = environment.get("LOCALAPPDATA") or environment.get("APPDATA")
        return (Path(base) if base else home / "AppData" / "Local") / "OpenLET"
    if platform == "darwin":
        return home / "Library" / "Application Support" / "OpenLET"
    base = environment.get("XDG_DATA_HOME")
    return (Path(base) if base and Path(base).is_absolute() else home / ".local" / "share") / "openlet"
