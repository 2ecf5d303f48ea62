"""Django's settings for a team's server: those of the entry tool, with accounts, PostgreSQL and TLS.

They are made from the configuration file (``openlet.team.configuration``). Requests are logged without learner data:
the name of the page, never its address or what was sent.
"""

from openlet.store.settings import DEBUG, TIME_ZONE, USE_TZ
from openlet.team.configuration import path_of, read
from openlet.team.connections import databases, open_id_connect
from openlet.web import page_settings
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
    RECORDS_AND_PAGES,
    SECURE_CONTENT_TYPE_NOSNIFF,
    SECURE_CROSS_ORIGIN_OPENER_POLICY,
    SECURE_REFERRER_POLICY,
    USE_I18N,
    WSGI_APPLICATION,
    X_FRAME_OPTIONS,
    templates,
)

__all__ = [
    "CONTENT_SECURITY_POLICY",
    "CSRF_COOKIE_HTTPONLY",
    "CSRF_COOKIE_SAMESITE",
    "CSRF_FAILURE_VIEW",
    "DATA_UPLOAD_MAX_MEMORY_SIZE",
    "DATA_UPLOAD_MAX_NUMBER_FIELDS",
    "DEBUG",
    "FILE_UPLOAD_HANDLERS",
    "LANGUAGE_CODE",
    "LARGEST_UPLOAD",
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
DATA_UPLOAD_MAX_NUMBER_FILES = 5_000  # an officer sends the returns of all providers at once
A_YEAR = 31_536_000  # seconds

TEAM = read(path_of())
OPENLET_FOLDER = TEAM.data
SECRET_KEY = TEAM.secret
ALLOWED_HOSTS = list(TEAM.hosts)
DATABASES = databases(TEAM)
DATABASE_ROUTERS = ["openlet.team.schemas.Routing"]
ROOT_URLCONF = "openlet.web.team.urls"

# allauth is there for these two only, and only where they are configured.
ALLAUTH = ["allauth", "allauth.account"] if TEAM.two_factor or TEAM.open_id_connect else []
ALLAUTH += ["allauth.mfa"] if TEAM.two_factor else []
ALLAUTH += ["allauth.socialaccount", "allauth.socialaccount.providers.openid_connect"] if TEAM.open_id_connect else []
INSTALLED_APPS = [
    *ALLAUTH,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "axes",
    "openlet.team",
    "openlet.authority",
    *RECORDS_AND_PAGES,
]
MIDDLEWARE = [
    "openlet.web.giving_way.Answering",
    "openlet.web.rule_pack.InForce",
    "openlet.web.team.requests.Noting",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "openlet.web.team.guard.Guard",
    "openlet.web.team.guard.Logged",
    "openlet.web.new_day.NewDay",
    "openlet.web.troubles.InPlainWords",
    "openlet.web.team.showing.OnlyWhatOneMay",
    *(["allauth.account.middleware.AccountMiddleware"] if ALLAUTH else []),
    "axes.middleware.AxesMiddleware",
]
TEMPLATES = templates("openlet.web.team.frame.frame")

# Accounts
AUTH_USER_MODEL = "team.Account"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ("username", "name")}},
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "places"

# Who tries passwords: five wrong ones from one address for one account, and it waits a quarter of an hour.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "openlet.web.team.views.signing_in.locked_out"
AXES_CLIENT_IP_CALLABLE = "openlet.web.team.requests.address_of"
AXES_DISABLE_ACCESS_LOG = True  # the log is our own
AXES_VERBOSE = False

# Second step and OpenID Connect
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_ADAPTER = "openlet.web.team.adapters.SecondStep"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "OpenLET"
MFA_TOTP_TOLERANCE = 1  # the code before and after the one of now
SOCIALACCOUNT_ADAPTER = "openlet.web.team.adapters.Elsewhere"
SOCIALACCOUNT_LOGIN_ON_GET = True  # a link: a form may not lead to another site
SOCIALACCOUNT_PROVIDERS = open_id_connect(TEAM.open_id_connect)

# Cookies and TLS
SESSION_COOKIE_NAME = "openlet_session"
SESSION_COOKIE_AGE = TEAM.idle_minutes * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"  # a link in a message opens the page that it names
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = TEAM.tls
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SECURE_SSL_REDIRECT = TEAM.tls
SECURE_REDIRECT_EXEMPT = [r"^health$", r"^metrics$"]
SECURE_HSTS_SECONDS = A_YEAR if TEAM.tls else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = False  # the other names of the domain are not ours to decide about
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TEAM.tls else None

QUEUES = (*page_settings.QUEUES, "returns")  # returns that were sent in wait for nobody's import, nor it for them
TASKS = {"default": {"BACKEND": "openlet.team.queue.Queue", "QUEUES": QUEUES, "OPTIONS": {}}}

LOGGING_CONFIG = "logging.config.dictConfig"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": True,
    "formatters": {"plain": {"format": "%(message)s"}},
    "handlers": {
        "out": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "plain"},
        "nothing": {"class": "logging.NullHandler"},  # what others log may hold names
    },
    "loggers": {"openlet.requests": {"handlers": ["out"], "level": "INFO", "propagate": False}},
    "root": {"handlers": ["nothing"], "level": "CRITICAL"},
}
