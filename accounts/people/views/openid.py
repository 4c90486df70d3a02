"""Coming in by the provider of OpenID Connect: off to it, and back."""

from __future__ import annotations

import logging
from secrets import token_urlsafe
from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.core import ratelimit
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from jwt import PyJWTError
from requests import RequestException

from accounts.people.operations.openid import PROVIDER
from config.lib.openid import read_token

log = logging.getLogger(__name__)
ERROR = "socialaccount/authentication_error.html"
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
            raise OAuth2Error("The id_token is not the provider's, or not for us") from bad
        if not self.nonce or not constant_time_compare(str(claims["nonce"]), self.nonce):
            raise OAuth2Error("The id_token belongs to another sign-in")
        return claims


class Callback(OAuth2CallbackView):
    """Back from the provider: the state is ours and used once, and knows the nonce."""

    def _get_state(self, request: HttpRequest, provider: Any) -> tuple[Any, Any]:
        state, answer = super()._get_state(request, provider)
        self.adapter.nonce = (state or {}).get("nonce", "")
        return state, answer


@never_cache
@require_POST
@login_not_required
def openid_sign_in(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send somebody to the provider.

    By a page and not by a redirect: the content security policy lets forms go nowhere else.
    """
    too_many: HttpResponse | None = ratelimit.consume_or_429(request, action="openid")
    if too_many:
        return too_many
    nonce = token_urlsafe(24)
    try:
        provider = Exchange(request, provider_id).get_provider()
        provider.oauth2_adapter_class = Exchange
        away = provider.redirect(
            request,
            process="login",
            next_url=get_next_redirect_url(request),
            auth_params={**provider.get_auth_params(), "nonce": nonce},
            nonce=nonce,
        )
    except SocialApp.DoesNotExist as missing:
        raise Http404 from missing
    except (RequestException, KeyError, ValueError):
        log.exception("The provider of OpenID Connect cannot be reached")
        context = {"provider": settings.OIDC_NAME, "is_away": True}
        return render(request, ERROR, context, status=503)
    context = {"address": away.headers["Location"], "provider": settings.OIDC_NAME}
    return render(request, "socialaccount/away.html", context)


@never_cache
@require_safe
@login_not_required
def openid_callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    answer: HttpResponse
    view = Callback.adapter_view(Exchange(request, provider_id))
    try:
        answer = view(request)
    except SocialApp.DoesNotExist as missing:
        raise Http404 from missing
    except ImmediateHttpResponse as immediate:
        answer = immediate.response
    except (KeyError, ValueError):
        log.exception("The provider of OpenID Connect answered nonsense")
        return render(request, ERROR, {"provider": settings.OIDC_NAME}, status=401)
    return answer


@require_safe
@login_not_required
def openid_cancelled(request: HttpRequest) -> HttpResponse:
    context = {"provider": settings.OIDC_NAME, "is_cancelled": True}
    return render(request, ERROR, context)


@require_safe
@login_not_required
def openid_only(request: HttpRequest) -> HttpResponse:
    """For people who came past the provider where it is the only way in."""
    if not settings.OIDC_ONLY:
        raise Http404
    sentence = f"Everybody but administrators signs in with {settings.OIDC_NAME} here."
    context = {"sentence": sentence, "provider": settings.OIDC_NAME}
    return render(request, "socialaccount/refused.html", context, status=403)
