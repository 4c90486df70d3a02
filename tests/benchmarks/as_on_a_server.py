"""Production's settings, but for the keys and the mail server that a measurement does not have."""

import os

os.environ.setdefault("SECRET_KEY", "nobody signs in by this one: k3Vq8ZtW0xJm5RbL7yHc2NfD")
os.environ.setdefault("SITE_URL", "https://changeover.example")
os.environ.setdefault("ALLOWED_HOSTS", "127.0.0.1")
os.environ.setdefault("REDIS_URL", "redis://127.0.0.1:6379/0")
os.environ.setdefault("EMAIL_URL", "smtp://127.0.0.1:1")
os.environ.setdefault("TRUSTED_PROXY_COUNT", "1")

from config.settings.production import *  # noqa: F403

REFUSES_DEMO = False  # the people who are measured are the demo's
SECRET_KEY = os.environ["BENCH_SECRET_KEY"]  # the one that their sessions are made with
