"""Talking to the provider of OpenID Connect.

Only where one is configured: it brings along what talks to other sites, 5 MB of every web process.
"""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from jwt import PyJWTError

from accounts.people.operations.openid import PROVIDER
from config.lib.openid import read_token

CONFIGURATION_LASTS = 10 * 60  # seconds
Answer = dict[str, Any]


class Exchange(OpenIDConnectOAuth2Adapter):
    """Talks to the provider. Stricter than the protocol asks: every token's signature is read."""

    nonce = ""

    @property
    def openid_config(self) -> Answer:
        """What the provider says about itself, kept for a while: anybody can start a sign-in."""
        key = f"openid:{self.get_provider().server_url}"
        known: Answer | None = cache.get(key)
        if known is None:
            known = dict(super().openid_config)
            cache.set(key, known, CONFIGURATION_LASTS)
        return known

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        """On our own address, whatever address the request claims to be for."""
        path = reverse("openid_connect_callback", kwargs={"provider_id": PROVIDER})
        return f"{settings.SITE_URL.rstrip('/')}{path}"

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: Any, **kwargs: Any
    ) -> Any:
        """The token must be ours, of this sign-in, and about whom the user info is."""
        if not kwargs["response"].get("id_token"):
            raise OAuth2Error("The provider sent no id_token")
        login = super().complete_login(request, app, token, **kwargs)
        data = login.account.extra_data
        if data.get("userinfo", {}).get("sub", data["id_token"]["sub"]) != data["id_token"]["sub"]:
            raise OAuth2Error("The user info is about somebody else")
        return login

    def _decode_id_token(self, app: SocialApp, id_token: str) -> Answer:
        known = self.openid_config
        with get_adapter().get_requests_session() as http:
            answer = http.get(known["jwks_uri"])
            answer.raise_for_status()
        try:
            claims = read_token(
                id_token, answer.json(), issuer=known["issuer"], client_id=app.client_id
            )
        except PyJWTError as bad:
            raise OAuth2Error("The id_token is not the provider’s, or not for us") from bad
        if not self.nonce or not constant_time_compare(str(claims["nonce"]), self.nonce):
            raise OAuth2Error("The id_token belongs to another sign-in")
        return claims


class Callback(OAuth2CallbackView):
    """Back from the provider: the state is ours and used once, and knows the nonce."""

    def _get_state(self, request: HttpRequest, provider: Any) -> tuple[Any, Any]:
        state, answer = super()._get_state(request, provider)
        self.adapter.nonce = (state or {}).get("nonce", "")
        return state, answer
