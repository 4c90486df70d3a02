"""Coming in by the provider of OpenID Connect: off to it, and back."""

from __future__ import annotations

import logging
from secrets import token_urlsafe

from allauth.account.utils import get_next_redirect_url
from allauth.core import ratelimit
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.models import SocialApp
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

log = logging.getLogger(__name__)
ERROR = "socialaccount/authentication_error.html"


@never_cache
@require_POST
@login_not_required
def openid_sign_in(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send somebody to the provider.

    By a page and not by a redirect: the content security policy lets forms go nowhere else.
    """
    if not settings.SOCIALACCOUNT_PROVIDERS:
        raise Http404
    from requests import RequestException  # noqa: PLC0415 - see the exchange

    from accounts.people.views.openid_exchange import Exchange  # noqa: PLC0415

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
    if not settings.SOCIALACCOUNT_PROVIDERS:
        raise Http404
    from accounts.people.views.openid_exchange import Callback, Exchange  # noqa: PLC0415

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
