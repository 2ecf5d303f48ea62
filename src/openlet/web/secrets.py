"""The key that signs cookies and launch links: made once, kept in the data folder for its owner only."""

import os
import secrets
from pathlib import Path

from openlet.ilr.writing import ONLY_MY_FILE

FILE = "openlet.key"
LENGTH = 64  # characters of a whole key


def secret_key(folder: Path) -> str:
    """The key of a data folder, made if there is none; one of its own for this process where there is no folder."""
    path = folder / FILE
    try:
        kept = path.read_text(encoding="ascii")
        if len(kept) == LENGTH:
            return kept
    except (OSError, UnicodeDecodeError):
        pass
    made = secrets.token_hex(LENGTH // 2)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, ONLY_MY_FILE), "w") as file:
            file.write(made)
    except OSError:
        pass  # the folder is made later or cannot be written; then the key lives as long as the program
    return made
