"""Django's settings for the entry tool on the user's own machine: the store's, and those of the pages.

Nothing is logged: a log would hold learner data. Uploads stay in memory and never touch a temporary folder.
"""

from openlet.store.folder import data_folder
from openlet.store.settings import DATABASES, DEBUG, LOGGING_CONFIG, TIME_ZONE, USE_TZ
from openlet.web.page_settings import (
    CONTENT_SECURITY_POLICY,
    CSRF_COOKIE_HTTPONLY,
    CSRF_COOKIE_SAMESITE,
    CSRF_FAILURE_VIEW,
    DATA_UPLOAD_MAX_MEMORY_SIZE,
    DATA_UPLOAD_MAX_NUMBER_FIELDS,
    FILE_UPLOAD_HANDLERS,
    LANGUAGE_CODE,
    LARGEST_UPLOAD,
    QUEUES,
    RECORDS_AND_PAGES,
    SECURE_CONTENT_TYPE_NOSNIFF,
    SECURE_CROSS_ORIGIN_OPENER_POLICY,
    SECURE_REFERRER_POLICY,
    USE_I18N,
    WSGI_APPLICATION,
    X_FRAME_OPTIONS,
    templates,
)
from openlet.web.secrets import secret_key

__all__ = [
    "CONTENT_SECURITY_POLICY",
    "CSRF_COOKIE_HTTPONLY",
    "CSRF_COOKIE_SAMESITE",
    "CSRF_FAILURE_VIEW",
    "DATABASES",
    "DATA_UPLOAD_MAX_MEMORY_SIZE",
    "DATA_UPLOAD_MAX_NUMBER_FIELDS",
    "DEBUG",
    "FILE_UPLOAD_HANDLERS",
    "LANGUAGE_CODE",
    "LARGEST_UPLOAD",
    "LOGGING_CONFIG",
    "QUEUES",
    "SECURE_CONTENT_TYPE_NOSNIFF",
    "SECURE_CROSS_ORIGIN_OPENER_POLICY",
    "SECURE_REFERRER_POLICY",
    "TIME_ZONE",
    "USE_I18N",
    "USE_TZ",
    "WSGI_APPLICATION",
    "X_FRAME_OPTIONS",
]

SECRET_KEY = secret_key(data_folder())
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
INSTALLED_APPS = RECORDS_AND_PAGES
ROOT_URLCONF = "openlet.web.urls"
MIDDLEWARE = [
    "openlet.web.giving_way.Answering",
    "openlet.web.rule_pack.InForce",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "openlet.web.guard.LocalOnly",
    "openlet.web.new_day.NewDay",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "openlet.web.troubles.InPlainWords",
]
TEMPLATES = templates("openlet.web.frame.frame")
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": QUEUES, "OPTIONS": {}}}
