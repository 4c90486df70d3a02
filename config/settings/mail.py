"""Mail: without a setting, mails are written as files under var/mail/."""

from config.lib import environment
from config.settings.folders import VAR_DIR

DEFAULT_FROM_EMAIL = environment.text("DEFAULT_FROM_EMAIL", "Changeover <changeover@localhost>")
EMAIL_URL = environment.text("EMAIL_URL")
if EMAIL_URL:
    vars().update(environment.mail_server())
else:
    EMAIL_BACKEND = "config.lib.mail.backends.FolderBackend"
    EMAIL_FILE_PATH = VAR_DIR / "mail"
EMAIL_TIMEOUT = 20
MAIL_KEPT_DAYS = environment.number("MAIL_KEPT_DAYS", 90, least=1)
