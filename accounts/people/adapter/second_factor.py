"""Second factors: what authenticator apps and passkeys show, and how secrets are kept."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import sha256

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.encoding import force_str
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.people.models import User

UNREADABLE = ""
"""Stands for a secret of a key that is gone; no code fits it."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets are encrypted by SECRET_KEY: a copy of the database alone makes no codes."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "This code does not fit. Take the newest one and try again.",
        "unverified_email": "Ask whoever looks after this site to confirm your address first.",
    }

    def get_totp_issuer(self) -> str:
        return f"Changeover {settings.COMPANY_NAME}"

    def build_totp_svg(self, url: str) -> SafeString:
        """A QR code that may stand in a page with a strict policy: no style, always on white."""
        import qrcode  # noqa: PLC0415 - brings Pillow along, and is seldom asked for

        code = qrcode.QRCode(border=3)
        code.add_data(url)
        rows = code.get_matrix()
        dots = "".join(
            f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
        )
        return format_html(
            '<svg class="qr" viewBox="0 0 {0} {0}" role="img" aria-label="QR code">'
            '<rect width="{0}" height="{0}" fill="#fff"/><path d="{1}" fill="#000"/></svg>',
            len(rows),
            dots,
        )

    def encrypt(self, text: str) -> str:
        return ciphers().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return ciphers().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return UNREADABLE

    def generate_authenticator_name(self, user: User, type: str) -> str:
        return "My passkey"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        host: str = context.request.get_host()
        return {"id": host.partition(":")[0], "name": f"Changeover {settings.COMPANY_NAME}"}


def ciphers() -> MultiFernet:
    """Encrypts with the present key, reads with those before it, too."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [sha256(f"second factor:{force_str(key)}".encode()).digest() for key in keys]
    return MultiFernet(Fernet(urlsafe_b64encode(digest)) for digest in digests)
