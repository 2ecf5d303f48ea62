"""What Django and allauth are told of the database, and of the sign-in elsewhere."""

from typing import Any

from openlet.store.refusals import NotDone
from openlet.store.settings import WAIT
from openlet.team.configuration import Configuration, OpenIdConnect

KEPT_OPEN = 600  # seconds that a thread keeps its connection
NAMES = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
SECONDS_TO_CONNECT = 5


def databases(said: Configuration) -> dict[str, dict[str, Any]]:
    """The database that the configuration names. Raises ``NotDone`` where it names none."""
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    try:
        given = {name: str(value) for name, value in conninfo_to_dict(said.database).items() if value is not None}
    except ProgrammingError:
        raise NotDone(
            'The database in the configuration is no address. Write it like "postgresql://openlet@/openlet", or '
            '"host=/run/postgresql dbname=openlet user=openlet".'
        ) from None
    database: dict[str, Any] = {NAMES[name]: value for name, value in given.items() if name in NAMES}
    more = {name: value for name, value in given.items() if name not in NAMES}
    waits = f"-c lock_timeout={WAIT}s {more.pop('options', '')}"
    return {
        "default": database
        | {
            "ENGINE": "openlet.team.postgresql",
            "CONN_MAX_AGE": KEPT_OPEN,
            "CONN_HEALTH_CHECKS": True,  # after a restart of the database the next page works again
            "OPTIONS": {"connect_timeout": SECONDS_TO_CONNECT, **more, "options": waits},
        }
    }


def open_id_connect(said: OpenIdConnect | None) -> dict[str, Any]:
    """The organisation's own sign-in, as allauth wants to be told."""
    if said is None:
        return {}
    app = {
        "provider_id": "own",
        "name": said.name,
        "client_id": said.client_id,
        "secret": said.secret,
        "settings": {"server_url": said.server},
    }
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}
