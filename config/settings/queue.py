"""The work queue, and what beat asks for."""

from ssl import CERT_REQUIRED

from config.settings.files import REDIS_PATIENCE, REDIS_URL
from config.settings.folders import VAR_DIR

CELERY_BROKER_URL = REDIS_URL or "filesystem://localhost"
if REDIS_URL:
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, object] = {
        "visibility_timeout": 900,
        "unacked_restore_interval": 10,
        "unacked_restore_throttle": 1,
        "max_retries": 0,
        "socket_connect_timeout": REDIS_PATIENCE,
        "socket_timeout": REDIS_PATIENCE,
    }
    if REDIS_URL.startswith("rediss:") and "ssl_cert_reqs" not in REDIS_URL:
        CELERY_BROKER_USE_SSL = {"ssl_cert_reqs": CERT_REQUIRED}  # as the cache does by itself
else:
    BROKER_DIR = VAR_DIR / "broker"
    for folder in ("queue", "control"):
        (BROKER_DIR / folder).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BROKER_DIR / "queue"),
        "data_folder_out": str(BROKER_DIR / "queue"),
        "control_folder": str(BROKER_DIR / "control"),
        "polling_interval": 0.1,
    }
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 600  # longer than a round and a lease: what takes so long is stuck
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 400_000
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULER = "config.lib.health.beat.MarkingScheduler"
CELERY_BEAT_SCHEDULE = {
    "write the digests that are due": {
        "task": "transitions.reminders.tasks.write_due_digests",
        "schedule": 60.0,
        "options": {"expires": 55},
    },
    "leave a worker's mark": {
        "task": "config.lib.health.tasks.leave_mark",
        "schedule": 30.0,
        "options": {"expires": 25},
    },
    "deliver mail": {
        "task": "config.lib.mail.tasks.deliver",
        "schedule": 30.0,
        "options": {"expires": 25},
    },
    "make wanted papers of plans": {
        "task": "accounts.strategy.tasks.make_wanted",
        "schedule": 30.0,
        "options": {"expires": 25},
    },
    "make wanted reports": {
        "task": "transitions.reports.tasks.make_wanted",
        "schedule": 30.0,
        "options": {"expires": 25},
    },
    "make wanted knowledge transfer documents": {
        "task": "transitions.reports.tasks.make_wanted_transfers",
        "schedule": 30.0,
        "options": {"expires": 25},
    },
    "check and import files": {
        "task": "accounts.exchange.tasks.work",
        "schedule": 30.0,
        "options": {"expires": 25},
    },
    "forget old files of imports": {
        "task": "accounts.exchange.tasks.forget_old_files",
        "schedule": 86_400.0,
        "options": {"expires": 3600},
    },
    "move ownership that is due": {
        "task": "transitions.plans.tasks.move_due_ownership",
        "schedule": 300.0,
        "options": {"expires": 290},
    },
    "forget old changes": {
        "task": "transitions.portfolio.tasks.forget_old_changes",
        "schedule": 3600.0,
        "options": {"expires": 3590},
    },
    "let health follow the calendar": {
        "task": "transitions.plans.tasks.refresh_health",
        "schedule": 900.0,
        "options": {"expires": 890},
    },
    "forget old mails": {
        "task": "config.lib.mail.tasks.forget_old_mails",
        "schedule": 86_400.0,
        "options": {"expires": 3600},
    },
    "clear sessions that have run out": {
        "task": "accounts.people.tasks.clear_sessions",
        "schedule": 86_400.0,
        "options": {"expires": 3600},
    },
    "forget who opened what long ago": {
        "task": "accounts.audit.tasks.forget_old_visits",
        "schedule": 86_400.0,
        "options": {"expires": 3600},
    },
    "keep public holidays": {
        "task": "accounts.people.tasks.load_holidays",
        "schedule": 86_400.0,
        "options": {"expires": 3600},
    },
    "forget old sign-ins": {
        "task": "accounts.people.tasks.forget_old_sign_ins",
        "schedule": 86_400.0,
        "options": {"expires": 3600},
    },
}
