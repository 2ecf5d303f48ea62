"""Where the authority's files lie: in ``authority`` of the server's data folder, readable by the server's user only."""

from pathlib import Path

from openlet.store.basis import shared_folder
from openlet.store.folder import ONLY_ME


def authority_folder(*parts: str) -> Path:
    """The folder, or one below it; it is made where it is not there."""
    folder = shared_folder().joinpath("authority", *parts)
    folder.mkdir(mode=ONLY_ME, parents=True, exist_ok=True)
    return folder
