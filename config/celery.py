"""Where workers and beat start: celery -A config worker, celery -A config beat."""

import os
from typing import Any

import django
from celery.signals import import_modules

# Before the application is made, which looks at it: Celery helps those that are Django's.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")

from config.lib.workers import app
from config.starting import begin

__all__ = ["app"]


@import_modules.connect
def look_before_work(**options: Any) -> None:
    """A worker and beat start where the pages would start, and nowhere else.

    They import the tasks before anything else; later, beat would swallow the sentence.
    """
    django.setup()
    begin()
