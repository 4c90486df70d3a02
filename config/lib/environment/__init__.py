"""What the environment and `.env` say, read so that a slip ends in a sentence.

Whatever makes no sense ends the process with one line that names the variable, what is wrong with
it, and a value that would do: in manage.py, gunicorn, a worker and beat alike.
"""

from config.lib.environment.addresses import database, listening, mail_server, redis, web_address
from config.lib.environment.dotenv import read_dotenv
from config.lib.environment.refusal import Misconfigured
from config.lib.environment.values import (
    folder,
    is_given,
    is_on,
    names,
    number,
    one_of,
    text,
    time_zone,
)

__all__ = [
    "Misconfigured",
    "database",
    "folder",
    "is_given",
    "is_on",
    "listening",
    "mail_server",
    "names",
    "number",
    "one_of",
    "read_dotenv",
    "redis",
    "text",
    "time_zone",
    "web_address",
]
