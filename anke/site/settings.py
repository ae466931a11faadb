"""Where the building is put together. Everything an installation may choose comes from the environment:

ANKE_HOME           where the data lies (default: var/ beside the project)
DATABASE_URL        postgres://… in production; without it, SQLite in ANKE_HOME
ANKE_SECRET_KEY     signs sessions (default: made once, kept in ANKE_HOME/secrets)
ANKE_MASTER_KEY     wraps the keys of personal data (default: made once, kept in ANKE_HOME/secrets)
ANKE_ALLOWED_HOSTS  host names, with commas between (default: this machine only)
ANKE_POST           how letters leave the house (default: files in ANKE_HOME/outbox)
ANKE_DEBUG          1 shows error pages to developers (default: off)
ANKE_HTTPS          1 where the site stands behind a proxy that speaks TLS and sets X-Forwarded-Proto: cookies
                    travel on TLS only, and browsers are told never to come without (default: off)
ANKE_PROXIES        how many proxies of one's own stand in front: so many addresses at the end of
                    X-Forwarded-For are believed (default: 1 with ANKE_HTTPS, else 0)

Logging in (docs/how-to/log-in-by-openid-connect.md):

ANKE_OIDC_ISSUER         address of the OpenID Connect provider, exactly as its tokens name it; https://…
ANKE_OIDC_CLIENT_ID      how the provider knows this site
ANKE_OIDC_CLIENT_SECRET  the secret shared with it
ANKE_OIDC_NAME           what the provider is called on the log-in page (default: OpenID Connect)
ANKE_OIDC_CLAIM          the claim that holds a person's initials (default: preferred_username)
ANKE_OIDC_SCOPES         scopes asked for, with spaces between (default: openid profile)
ANKE_OIDC_MFA            values of amr or acr, with commas between, that count as a second factor
ANKE_REQUIRE_MFA         1 asks whoever sees cases, live figures or the machine for a second factor
ANKE_LOCAL_ACCOUNTS      1 lets accounts of this site log in with a password; the demonstration always may
ANKE_SESSION_IDLE        minutes without a click after which one is logged out (default: 60)

E-mail: ANKE_SMTP_HOST (without it, mail waits), ANKE_SMTP_PORT (default: 25), ANKE_MAIL_FROM;
ANKE_DATA_PROTECTION_MAIL is told where somebody takes sight of a case in an emergency.

Programs (docs/how-to/use-the-api.md, docs/how-to/receive-webhooks.md):

ANKE_API_RATE         requests a token may make in a minute, in each process (default: 60000)
ANKE_WEBHOOK_PRIVATE  1 lets webhooks reach this machine and private networks, and http
ANKE_ADDRESS          the site's own address, in calendars (default: http://127.0.0.1:8000)
"""

import os
from datetime import timedelta
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from anke.site.identity.choices import chosen_provider, number, yes
from anke.site.secret import secret

PROJECT = Path(__file__).resolve().parents[2]
ANKE_HOME = Path(os.environ.get("ANKE_HOME") or PROJECT / "var").resolve()

DEBUG = os.environ.get("ANKE_DEBUG") == "1"
SECRET_KEY = secret(ANKE_HOME, "ANKE_SECRET_KEY")
ANKE_MASTER_KEY = secret(ANKE_HOME, "ANKE_MASTER_KEY")
ALLOWED_HOSTS = os.environ.get("ANKE_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").split(",")

INSTALLED_APPS = [
    "anke.site",
    "anke.site.identity",
    "anke.demo",
    "anke.steering.reporting",
    "anke.steering.external",
    "anke.steering.strategy",
    "anke.steering.results",
    "anke.steering.guarding",
    "anke.steering.statistics",
    "anke.oversight.quality",
    "anke.casework.gateway",
    "anke.casework.retention",
    "anke.casework.search",
    "anke.casework.distribution",
    "anke.casework.letters",
    "anke.casework.cases",
    "anke.organisation",
    "anke.events",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "django_htmx",
]
MIDDLEWARE = [
    "anke.site.settled.Settled",  # first: no answer leaves before it
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "anke.site.policy.Policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "anke.site.language.Language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "anke.site.identity.gate.Gate",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "anke.site.today.Today",
]
ROOT_URLCONF = "anke.site.urls"
WSGI_APPLICATION = "anke.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "anke.site.templating.Templates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "anke.site.context.house",
            ],
        },
    }
]

# A worker answers one request at a time (`anke serve`), so it needs one connection, kept open and looked at
# before use: however many people come, PostgreSQL sees as many connections as workers. No pool is needed.
DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{ANKE_HOME / 'anke.sqlite3'}", conn_max_age=600, conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-64000;",
    }
elif DATABASES["default"]["ENGINE"].endswith("postgresql"):
    DATABASES["default"]["ENGINE"] = "anke.site.postgresql"
    # Seconds, and milliseconds for the last: a server that is gone is noticed, not waited for.
    given = {
        "connect_timeout": 3,
        "keepalives_idle": 10,
        "keepalives_interval": 5,
        "tcp_user_timeout": 10_000,
        "server_side_binding": True,  # statements are sent with places, so that they can be …
        "prepare_threshold": 5,  # … prepared when they come again: parsed and planned once
    }
    DATABASES["default"]["OPTIONS"] = given | DATABASES["default"].get("OPTIONS", {})
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",  # what one worker counts, the others know
        "LOCATION": "identity_kept",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},  # each worker its own
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "da"
LANGUAGES = [("da", _("Danish")), ("en", _("English"))]
LOCALE_PATHS = [PROJECT / "anke" / "site" / "locale"]
TIME_ZONE = "Europe/Copenhagen"
USE_TZ = True
USE_I18N = True

# How letters leave the house: module:class of a port (anke/casework/letters/post.py).
ANKE_POST = os.environ.get("ANKE_POST", "anke.casework.letters.post:Outbox")
ANKE_DICTIONARIES = PROJECT / "anke" / "site" / "dictionaries"  # Hunspell's, brought by anke.site.assets

# A form too large is stopped while it comes in (content: letters/uploads.yaml).
FILE_UPLOAD_HANDLERS = [
    "anke.files.handler.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

STATIC_URL = "static/"
STATIC_ROOT = ANKE_HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True

LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "start"  # one's list of cases, or the results plan
LOGOUT_REDIRECT_URL = "contract"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "anke.site.identity.accounts.Accounts"]
SESSION_ENGINE = "anke.site.identity.accounts"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",  # accounts from before; made anew at the next log-in
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
ANKE_OIDC = chosen_provider(os.environ)
ANKE_REQUIRE_MFA = yes(os.environ, "ANKE_REQUIRE_MFA")
ANKE_LOCAL_ACCOUNTS = yes(os.environ, "ANKE_LOCAL_ACCOUNTS")
ANKE_SESSION_IDLE = timedelta(minutes=number(os.environ, "ANKE_SESSION_IDLE", 60))
ANKE_SESSION_MOST = timedelta(hours=8)
ANKE_HTTPS = yes(os.environ, "ANKE_HTTPS")
ANKE_PROXIES = number(os.environ, "ANKE_PROXIES", int(ANKE_HTTPS))

ACCOUNT_ADAPTER = "anke.site.identity.adapters.Accounts"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60  # seconds
ACCOUNT_RATE_LIMITS = {"login_failed": "5/15m/key"}  # codes of a second factor, by person
SOCIALACCOUNT_ADAPTER = "anke.site.identity.matching.ByInitials"
MFA_ADAPTER = "anke.site.identity.adapters.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # half a minute either way
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "anke.site.identity.throttle.locked"
AXES_CLIENT_IP_CALLABLE = "anke.site.identity.throttle.client_address"
AXES_USERNAME_CALLABLE = "anke.site.identity.throttle.tried_name"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "csrfmiddlewaretoken", "next"]
AXES_DISABLE_ACCESS_LOG = True  # the sessions say who is logged in
AXES_VERBOSE = False

EMAIL_BACKEND = "anke.site.identity.post.Outbox"
EMAIL_HOST = os.environ.get("ANKE_SMTP_HOST", "")
EMAIL_PORT = number(os.environ, "ANKE_SMTP_PORT", 25)
EMAIL_TIMEOUT = 5  # seconds
ANKE_DATA_PROTECTION_MAIL = os.environ.get("ANKE_DATA_PROTECTION_MAIL", "")
DEFAULT_FROM_EMAIL = os.environ.get("ANKE_MAIL_FROM", "anke@localhost")

ANKE_API_RATE = number(os.environ, "ANKE_API_RATE", 60_000)
ANKE_WEBHOOK_PRIVATE = yes(os.environ, "ANKE_WEBHOOK_PRIVATE")
ANKE_ADDRESS = os.environ.get("ANKE_ADDRESS", "http://127.0.0.1:8000").rstrip("/")

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = int(ANKE_SESSION_MOST.total_seconds())
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = ANKE_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/$"]  # asked for from inside, without the proxy
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if ANKE_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = ANKE_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ANKE_HTTPS else None
CSRF_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
