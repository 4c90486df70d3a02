"""An authenticator app of paper: the codes that a secret gives."""

from __future__ import annotations

import base64
import hmac
import re
import struct
import time
from hashlib import sha1

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from accounts.people.models import User

STEP = 30  # seconds for which a code is shown


def code(secret: str, later: int = 0) -> str:
    """The six digits an app shows now, or some steps later."""
    moment = struct.pack(">Q", int(time.time()) // STEP + later)
    digest = hmac.new(base64.b32decode(secret), moment, sha1).digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def give_app(person: User) -> str:
    """An authenticator app for somebody; gives its secret."""
    secret: str = generate_totp_secret()
    TOTP.activate(person, secret)
    return secret


def give_recovery_codes(person: User) -> list[str]:
    codes: list[str] = RecoveryCodes.activate(person).get_unused_codes()
    return codes


def give_passkey(person: User, name: str = "Laptop") -> Authenticator:
    """A row like that of a passkey; it lets nobody in."""
    return Authenticator.objects.create(
        user=person, type=Authenticator.Type.WEBAUTHN, data={"name": name, "credential": {}}
    )


def secret_on(page: str) -> str:
    """The secret that a page shows for an app, which stands there four letters at a time."""
    key = page.split('sec-key">')[1].split("</code>", maxsplit=1)[0]
    return "".join(re.findall(r"<span>([A-Z2-7]{1,4})</span>", key))
