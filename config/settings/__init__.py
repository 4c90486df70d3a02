"""Settings by environment: development, production, test. What they share is base, put together
from one file a subject: folders, sign_in, files, mail, queue, security."""
