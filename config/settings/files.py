"""Files and what is kept for a while: style sheets, attachments, uploads, the cache."""

from pathlib import Path
from typing import Any

from config.lib import environment, files
from config.settings.folders import BASE_DIR, VAR_DIR

STATIC_URL = "/static/"
STATIC_ROOT = Path(environment.text("STATIC_ROOT", str(VAR_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = VAR_DIR / "files"
S3_BUCKET = environment.text("S3_BUCKET")
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage",
        # Whoever collects them, here root while an image is built, another user serves them.
        "OPTIONS": {"file_permissions_mode": 0o644},
    },
}
if S3_BUCKET:
    STORAGES["default"] = files.bucket(
        S3_BUCKET,
        endpoint=environment.web_address("S3_ENDPOINT_URL"),
        region=environment.text("S3_REGION"),
    )
FILE_UPLOAD_PERMISSIONS = 0o640
UPLOAD_MAX_BYTES = 20 * 1024 * 1024
IMPORT_MAX_BYTES = 64 * 1024 * 1024
VISITS_KEPT_DAYS = environment.number("VISITS_KEPT_DAYS", 400, least=1)
FILE_UPLOAD_HANDLERS = [
    "config.lib.uploads.LimitHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# Files, as the memory of one process would count the wrong passwords of its own visitors only.
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR_DIR / "cache",
    },
    # Apart, so that no number of boards pushes out how often somebody tried a password.
    "boards": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR_DIR / "boards",
    },
}
REDIS_URL = environment.redis("REDIS_URL")
REDIS_PATIENCE = 2  # seconds; one that hangs must not hold up whoever asks for a page
REDIS_HURRY = 0.2  # seconds; what Redis spares is made anew in less
if REDIS_URL:
    CACHES["default"] = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_connect_timeout": REDIS_PATIENCE, "socket_timeout": REDIS_PATIENCE},
    }
    CACHES["boards"] = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "boards",
        "OPTIONS": {"socket_connect_timeout": REDIS_HURRY, "socket_timeout": REDIS_HURRY},
    }
