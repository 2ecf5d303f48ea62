"""What Django is told in both ways to run the pages, on one's own machine and on a team's server.

Nothing is logged but what ``team_settings`` names: a log would hold learner data. Uploads stay in memory and never
touch a temporary folder.
"""

from typing import Any

from openlet.store.arriving import LARGEST_XML

LARGEST_UPLOAD = LARGEST_XML  # bytes

RECORDS_AND_PAGES = ["openlet.store", "openlet.web", "django_tasks", "django_tasks_db"]
WSGI_APPLICATION = "openlet.web.wsgi.application"
LANGUAGE_CODE = "en-gb"
USE_I18N = False


def templates(context: str) -> list[dict[str, Any]]:
    """The templates, with the function that gives the context of the layout."""
    options = {"environment": "openlet.web.jinja.environment", "context_processors": [context]}
    return [
        {
            "BACKEND": "django.template.backends.jinja2.Jinja2",
            "DIRS": [],
            "APP_DIRS": False,
            "OPTIONS": options,
        }
    ]


CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "openlet.web.troubles.no_token"

FILE_UPLOAD_HANDLERS = ["openlet.web.uploads.InMemoryOnly"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024  # bytes of a form without its files: a pasted table
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

# Two kinds of work in the background, so that a file never waits until all learners have been checked.
QUEUES = ("default", "files")
