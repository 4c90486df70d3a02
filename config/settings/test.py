"""For tests: real database, real files in a throw-away folder, no waiting."""

import atexit
import os
import shutil
import tempfile

os.environ["READ_DOTENV"] = "false"
if "VAR_DIR" not in os.environ:
    os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="changeover-test-")
    atexit.register(shutil.rmtree, os.environ["VAR_DIR"], ignore_errors=True)
os.environ.setdefault("EMAIL_URL", "smtp://127.0.0.1:1")

from config.settings.base import *  # noqa: F403
from config.settings.base import DATABASES, INSTALLED_APPS
from config.settings.folders import VAR_DIR

SECRET_KEY = "only-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
if "allauth.socialaccount.providers.openid_connect" not in INSTALLED_APPS:
    INSTALLED_APPS.append("allauth.socialaccount.providers.openid_connect")  # some tests set one
COMPANY_NAME = "Norvane Systems"
KEEPS_PUBLIC_HOLIDAYS = False  # a page has as many queries at the first look as at the second
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
WHITENOISE_AUTOREFRESH = True
CACHES = {
    name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name}
    for name in ("default", "boards")
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, so that the live server and the test have a connection each, as in production.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
else:
    DATABASES["default"].pop("CONN_MAX_AGE", None)
LOGGING = {"version": 1, "disable_existing_loggers": False}
CELERY_WORKER_HIJACK_ROOT_LOGGER = True
