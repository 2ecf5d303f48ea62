"""Django's settings for the entry tool on the user's own machine: the store's, and those of the pages.

Nothing is logged: a log would hold learner data. Uploads stay in memory and never touch a temporary folder.
"""

from openlet.store.arriving import LARGEST_XML
from openlet.store.folder import data_folder
from openlet.store.settings import DATABASES, DEBUG, LOGGING_CONFIG, TIME_ZONE, USE_TZ
from openlet.web.secrets import secret_key

__all__ = ["DATABASES", "DEBUG", "LOGGING_CONFIG", "TIME_ZONE", "USE_TZ"]

LARGEST_UPLOAD = LARGEST_XML  # bytes

SECRET_KEY = secret_key(data_folder())
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
INSTALLED_APPS = ["openlet.store", "openlet.web", "django_tasks", "django_tasks_db"]
ROOT_URLCONF = "openlet.web.urls"
WSGI_APPLICATION = "openlet.web.wsgi.application"
LANGUAGE_CODE = "en-gb"
USE_I18N = False

MIDDLEWARE = [
    "openlet.web.giving_way.Answering",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "openlet.web.guard.LocalOnly",
    "openlet.web.new_day.NewDay",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "openlet.web.troubles.InPlainWords",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "openlet.web.jinja.environment",
            "context_processors": ["openlet.web.frame.frame"],
        },
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
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": QUEUES, "OPTIONS": {}}}
