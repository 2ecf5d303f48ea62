"""A team's server with two providers and an account for each role; the northern provider has the example's records."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.test import Client
from django.test.utils import setup_test_environment, teardown_test_environment

from openlet.invented.example import UKPRN as NORTH
from openlet.store.whose import store_of
from tests.store.conftest import database_allowed
from tests.team.people import PASSWORD, PEOPLE, SOUTH, People

DAY = date(2024, 10, 18)


@pytest.fixture(scope="session", autouse=True)
def server(request: pytest.FixtureRequest) -> Iterator[Path]:
    """The server; its data folder."""
    from openlet.store.demonstration import fill
    from openlet.team.models import Account
    from openlet.team.services import add_provider, bring_up_to_date, give_role
    from openlet.web.new_day import watch_changes
    from openlet.web.team.views import signing_in  # noqa: F401  it notes who signs in

    setup_test_environment()
    watch_changes()  # as the server does
    password = make_password(PASSWORD)  # slow on purpose, so once for all
    with database_allowed(request):
        bring_up_to_date()
        add_provider(NORTH, "Example Training Ltd", "tests")
        add_provider(SOUTH, "South Academy", "tests")
        for name, roles in PEOPLE.items():
            account = Account.objects.create(username=name, password=password, name=name.title())
            for place, role in roles.items():
                give_role(account, role, place, "tests")
        with store_of(NORTH):
            fill("tests", DAY)
        yield Path(settings.OPENLET_FOLDER)
    teardown_test_environment()


@pytest.fixture
def people(server: Path) -> People:
    """A browser for each account, signed in."""
    from openlet.team.models import Account

    cache.clear()
    found: dict[str, Client] = {}

    def browser_of(name: str) -> Client:
        if name not in found:
            found[name] = Client(SERVER_NAME="127.0.0.1", headers={"sec-fetch-site": "same-origin"})
            if name:
                account = Account.objects.get(username=name)
                found[name].force_login(account, "django.contrib.auth.backends.ModelBackend")
        return found[name]

    return browser_of


Browsers = Callable[[str], Client]
