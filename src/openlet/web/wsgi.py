"""The entry tool as a WSGI application, with its style sheets and scripts out of the package."""

from typing import Any

from django.core.wsgi import get_wsgi_application
from whitenoise import WhiteNoise

from openlet.web.jinja import STATIC

A_YEAR = 31_536_000  # seconds; the addresses of static files change with their content


def _not_guessed(headers: Any, path: str, url: str) -> None:
    """A browser takes a file for what it is said to be."""
    headers["X-Content-Type-Options"] = "nosniff"


application = WhiteNoise(
    get_wsgi_application(),
    root=STATIC,
    prefix="static/",
    max_age=A_YEAR,
    charset="utf-8",
    allow_all_origins=False,  # no other site needs to know that this is running
    add_headers_function=_not_guessed,
)
