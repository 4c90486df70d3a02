"""A second, bare site over the same database: what Django costs before the product begins."""

from pathlib import Path

from config.settings.development import *  # noqa: F403
from config.settings.development import TEMPLATES

SESSION_AND_USER = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
"""All that F2 to F10 run; the applications of the product want theirs named in the settings."""
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
ROOT_URLCONF = "tests.benchmarks.floors.urls"
TEMPLATES[0]["DIRS"] = [Path(__file__).parent / "templates"]
TEMPLATES[0]["OPTIONS"] = {"context_processors": ["django.template.context_processors.csrf"]}
