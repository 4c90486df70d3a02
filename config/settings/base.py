"""Settings that every environment shares. Values come from the environment; see .env.example."""

import logging
import os

from config.lib import environment
from config.lib.logs import setup as logs
from config.settings import folders
from config.settings.files import *  # noqa: F403
from config.settings.mail import *  # noqa: F403
from config.settings.queue import *  # noqa: F403
from config.settings.security import *  # noqa: F403
from config.settings.sign_in import *  # noqa: F403
from config.settings.sign_in import SOCIALACCOUNT_PROVIDERS

BASE_DIR = folders.BASE_DIR
VAR_DIR = folders.VAR_DIR

COMPANY_NAME = environment.text("COMPANY_NAME", "Your company")
HIGH_VALUE_REVENUE = environment.number("HIGH_VALUE_REVENUE", 1_000_000)
USUAL_TEMPLATE = environment.text("USUAL_TEMPLATE", "key-account")
PORT = environment.number("PORT", 8000, least=1, most=65535)
SITE_URL = environment.web_address("SITE_URL", f"http://localhost:{PORT}")
DEMO = environment.is_on("DEMO", default=True)
REFUSES_DEMO = False

DEBUG = False
ALLOWED_HOSTS = environment.names("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "csp",
    "django_filters",
    "django_htmx",
    "django_structlog",
    "template_partials",
    "config.lib",
    "config.lib.health",
    "config.lib.mail",
    "accounts.people",
    "accounts.clients",
    "accounts.profile",
    "accounts.strategy",
    "accounts.audit",
    "accounts.exchange",
    "checklists.library",
    "checklists.runs",
    "transitions.plans",
    "transitions.dossier",
    "transitions.review",
    "transitions.comments",
    "transitions.batches",
    "transitions.replanning",
    "transitions.reminders",
    "transitions.portfolio",
    "transitions.finding",
    "transitions.reports",
]
if SOCIALACCOUNT_PROVIDERS:  # it brings along what talks to other sites, 5 MB
    INSTALLED_APPS.append("allauth.socialaccount.providers.openid_connect")

MIDDLEWARE = [
    "config.lib.headers.HeadersMiddleware",
    "config.lib.health.middleware.ProbeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.lib.logs.middleware.RequestLogMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "accounts.people.middleware.PersonMiddleware",
    "accounts.audit.middleware.ActingMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "config.lib.changing.LastChangeMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.people.middleware.FirstVisitMiddleware",
    "accounts.people.middleware.SignInMiddleware",
    "accounts.people.middleware.SecondFactorMiddleware",
    "accounts.people.middleware.UncountedMiddleware",
    "accounts.people.middleware.LastSeenMiddleware",
    "accounts.people.middleware.PersonTimeZoneMiddleware",
    "config.lib.places.PlaceMiddleware",
    "accounts.people.views.errors.WrongMethodMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.static",
                "template_partials.templatetags.partials",
                "config.lib.templatetags.ui",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "transitions.plans.context.shell",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": environment.database(f"sqlite:///{VAR_DIR / 'changeover.sqlite3'}")}
# A pooler between gives each transaction another connection, on which nothing of before is known.
PLANNING = "-c jit=off -c random_page_cost=1.1"
DATABASE_POOLER = environment.is_on("DATABASE_POOLER", default=False)
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = DATABASE_POOLER
    if not DATABASE_POOLER:  # which refuses a connection that asks for this
        # PostgreSQL compiles queries that look large, which takes as long as it saves or longer,
        # and expects a disk that turns, where it takes long to find the next row of an index.
        # Whoever sets options hides PGOPTIONS, by which bin/release limits its waiting.
        options = DATABASES["default"].setdefault("OPTIONS", {})
        asked = [PLANNING, options.get("options", ""), os.environ.get("PGOPTIONS", "")]
        options["options"] = " ".join(filter(None, asked))
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

KEEPS_PUBLIC_HOLIDAYS = True  # in the database, because the library that knows them is large

SECRET_KEY_FALLBACKS = environment.names("SECRET_KEY_FALLBACKS")

# Language, dates
LANGUAGE_CODE = "en-gb"
TIME_ZONE = environment.time_zone("TIME_ZONE", "Europe/Vienna")
USE_I18N = False  # all texts are English; to look each of them up would cost every page time
USE_TZ = True
DATE_FORMAT = "j M Y"

# Figures for Prometheus, only where they are wanted
METRICS = environment.is_on("METRICS", default=False)
METRICS_TOKEN = environment.text("METRICS_TOKEN")
if METRICS:
    INSTALLED_APPS.append("django_prometheus")
    MIDDLEWARE.insert(0, "django_prometheus.middleware.PrometheusBeforeMiddleware")
    MIDDLEWARE.append("django_prometheus.middleware.PrometheusAfterMiddleware")

# Logs: lines for a person here, JSON on a server
LOG_LEVEL = environment.one_of("LOG_LEVEL", logs.LEVELS, "INFO")
LOGGING = logs.configure(as_json=False, level=LOG_LEVEL)
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
DJANGO_STRUCTLOG_CELERY_TASK_START_LOG_LEVEL = logging.DEBUG
