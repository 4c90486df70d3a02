"""For a server. Refuses to start without what only its owner knows, with a sentence each."""

from urllib.parse import urlsplit

from config.lib import environment, reporting
from config.lib.logs import setup as logs
from config.settings.base import *  # noqa: F403
from config.settings.base import (
    ALLAUTH_TRUSTED_PROXY_COUNT,
    ALLOWED_HOSTS,
    DATABASE_POOLER,
    DATABASES,
    EMAIL_URL,
    LOG_LEVEL,
    METRICS,
    METRICS_TOKEN,
    REDIS_URL,
    SITE_URL,
)

SECRET_KEY = environment.text("SECRET_KEY")
PRINTED = ("django-insecure", "only-for", "change-me", "your-secret")
"""What keys look like that come from a page everybody can read."""
NEEDED = {
    "SECRET_KEY must be a long random text of your own, 50 characters or more.": (
        len(SECRET_KEY) >= 50
        and len(set(SECRET_KEY)) >= 16
        and not any(printed in SECRET_KEY for printed in PRINTED)
    ),
    "SITE_URL must be the public https:// address of this site, with nothing after the name.": (
        SITE_URL.startswith("https://") and not urlsplit(SITE_URL).path
    ),
    "ALLOWED_HOSTS must name the hosts that this site answers to, without https://; “*” is none.": (
        ALLOWED_HOSTS and not any("*" in host or "/" in host for host in ALLOWED_HOSTS)
    ),
    "DATABASE_URL must name the database; even SQLite is used only where it is named.": (
        environment.is_given("DATABASE_URL")
    ),
    "REDIS_URL must be set: a queue and a cache of files are for one laptop.": REDIS_URL,
    "EMAIL_URL must be the smtp address of a mail server, or no mail leaves this machine.": (
        EMAIL_URL.startswith(("smtp://", "smtps://", "smtp+tls://", "smtp+ssl://"))
    ),
    "TRUSTED_PROXY_COUNT must say how many proxies stand before this site; 0 means none.": (
        environment.is_given("TRUSTED_PROXY_COUNT")
    ),
    "DEBUG shows the inner workings to everybody; a server must not have it set.": (
        not environment.is_on("DEBUG", default=False)
    ),
    "METRICS_TOKEN must be a random text of 20 characters or more, or leave METRICS out.": (
        len(METRICS_TOKEN) >= 20 or not METRICS
    ),
}
for sentence, is_met in NEEDED.items():
    if not is_met:
        raise environment.Misconfigured(sentence)

DEBUG = False
DEMO = False
REFUSES_DEMO = True

# Each web process keeps a few connections; 0 turns the pool off, for workers and beat.
POOL = 0 if DATABASE_POOLER else environment.number("DATABASE_POOL_MAX", 4)
if DATABASES["default"]["ENGINE"].endswith("postgresql") and POOL:
    DATABASES["default"]["CONN_MAX_AGE"] = 0  # the pool keeps them instead
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {
        "min_size": min(environment.number("DATABASE_POOL_MIN", 1), POOL),
        "max_size": POOL,
        "timeout": 10,
    }

CELERY_WORKER_CONCURRENCY = environment.number("WORKER_CONCURRENCY", 2, least=1)
# gunicorn stumbles over its own before config/gunicorn.py can speak; `bin/release` comes first.
environment.number("WEB_CONCURRENCY", 5, least=1)

LOGGING = logs.configure(as_json=True, level=LOG_LEVEL)
SENTRY_DSN = environment.text("SENTRY_DSN")
if SENTRY_DSN:
    reporting.start(SENTRY_DSN, site=SITE_URL)

SECURE_SSL_REDIRECT = True
if ALLAUTH_TRUSTED_PROXY_COUNT:
    # Without a proxy that sets it, any visitor could, and pass plain http off as https.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
# Binds every host under the site's own to https, too; see docs/operate.md.
SECURE_HSTS_INCLUDE_SUBDOMAINS = environment.is_on("HSTS_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = SECURE_HSTS_INCLUDE_SUBDOMAINS
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
