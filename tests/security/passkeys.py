"""A passkey that reads like one, for pages that list what somebody has; it opens nothing."""

from __future__ import annotations

from uuid import uuid4

from allauth.mfa.models import Authenticator
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from accounts.people.models import User


def make_passkey(person: User) -> Authenticator:
    """One passkey of a person."""
    number = uuid4().bytes
    key = ES256.from_ctap1(b"\x04" + number * 4)  # type: ignore[no-untyped-call]
    seen = AuthenticatorData.create(
        rp_id_hash=number * 2,
        flags=AuthenticatorData.FLAG.AT | AuthenticatorData.FLAG.UP,
        counter=0,
        credential_data=AttestedCredentialData.create(Aaguid.NONE, number, key),
    )
    proof = AttestationObject.create("none", seen, {})
    asked = CollectedClientData.create("webauthn.create", number, "http://testserver")
    credential = {
        "id": websafe_encode(number),
        "rawId": websafe_encode(number),
        "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(asked),
            "attestationObject": websafe_encode(proof),
        },
    }
    return Authenticator.objects.create(
        user=person,
        type=Authenticator.Type.WEBAUTHN,
        data={"name": "Laptop", "credential": credential},
    )
