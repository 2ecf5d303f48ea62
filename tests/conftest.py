"""One way to set Django up for all tests, that of the program with its pages, and the store of ``openlet demo``."""

import os
import signal
import tempfile
from pathlib import Path

import pytest

from tests import postgres

# What starts the tests in the background may have Ctrl-C ignored, and every program that they start inherits that.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
# Before anything asks for it: no test opens the user's own store.
os.environ["DJANGO_SETTINGS_MODULE"] = "openlet.web.team_settings" if postgres.is_team() else "openlet.web.settings"
if postgres.is_team():
    os.environ["OPENLET_TEAM"] = str(
        postgres.configured(Path(tempfile.mkdtemp(prefix="openlet-team-")), postgres.cluster())
    )
else:
    collect_ignore = ["team"]
os.environ["OPENLET_DATA"] = str(Path(tempfile.gettempdir()) / "openlet-tests-open-no-store-here")
# Playwright's own event loop stays in this thread once a browser test has run; the store is used beside it, not in it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

from tests.running import make_demo


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly what was not tested."""
    if not postgres.is_team():
        terminalreporter.write_line("NOT TESTED HERE: a team's server with PostgreSQL (OPENLET_TESTS=team does).")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that tests copy and never open."""
    place = tmp_path_factory.mktemp("demo")
    return make_demo(place / "data", place)
