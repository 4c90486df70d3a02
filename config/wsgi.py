"""The WSGI entry point."""

import os

from django.core.wsgi import get_wsgi_application

from config.lib.room import roomy
from config.starting import begin

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")

application = roomy(get_wsgi_application())
begin()
