"""The floors as one server: F1 without any middleware, the others with session and user."""

import os
from collections.abc import Iterable
from typing import Any

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.floors.settings"

import django
from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings

from tests.benchmarks.floors.settings import SESSION_AND_USER

django.setup()
with override_settings(MIDDLEWARE=[]):
    bare = WSGIHandler()
with override_settings(MIDDLEWARE=SESSION_AND_USER):
    full = WSGIHandler()


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    handler = bare if environ["PATH_INFO"] == "/f1/" else full
    return handler(environ, start_response)
