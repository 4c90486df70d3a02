"""The ASGI entry point."""

import os

from django.core.asgi import get_asgi_application

from config.starting import refuse_demo_sign_ins

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")

application = get_asgi_application()
refuse_demo_sign_ins()
