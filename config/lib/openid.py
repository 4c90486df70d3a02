"""The provider of OpenID Connect: what the environment says about it, and its tokens."""

from __future__ import annotations

from typing import Any

from config.lib.environment import Misconfigured

SIGNED_BY = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"]
"""Signatures of keys that only the provider has; a shared secret proves nothing here."""
NEEDED = ["iss", "sub", "aud", "exp", "iat", "nonce"]
CLOCKS_DIFFER_BY = 30  # seconds
INCOMPLETE = (
    "OIDC_SERVER_URL, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET belong together: set all three."
)
NO_PROVIDER = "OIDC_ONLY leaves no way in without a provider: set OIDC_SERVER_URL, too."

ANY_ADDRESS = (
    "OIDC_TRUST_ADDRESSES would let in whoever can write an address into the provider: name your"
    " domains in OIDC_ALLOW_DOMAINS, too."
)


def openid_provider(
    name: str, server_url: str, client_id: str, secret: str, *, is_only: bool = False
) -> dict[str, Any]:
    """The one provider, or none; half of one refuses to start.

    Raises:
        Misconfigured: what is missing, with a sentence.
    """
    given = [server_url, client_id, secret]
    if not any(given):
        if is_only:
            raise Misconfigured(NO_PROVIDER)
        return {}
    if not all(given):
        raise Misconfigured(INCOMPLETE)
    return {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "company",
                    "name": name,
                    "client_id": client_id,
                    "secret": secret,
                    "settings": {"server_url": server_url.rstrip("/"), "oauth_pkce_enabled": True},
                }
            ]
        }
    }


def trusts_addresses(is_wanted: bool, domains: list[str]) -> bool:
    """Whether addresses count of which the provider does not say that it has confirmed them.

    Raises:
        Misconfigured: those of any domain would.
    """
    if is_wanted and not domains:
        raise Misconfigured(ANY_ADDRESS)
    return is_wanted


def read_token(token: str, keys: dict[str, Any], *, issuer: str, client_id: str) -> dict[str, Any]:
    """The claims of an id_token, once its signature, issuer, audience and age have been checked.

    Raises:
        jwt.PyJWTError: it is not the provider's, not for us, too old, or says too little.
    """
    import jwt  # noqa: PLC0415 - most sites have no provider

    name = jwt.get_unverified_header(token).get("kid")
    fitting = [key for key in jwt.PyJWKSet.from_dict(keys).keys if name in {None, key.key_id}]
    if len(fitting) != 1:
        raise jwt.InvalidTokenError("No key of the provider fits")
    return jwt.decode(
        token,
        key=fitting[0],
        algorithms=SIGNED_BY,
        audience=client_id,
        issuer=issuer,
        leeway=CLOCKS_DIFFER_BY,
        options={"require": NEEDED},
    )
