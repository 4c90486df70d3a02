"""Which keys the site of an archive had, told without telling the keys.

Secrets of authenticator apps and recovery codes are encrypted by SECRET_KEY, or by one of
SECRET_KEY_FALLBACKS that was it when they were set up. On a site without that key their rows come
back, and no code fits them.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import pbkdf2_hmac
from hmac import compare_digest

from django.conf import settings
from django.utils.encoding import force_bytes

from config.lib import words
from config.lib.backup.archive import CannotRestore

PURPOSE = b"changeover backup, which key: "
"""Goes before the key, so that nothing else is ever made of it that looks the same."""
ROUNDS = 200_000
"""Makes guessing a weak key by its fingerprint slow; takes about a tenth of a second a key."""

ANOTHER_KEY = (
    "The site of the archive had {} that this one has not. Authenticator apps and recovery codes"
    " are encrypted by SECRET_KEY: without it their owners could not sign in. Set SECRET_KEY and"
    " SECRET_KEY_FALLBACKS here to those of that site; they are in its .env or environment, or in"
    " var/secret_key where it ran by `make run`. If they are lost, add --with-another-key. Then"
    " apps, recovery codes and links in mails of that site are lost, and whoever has an app and no"
    " passkey gets in only after `bin/manage remove_factors ADDRESS`."
)
UNKNOWN_KEY = (
    "The archive does not say which SECRET_KEY its site had. With another one than ours, nobody’s"
    " authenticator app and recovery codes fit."
)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A key under a salt of its own: tells whether a key is the same one, and nothing else."""

    salt: str
    digest: str


def fingerprints() -> list[dict[str, str]]:
    """A fingerprint of each key that this site reads by, for the head of an archive."""
    return [_fingerprint(key) for key in _keys()]


def check_keys(fingerprints: Iterable[Fingerprint]) -> None:
    """Look whether this site has every key that the site of an archive had.

    Raises:
        CannotRestore: it lacks one; says what to do and what is lost without.
    """
    ours = _keys()
    lacking = sum(not any(_is_of(key, found) for key in ours) for found in fingerprints)
    if lacking:
        raise CannotRestore(ANOTHER_KEY.format(words.count(lacking, "key")))


def _keys() -> list[bytes]:
    return [force_bytes(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def _fingerprint(key: bytes) -> dict[str, str]:
    salt = secrets.token_bytes(16)
    return {"salt": salt.hex(), "digest": _digest(key, salt).hex()}


def _is_of(key: bytes, found: Fingerprint) -> bool:
    return compare_digest(_digest(key, bytes.fromhex(found.salt)), bytes.fromhex(found.digest))


def _digest(key: bytes, salt: bytes) -> bytes:
    return pbkdf2_hmac("sha256", PURPOSE + key, salt, ROUNDS)
