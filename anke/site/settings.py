"""Where the building is put together. Everything an installation may choose comes from the environment:

ANKE_HOME           where the data lies (default: var/ beside the project)
DATABASE_URL        postgres://… in production; without it, SQLite in ANKE_HOME
ANKE_SECRET_KEY     signs sessions (default: made once, kept in ANKE_HOME/secrets)
ANKE_MASTER_KEY     wraps the keys of personal data (default: made once, kept in ANKE_HOME/secrets)
ANKE_ALLOWED_HOSTS  host names, with commas between (default: this machine only)
ANKE_DEBUG          1 shows error pages to developers (default: off)
"""

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from anke.site.secret import secret

PROJECT = Path(__file__).resolve().parents[2]
ANKE_HOME = Path(os.environ.get("ANKE_HOME") or PROJECT / "var").resolve()

DEBUG = os.environ.get("ANKE_DEBUG") == "1"
SECRET_KEY = secret(ANKE_HOME, "ANKE_SECRET_KEY")
ANKE_MASTER_KEY = secret(ANKE_HOME, "ANKE_MASTER_KEY")
ALLOWED_HOSTS = os.environ.get("ANKE_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").split(",")

INSTALLED_APPS = [
    "anke.site",
    "anke.demo",
    "anke.steering.results",
    "anke.steering.statistics",
    "anke.casework.cases",
    "anke.organisation",
    "anke.events",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "anke.site.urls"
WSGI_APPLICATION = "anke.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
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

DATABASES = {"default": dj_database_url.config(default=f"sqlite:///{ANKE_HOME / 'anke.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-64000;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "da"
LANGUAGES = [("da", _("Danish")), ("en", _("English"))]
LOCALE_PATHS = [PROJECT / "anke" / "site" / "locale"]
TIME_ZONE = "Europe/Copenhagen"
USE_TZ = True
USE_I18N = True

ANKE_DICTIONARIES = PROJECT / "anke" / "site" / "dictionaries"  # Hunspell's, brought by anke.site.assets

STATIC_URL = "static/"
STATIC_ROOT = ANKE_HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True

LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "contract"
LOGOUT_REDIRECT_URL = "contract"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 8
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
