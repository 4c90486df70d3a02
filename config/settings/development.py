"""For `make run`: one laptop, nothing to configure."""

from django.core.management.utils import get_random_secret_key

from config.lib import environment
from config.lib.logs import setup as logs
from config.settings.base import *  # noqa: F403
from config.settings.base import ALLOWED_HOSTS, DEMO, STORAGES
from config.settings.folders import VAR_DIR

DEBUG = environment.is_on("DEBUG", default=False)
ALLOWED_HOSTS = ALLOWED_HOSTS or ["127.0.0.1", "localhost", "[::1]"]
COMPANY_NAME = environment.text("COMPANY_NAME", "Norvane Systems" if DEMO else "Your company")
WHITENOISE_USE_FINDERS = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # passkeys on http://localhost
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

(VAR_DIR / "static").mkdir(exist_ok=True)
if not environment.is_given("LOG_LEVEL"):
    # The window belongs to the address and the sign-ins; LOG_LEVEL=INFO shows each request.
    LOGGING = logs.configure(as_json=False, level="WARNING")

# `make run` keeps its port here, so that mails of other commands lead to the same address.
port_file = VAR_DIR / "port"
if not (environment.is_given("SITE_URL") or environment.is_given("PORT")) and port_file.exists():
    SITE_URL = f"http://localhost:{port_file.read_text().strip()}"
    CSRF_TRUSTED_ORIGINS = [SITE_URL]

# A secret of this checkout's own, made once, so that sign-ins survive a restart.
secret_file = VAR_DIR / "secret_key"
if not secret_file.exists():
    secret_file.touch(mode=0o600)
    secret_file.write_text(get_random_secret_key())
SECRET_KEY = environment.text("SECRET_KEY", secret_file.read_text())
